"""Files made to cost much: each is read, or told, in moments and little memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.torture.conftest import Figures

ROOT = Path(__file__).resolve().parents[2]
FRONT = "---\ntitle: A\nstandfirst: B\nauthors: [{name: C}]\npublished: 2026-01-01\nas_of: 2026-01-01\n---\n"
RECORD = "title: A\ninstrument: agreement\nparties: [BLR, IRN]\ndates: {signed: 1998}\nsources: [{id: a, title: b}]\n"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(8)
)
BOMBS = {
    "aliases of aliases": ("a-bomb.yml", LAUGHS),
    "lists in lists": ("a-bomb.yml", "note: " + "[" * 20_000),
    "mappings in mappings": ("a-bomb.yml", "note: " + "{a: " * 15_000),
    "mappings by indentation": ("a-bomb.yml", "".join(f"{' ' * n}a:\n" for n in range(300))),
    "one long key": ("a-bomb.yml", "k" * 60_000 + ": x\n" + RECORD),
    "thousands of keys": ("a-bomb.yml", RECORD + "".join(f"k{n}: x\n" for n in range(6000))),
    "thousands of claims": ("a-bomb.yml", RECORD + "claims:\n" + "".join(
        f"  - {{id: c{n}, says: x, modality: reported}}\n" for n in range(1000))),
    "thousands of wrong claims": ("a-bomb.yml", RECORD + "claims: [" + "{}, " * 12_000 + "]\n"),
    "a folded text of spaces": ("a-bomb.yml", RECORD + "note: >\n  " + " " * 55_000 + "x\n"),
    "escapes": ("a-bomb.yml", RECORD + 'note: "' + "\\u0041" * 9_000 + '"\n'),
    "brackets": ("a-bomb.md", FRONT + "[" * 4_000),
    "brackets of links": ("a-bomb.md", FRONT + "[a](" * 1_000),
    "brackets of pictures": ("a-bomb.md", FRONT + "![" * 2_000),
    "stars": ("a-bomb.md", FRONT + "*a **b " * 1_400),
    "underscores": ("a-bomb.md", FRONT + "_a __b " * 1_400),
    "backticks": ("a-bomb.md", FRONT + "".join("`" * n + "a" for n in range(90))),
    "CDATA": ("a-bomb.md", FRONT + "<![CDATA[" * 1_000),
    "comments": ("a-bomb.md", FRONT + "<!--" * 2_000),
    "300 levels of lists": ("a-bomb.md", FRONT + "".join(f"{'    ' * n}- x\n" for n in range(300))[:60_000]),
    "levels of quotations": ("a-bomb.md", FRONT + ">" * 5_000 + " x"),
    "definitions": ("a-bomb.md", FRONT + "a\n: b\n" * 9_000),
    "definitions of links": ("a-bomb.md", FRONT + "[a]: b\n" * 8_000),
    "footnotes": ("a-bomb.md", FRONT + "".join(f"[^{n}]\n\n[^{n}]: x\n\n" for n in range(2_500))),
    "a wide table": ("a-bomb.md", FRONT + "|" * 9_000 + "\n" + "|-" * 4_000 + "\n"),
    "a long table": ("a-bomb.md", FRONT + "|a|b|\n|-|-|\n" + "|x|y|\n" * 9_000),
    "tabs": ("a-bomb.md", FRONT + '=== "a"\n    x\n' * 3_500),
    "fences": ("a-bomb.md", FRONT + "```\nx\n```\n" * 6_000),
    "carets and tildes": ("a-bomb.md", FRONT + "^a ~b ^^c ~~d " * 800),
    "references": ("a-bomb.md", FRONT + "[[" + "a" * 99 + "|" + "b" * 290 + "]]" * 2_000),
    "numbers": ("a-bomb.md", FRONT + "{{ count(parties=BLR) }} " * 2_400),
    "entities": ("a-bomb.md", FRONT + "&#x41;&amp;&lt;" * 3_500),
    "headings": ("a-bomb.md", FRONT + "## a\n" * 11_000),
}  # fmt: skip
SCRIPT = """\
import json, resource, sys, time
from pathlib import Path
from types import SimpleNamespace
from tessera.content import lists, records, rendering
from tessera.content.markdown import Renderer
from tessera.content.references import Target
from tessera.errors import ContentError

desk = lists.read(Path(sys.argv[1]))
path = Path(sys.argv[2])
records.read(path.with_name("plain.yml"), path.parent, desk)
renderer = Renderer(lambda name: Target(f"/{name}/", name), lambda _: (1, None))
renderer.render("a")
before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
read = records.read(path, path.parent, desk)
told = [str(one) for one in read.problems]
size = 0
if not told and path.suffix == ".md":
    try:
        size = len(rendering.render(renderer, read.record).html)
    except ContentError as error:
        told = [str(one) for one in error.problems]
taken = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([time.process_time() - began, taken / 1024, told[:3], size]))
"""


@pytest.fixture(scope="module")
def worst() -> dict[str, float]:
    return {"seconds": 0.0, "mib": 0.0, "factor": 0.0}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_told_in_moments(
    name: str, tmp_path: Path, worst: dict[str, float], figures: Figures
) -> None:
    file, text = BOMBS[name]
    (tmp_path / "plain.yml").write_text(RECORD)
    (tmp_path / file).write_text(text)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT), str(tmp_path / file)], capture_output=True,
        text=True, timeout=60, check=False, env=os.environ | {"PYTHONPATH": str(ROOT / "hooks")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    seconds, mib, told, size = json.loads(done.stdout)
    worst["seconds"] = max(worst["seconds"], seconds)
    worst["mib"] = max(worst["mib"], mib)
    worst["factor"] = max(worst["factor"], size / len(text.encode()))
    figures(
        bombs=len(BOMBS), worst_seconds=round(worst["seconds"], 2), worst_mib=round(worst["mib"]),
        worst_body_out_per_byte_in=round(worst["factor"], 1),
    )  # fmt: skip

    assert all(line.startswith(f"{file}:") for line in told)
    assert seconds < 4.5  # two for the file, two for its text
    assert mib < 600
    assert size / len(text.encode()) < 200
