"""/admin/ as an author without tools uses it: forms in, records out, through a real backend."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, Route, expect

from tessera.outputs import admin

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "admin"
RECORD = "fra-gbr-2010-defence"
TREATY = """\
# The desk's own words stay in other files.
title: Treaty for Defence and Security Co-operation
titles: [{lang: fr, text: "Traité de coopération en matière de défense et de sécurité"}]
instrument: treaty
parties: [FRA, {country: GBR, body: Cabinet Office}]
dates:
  signed: 2010-11-02
  in_force: {values: [{value: 2011-07-01, source: text, chosen: true}, {value: 2011-07}]}
pillars: {military-industry: {depth: 2}}
commitments: none
sources:
  - {id: text, title: "Treaty Series No. 36 (2011), Cm 8174"}
"""
BRIEFING = """\
---
title: One treaty
standfirst: What is on record.
authors: [{name: Pact Watch desk}]
published: 2011-01-10
as_of: 2011-01-10
agreements: [fra-gbr-2010-defence]
---

A record of [[fra-gbr-2010-defence]], {{ count(parties=FRA) }} of them.
"""

pytestmark = pytest.mark.skipif(shutil.which("npm") is None, reason="npm fetches the editor")


def run(*command: str, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"} | env, text=True,
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def fetch(*command: str, cwd: Path) -> None:
    """Run what needs the network; without it there is nothing to test with."""
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        pytest.skip(f"npm cannot fetch the editor here: {done.stderr[-200:]}")


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The editor's script, fetched as `make admin` fetches it."""
    kept = ROOT.joinpath(*admin.FETCHED)
    if kept.is_file() and sha256(kept.read_bytes()).hexdigest() == admin.SHA256:
        return kept
    folder = tmp_path_factory.mktemp("fetched")
    (folder / "Makefile").symlink_to(ROOT / "Makefile")
    fetch("make", "-s", "admin", cwd=folder)
    return folder.joinpath(*admin.FETCHED)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("backend")
    for path in HERE.iterdir():
        shutil.copy(path, folder)
    fetch("npm", "ci", "--silent", "--ignore-scripts", cwd=folder)
    return folder / "node_modules" / ".bin" / "decap-server"


@pytest.fixture
def desk(tmp_path: Path, editor: Path) -> Path:
    """A built desk in a repository, with one record that has everything a form cannot show."""
    folder = tmp_path / "desk"
    tessera = (sys.executable, "-m", "tessera.cli")
    run(*tessera, "init", str(folder), "--no-ask", "--name", "Pacts", "--subject", "Defence pacts",
        "--url", "https://pacts.example/", "--pillar", "Mutual defence", "--pillar", "Military industry",
        cwd=tmp_path)  # fmt: skip
    config = folder / "mkdocs.yml"
    config.write_text(
        config.read_text().replace("    tag_host:", "    admin: desk/pacts\n    tag_host:")
    )
    records = folder / "briefings"
    (records / "agreements" / f"{RECORD}.yml").write_text(TREATY)
    (records / "analyses" / "one-treaty.md").write_text(BRIEFING)
    script = folder.joinpath(*admin.FETCHED)
    script.parent.mkdir(parents=True)
    script.symlink_to(editor)
    run(sys.executable, "-m", "mkdocs", "build", "--strict", cwd=folder)
    git = ("git", "-c", "user.name=Desk", "-c", "user.email=desk@pacts.example")
    run("git", "init", "-q", "-b", "main", cwd=folder)
    run(*git, "add", ".", cwd=folder)
    run(*git, "commit", "-qm", "Begin", cwd=folder)
    return folder


class Editing:
    """The page, whose backend is a program on this machine instead of GitHub; all else is as it is."""

    def __init__(self, page: Page, url: str, port: int, *, workflow: bool, desk: Path) -> None:
        self.page, self.url, self.port = page, url, port
        self.said: list[str] = []
        config = json.loads((desk / "site" / "admin" / "config.json").read_text())
        config["backend"] = {"name": "proxy", "branch": "main", "proxy_url": f"{url}api/v1"}
        if not workflow:
            del config["publish_mode"]
        page.on("console", lambda one: self.said.append(one.text) if one.type == "error" else None)
        page.on("pageerror", lambda one: self.said.append(str(one)))
        page.route("**/admin/config.json", lambda route: route.fulfill(json=config))
        page.route("**/api/v1", self._backend)
        page.goto(f"{url}admin/")
        page.get_by_role("button", name="Login").click()
        expect(
            page.get_by_role("link", name="Fra-gbr").or_(page.get_by_text(RECORD)).first
        ).to_be_visible()

    def _backend(self, route: Route) -> None:
        asked = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/v1", data=route.request.post_data_buffer,
            headers={"Content-Type": "application/json"},
        )  # fmt: skip
        try:
            with urllib.request.urlopen(asked, timeout=30) as answer:
                route.fulfill(body=answer.read(), content_type="application/json")
        except urllib.error.HTTPError as error:  # such as 404 for what nobody has proposed yet
            route.fulfill(status=error.code, body=error.read(), content_type="application/json")

    def open(self, entry: str) -> None:
        self.page.goto(f"{self.url}admin/#/collections/{entry}")
        expect(self.page.locator('[id^="title-field"]').first).to_be_visible()

    def field(self, name: str) -> str:
        return f'[id^="{name}-field"]'

    def publish(self) -> None:
        self.page.get_by_role("button", name="Publish").click()
        self.page.get_by_text("Publish now").click()
        expect(self.page.get_by_text("Changes saved")).to_be_visible()


def backend(server: Path, desk: Path, mode: str) -> tuple[subprocess.Popen[bytes], int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "Author"), ("EMAIL", "author@pacts.example"))}  # fmt: skip
    going = subprocess.Popen(
        [server], cwd=desk, env=os.environ | who | {"PORT": str(port), "MODE": mode},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for _ in range(300):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.05)
    return going, port


@pytest.fixture(params=["fs"])
def editing(
    request: pytest.FixtureRequest,
    browser: Browser,
    serve: Callable[..., str],
    desk: Path,
    server: Path,
) -> Iterator[Editing]:
    going, port = backend(server, desk, request.param)
    page = browser.new_page(viewport={"width": 1300, "height": 1000})
    try:
        yield Editing(page, serve(desk / "site"), port, workflow=request.param == "git", desk=desk)
    finally:
        page.close()
        going.kill()
        going.wait()


def checked(desk: Path) -> str:
    return run(sys.executable, "-m", "tessera.cli", "check", cwd=desk)


def test_a_record_is_edited_by_its_form_and_keeps_what_no_form_shows(
    editing: Editing, desk: Path
) -> None:
    editing.open(f"agreements/entries/{RECORD}")
    page = editing.page
    page.locator(editing.field("binding")).first.select_option("binding")
    box = page.locator(".tessera-value").filter(has=page.locator(editing.field("binding"))).first
    box.locator("summary").click()
    box.locator('input[id$="-source"]').fill("text")
    page.get_by_label("mutual-defence", exact=True).check()
    page.locator(editing.field("summary")).first.fill("  Two states. ")
    editing.publish()

    now = yaml.safe_load((desk / "briefings" / "agreements" / f"{RECORD}.yml").read_text())
    assert now["binding"] == {"value": "binding", "source": "text"}
    assert now["summary"] == "Two states."
    assert now["pillars"] == {"military-industry": {"depth": 2}, "mutual-defence": {}} or now[
        "pillars"
    ] == {"military-industry": {"depth": 2}, "mutual-defence": None}
    before = yaml.safe_load(TREATY)
    for name in ("title", "titles", "instrument", "parties", "dates", "commitments", "sources"):
        assert now[name] == before[name]
    assert set(now) == {*before, "binding", "summary"}
    assert "No problems" in checked(desk)
    assert editing.said == []


def test_a_new_record_gets_the_desks_kind_of_name_and_passes_the_check(
    editing: Editing, desk: Path
) -> None:
    editing.open("agreements/new")
    page = editing.page
    page.locator(editing.field("title")).first.fill("Élysée Treaty")
    page.locator(editing.field("instrument")).first.select_option("treaty")
    for number, code in enumerate(("DEU", "FRA")):
        page.get_by_role("button", name="Add to parties").click()
        page.locator(f'{editing.field("parties")}[id$="-{number}"]').fill(code)
    page.locator(editing.field("signed")).first.fill("1963-01-22")
    page.get_by_role("button", name="Add sources").click()
    page.locator('input[id^="id-field"]').last.fill("law")
    page.locator(editing.field("title")).last.fill("Bundesgesetzblatt 1963 II")
    editing.publish()

    (made,) = (desk / "briefings" / "agreements").glob("deu-fra-*.yml")
    assert made.stem == "deu-fra-1963-01-22-elysee-treaty"
    assert yaml.safe_load(made.read_text())["parties"] == ["DEU", "FRA"]
    assert "No problems in 2 agreements" in checked(desk)


def test_a_briefing_keeps_its_text_to_the_letter(editing: Editing, desk: Path) -> None:
    editing.open("analyses/entries/one-treaty")
    editing.page.locator(editing.field("standfirst")).first.fill("What is known.")
    editing.publish()

    text = (desk / "briefings" / "analyses" / "one-treaty.md").read_text()
    assert "standfirst: What is known." in text
    assert text.rpartition("---\n")[2].strip() == BRIEFING.rpartition("---\n")[2].strip()
    assert "No problems" in checked(desk)


@pytest.mark.parametrize("editing", ["git"], indirect=True)
def test_a_change_waits_as_a_branch_of_its_own_and_main_is_as_it_was(
    editing: Editing, desk: Path
) -> None:
    editing.open(f"agreements/entries/{RECORD}")
    editing.page.locator(editing.field("summary")).first.fill("Proposed.")
    editing.page.get_by_role("button", name="Save").click()
    expect(editing.page.get_by_role("button", name="Status: Draft")).to_be_visible()

    branches = run("git", "branch", "--format=%(refname:short)", cwd=desk).split()
    assert f"cms/agreements/{RECORD}" in branches
    proposed = run(
        "git", "show", f"cms/agreements/{RECORD}:briefings/agreements/{RECORD}.yml", cwd=desk
    )
    assert yaml.safe_load(proposed)["summary"] == "Proposed."
    assert run("git", "show", f"main:briefings/agreements/{RECORD}.yml", cwd=desk) == TREATY
