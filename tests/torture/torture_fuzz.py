"""Every door that a stranger's bytes come through, fuzzed by coverage."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.torture.conftest import Figures

ROOT = Path(__file__).resolve().parents[2]
SEEDS = {
    "loader": sorted((ROOT / "briefings" / "agreements").rglob("*.yml"))[:60],
    "markdown": [],
    "edtf": [],
    "query": [],
}
WORDS = {
    "markdown": ["[[a]]", "{{ count(parties=BLR) }}", "# a\n\n- b\n    - c\n", "| a |\n|---|\n| b |\n",
                 "[a](https://a.example)", "```\nx\n```", "!!! note\n    x\n", "[^1]\n\n[^1]: x\n"],
    "edtf": ["2026-06-19", "2026-06", "2026?", "2026-06-19~", "2026%"],
    "query": ["count(parties=BLR+IRN, since=1995, was=5)", "count(pillars=education)"],
}  # fmt: skip


@pytest.mark.parametrize("target", ["loader", "markdown", "edtf", "query"])
def test_any_bytes_are_read_or_told(
    target: str, tmp_path: Path, figures: Figures, times: int
) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    for number, path in enumerate(SEEDS[target]):
        (corpus / str(number)).write_bytes(path.read_bytes())
    for number, word in enumerate(WORDS.get(target, [])):
        (corpus / f"word-{number}").write_text(word)
    done = subprocess.run(
        [sys.executable, "-m", "tests.torture.fuzz", target, str(corpus),
         f"-max_total_time={times // 2}", "-max_len=4096", "-timeout=10", "-rss_limit_mb=2048",
         f"-artifact_prefix={tmp_path}/"],
        cwd=ROOT, capture_output=True, text=True, timeout=times * 3 + 120, check=False,
    )  # fmt: skip
    if done.returncode:
        figures(fuzz_faults=1)
    assert done.returncode == 0, done.stderr[-4000:]
    tried = re.search(r"Done (\d+) runs", done.stderr) or re.search(r"#(\d+)\s+DONE", done.stderr)
    assert tried is not None, done.stderr[-2000:]
    figures(**{f"fuzz_{target}": int(tried[1]), "fuzz_faults": 0})
