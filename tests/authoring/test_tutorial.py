"""The tutorial, done as it says: every command is run, and prints what is printed there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


def steps(text: str) -> list[tuple[str, str]]:
    """Each command of the tutorial with what it is said to print."""
    found: list[tuple[str, str]] = []
    for block in re.findall(r"```console\n(.*?)```", text, flags=re.DOTALL):
        for step in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = step.replace("\\\n", "").partition("\n")
            found.append((command, printed.strip()))
    return found


def told(printed: str, output: str) -> bool:
    """Whether the output is what is printed, an ellipsis standing for anything."""
    pattern = ".*?".join(re.escape(part.strip()) for part in printed.split("…"))
    return re.fullmatch(pattern + r"\s*", output.strip(), flags=re.DOTALL) is not None


@pytest.mark.skipif(sys.platform != "linux", reason="sed -i differs elsewhere")
def test_the_tutorial_does_what_it_says(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "briefings", tmp_path / "briefings")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yml")}
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "tessera").symlink_to(Path(sys.executable).with_name("tessera"))
    commands = steps((root / "docs" / "tutorial.md").read_text("utf-8"))
    assert len(commands) > 6
    for command, printed in commands:
        done = subprocess.run(
            ["bash", "-c", f"{command} 2>&1"], cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONUTF8": "1"},
        )  # fmt: skip
        said = re.sub(r"^\d+ quer.*\n?", "", done.stdout, flags=re.MULTILINE)
        assert told(printed, said), f"$ {command}\n{done.stdout}\ninstead of\n{printed}"
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.yml")} == before
