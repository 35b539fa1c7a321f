"""A small project with the real hook, theme and vocabulary, for tests that run `mkdocs`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
AGREEMENT = """\
title: Agreement on cooperation in science
instrument: agreement
parties: [BLR, IRN]
dates: {signed: 1998-05-14}
sources:
  - {id: text, title: Collected agreements, url: "https://example.org/act/1"}
"""


@dataclass(frozen=True)
class Project:
    """The folder with mkdocs.yml; `site` is what a build makes in it."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> Project:
        """Two agreements, one hand-written page, the desk's own lists, no analyses."""
        project = cls(folder)
        (folder / "docs").mkdir()
        (folder / "docs" / "about.md").write_text("# About\n\nWho we are.\n")
        (folder / "overrides").symlink_to(ROOT / "overrides")
        (folder / "briefings" / "agreements").mkdir(parents=True)
        (folder / "briefings" / "analyses").mkdir()
        for name in ("vocabulary.yml", "outlets.yml", "parties.yml"):
            shutil.copy(ROOT / "briefings" / name, folder / "briefings" / name)
        project.record("blr-irn-1998-science", AGREEMENT)
        project.record("blr-ven-2006-science", AGREEMENT.replace("IRN", "VEN"))
        project.hook("")
        project.configure()
        return project

    @property
    def site(self) -> Path:
        return self.folder / "site"

    @property
    def environment(self) -> dict[str, str]:
        others = {"SITE_URL", "TZ", "PYTHONDONTWRITEBYTECODE"}
        kept = {name: value for name, value in os.environ.items() if name not in others}
        return kept | {"NO_MKDOCS_2_WARNING": "1"}

    def configure(self, custom_dir: str = "overrides") -> None:
        """Write mkdocs.yml. JSON is YAML."""
        config = {
            "site_name": "Tiny",
            "site_url": "https://tiny.example/",
            "site_description": "A small site.",
            "hooks": [str(ROOT / "hooks" / "publish.py"), "more.py"],
            "plugins": [],
            "theme": {
                "name": "material",
                "custom_dir": custom_dir,
                "language": "en",
                "direction": "ltr",
                "font": False,
                "favicon": "assets/icon.svg",
            },
            "nav": [{"About": "about.md"}],
        }
        (self.folder / "mkdocs.yml").write_text(json.dumps(config, indent=2))

    def record(self, name: str, text: str) -> Path:
        path = self.folder / "briefings" / "agreements" / f"{name}.yml"
        path.write_text(text)
        return path

    def hook(self, text: str) -> None:
        """A hook beside ours, to make things happen during a build."""
        (self.folder / "more.py").write_text(text)

    def build(self, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", *options],
            cwd=self.folder,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    def leftovers(self) -> list[str]:
        """What builds left beside the site, but for what they begin the next one with."""
        return sorted(path.name for path in self.folder.glob(".site*") if path.suffix != ".spare")


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project that was built once."""
    project = Project.make(tmp_path_factory.mktemp("built"))
    done = project.build("--strict")
    assert done.returncode == 0, done.stderr
    return project.folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Project:
    """A copy of it, to be broken."""
    shutil.copytree(built, tmp_path / "project", symlinks=True)
    return Project(tmp_path / "project")
