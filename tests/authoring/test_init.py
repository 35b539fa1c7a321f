"""A desk of its own on another subject, made by the command and built from the wheel."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from PIL import Image

from tessera.outputs import admin

ROOT = Path(__file__).resolve().parents[2]
PACTS = (
    "--no-ask", "--name", "Pact Watch", "--subject", "Defence pacts between states",
    "--url", "https://pacts.example/watch", "--pillar", "Mutual defence",
    "--pillar", "Military industry", "--commitment", "Joint exercise", "--language", "fr",
    "--accent", "#7a1f3d", "--licence", "CC BY-SA 4.0",
)  # fmt: skip
TREATY = """\
title: Treaty for Defence and Security Co-operation
titles: [{lang: fr, text: "Traité de coopération en matière de défense et de sécurité"}]
instrument: treaty
parties: [FRA, GBR]
dates: {signed: 2010-11-02}
pillars: [military-industry]
commitments:
  - {type: joint-exercise}
sources:
  - {id: text, title: "Treaty Series No. 36 (2011), Cm 8174"}
"""
BRIEFING = """\
---
title: One treaty, two capitals
standfirst: What is on record.
authors: [{name: Pact Watch desk}]
published: 2011-01-10
as_of: 2011-01-10
agreements: [fra-gbr-2010-defence]
kind: analysis
---

A record of [[fra-gbr-2010-defence]].
"""


class Desk:
    """A folder, and a Python that has nothing of this checkout but what its wheel carries."""

    def __init__(self, python: Path, folder: Path) -> None:
        self.python, self.folder = python, folder

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return subprocess.run(
            [self.python, "-m", *command], cwd=self.folder.parent, text=True, capture_output=True,
            env=kept | {"NO_MKDOCS_2_WARNING": "1"}, timeout=300, check=False,
        )  # fmt: skip

    def tessera(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("tessera.cli", *words)


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment of its own: the wheel, and the packages that it stands on."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    wheel = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)]
    subprocess.run(wheel, check=True, timeout=300)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder / "env")], check=True)
    made = folder / "env" / "bin" / "python"
    packages = folder / "env" / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    (packages / "site-packages" / "stands-on.pth").write_text(sysconfig.get_path("purelib"))
    (found,) = folder.glob("*.whl")
    install = [*pip, "--python", str(made), "install", "--no-deps", "--no-index", str(found)]
    subprocess.run(install, check=True, timeout=300)
    return made


@pytest.fixture(scope="module")
def desk(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A desk with one treaty and one briefing, built."""
    return _built(Desk(python, tmp_path_factory.mktemp("desks") / "pacts"))


@pytest.fixture(scope="module")
def french(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same desk, speaking French."""
    made = Desk(python, tmp_path_factory.mktemp("desks") / "pactes")
    return _built(made, "--site-language", "fr")


def _built(made: Desk, *words: str) -> Desk:
    begun = made.tessera("init", str(made.folder), *PACTS, *words)
    assert begun.returncode == 0, begun.stderr
    records = made.folder / "briefings"
    (records / "agreements" / "fra-gbr-2010-defence.yml").write_text(TREATY)
    (records / "analyses" / "two-capitals.md").write_text(BRIEFING)
    config = str(made.folder / "mkdocs.yml")
    built = made.run("mkdocs", "build", "--strict", "--config-file", config)
    assert built.returncode == 0, built.stderr
    return made


def test_the_desk_builds_with_the_wheel_and_not_with_a_checkout(desk: Desk) -> None:
    located = subprocess.run(
        [desk.python, "-I", "-c", "import tessera.theme as t; print(t.OURS)"],
        capture_output=True, text=True, check=True, cwd="/",
    )  # fmt: skip

    assert Path(located.stdout.strip()).is_relative_to(desk.python.parents[1])


@pytest.mark.parametrize(
    "page",
    [
        "", "agreements/", "agreements/fra-gbr-2010-defence/", "analyses/two-capitals/",
        "countries/fra/", "countries/fra/sheet/", "pairs/fra-gbr/", "pillars/military-industry/",
        "instruments/treaty/", "years/2010/", "pattern/", "pattern/map/", "coverage/", "watch/",
        "changes/", "codebook/", "data/", "feeds/", "about/", "methodology/", "problems/",
    ],
)  # fmt: skip
def test_every_kind_of_page_is_there_in_the_desks_own_name(desk: Desk, page: str) -> None:
    text = (desk.folder / "site" / page / "index.html").read_text("utf-8")

    assert "Pact Watch" in text
    assert "assets/desk.css" in text


def _about(path: Path, site: Path) -> str:
    """The first folder of the page that a file is, or that search shows from it."""
    if path.parent == site / "search" / "pages":
        address: str = json.loads(path.read_bytes())[0]
        return address.partition("/")[0]
    return path.relative_to(site).parts[0]


def test_nothing_on_the_site_speaks_of_another_desk_or_subject(desk: Desk) -> None:
    told = re.compile(r"Tessera desk|tessera\.example|[Mm]emorand(a|um) on (education|science)")
    reference = {"commands", "settings", "problems", "tutorial", "schema"}  # of the software
    site = desk.folder / "site"
    pages = [
        path for path in site.rglob("*")
        if path.suffix in {".html", ".xml", ".json", ".md", ".txt", ".csv"}
        and _about(path, site) not in reference
    ]  # fmt: skip

    assert len(pages) > 100
    assert [str(path) for path in pages if told.search(path.read_text("utf-8"))] == []


def test_the_codebook_has_the_desks_own_fields_and_the_formats_codes(desk: Desk) -> None:
    text = (desk.folder / "site" / "codebook" / "index.html").read_text("utf-8")

    assert all(one in text for one in ("Mutual defence", "Joint exercise", "Joint committee"))
    assert "Higher education" not in text


def test_sheets_icons_and_figures_are_in_the_desks_colour(desk: Desk) -> None:
    site = desk.folder / "site"
    with Image.open(site / "assets" / "icon-32.png") as icon:
        colours = {colour for _, colour in icon.convert("RGB").getcolors(4096) or []}
    card = next((site / "cards" / "agreement").glob("fra-gbr-*.png"))
    with Image.open(card) as drawn:
        shades = {colour for _, colour in drawn.convert("RGB").getcolors(4096) or []}

    assert "--petrol: #7a1f3d" in (site / "assets" / "desk.css").read_text()
    assert (0x7A, 0x1F, 0x3D) in colours
    assert (0x7A, 0x1F, 0x3D) in shades
    assert (15, 92, 99) not in shades
    assert "#0f5c63" not in (site / "pattern" / "map" / "figure.svg").read_text()


def test_records_are_checked_and_begun_there_as_anywhere(desk: Desk) -> None:
    root = ("--root", str(desk.folder))
    checked = desk.tessera("check", *root)
    begun = desk.tessera(
        "new", "agreement", *root, "--no-ask", "--print", "--party", "Allemagne", "--party", "France",
        "--title", "Élysée Treaty", "--instrument", "treaty", "--date", "1963-01-22",
        "--pillar", "mutual-defence", "--source-title", "Bundesgesetzblatt 1963 II",
    )  # fmt: skip

    assert checked.returncode == 0, checked.stdout
    assert begun.returncode == 0, begun.stderr
    assert "parties: [DEU, FRA]" in begun.stdout


def test_the_lock_names_the_wheel_and_its_hash(desk: Desk) -> None:
    line = (desk.folder / "tessera.lock").read_text().splitlines()[-1]
    (wheel,) = (desk.folder / "packages").glob("*.whl")

    assert re.fullmatch(rf"\./packages/{re.escape(wheel.name)} --hash=sha256:[0-9a-f]{{64}}", line)


def test_a_desk_may_speak_another_language_from_the_first_day(french: Desk) -> None:
    def page(address: str) -> str:
        return (french.folder / "site" / address / "index.html").read_text("utf-8")

    act = page("agreements/fra-gbr-2010-defence/")
    home, about, codebook = page(""), page("about/"), page("codebook/")

    assert '<html lang="fr"' in act.replace("<html class=no-js lang", "<html lang")
    for told in (
        "Accueil",
        "Où se place ce carreau",
        "Signature\u00a0: 2 novembre 2010",
        "Traité",
        "Royaume-Uni",
    ):
        assert told in act
    assert "Chaque accord est un carreau" in home
    assert "Ce que vous dit une fiche" in about
    assert "Mémorandum d’entente" in codebook
    assert "Memorandum of understanding" not in codebook
    assert "Rien n’est en retard" in page("watch/")
    assert "avant 2022" in page("coverage/").lower()
    assert "Il n’y a pas de page à cette adresse" in (
        french.folder / "site" / "404.html"
    ).read_text("utf-8")
    writing = page("writing/")
    assert 'lang="en" dir="ltr"' in writing  # Tessera's own pages for authors
    feed = (french.folder / "site" / "feed.xml").read_text("utf-8")
    assert "<language>fr</language>" in feed
    assert "Dit et non dit" not in feed
    assert "Cherché et non trouvé" in feed or "Non vu" in feed


def test_a_language_without_words_is_told_and_stays_english(python: Path, tmp_path: Path) -> None:
    made = Desk(python, tmp_path / "pakte")
    begun = made.tessera("init", str(made.folder), *PACTS, "--site-language", "de")

    assert begun.returncode == 0
    assert "tessera words de" in begun.stderr
    assert "language: de" in (made.folder / "mkdocs.yml").read_text("utf-8")


def test_renewing_touches_only_what_is_of_tessera(desk: Desk) -> None:
    (desk.folder / "Makefile").write_text("old\n")
    (desk.folder / "docs" / "about.md").write_text("# Our own\n")

    done = desk.tessera("init", str(desk.folder), "--renew")

    assert done.stdout.splitlines() == ["renewed Makefile"]
    assert (desk.folder / "docs" / "about.md").read_text() == "# Our own\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--accent", "#ff8800"), "is the nearest shade that has it"),
        (("--accent", "red"), "`red` is not a colour such as #0f5c63"),
        (("--url", "pacts"), "`pacts` is not an address"),
        (("--url", "javascript:alert(1)"), "is not an address"),
        (("--pillar", "مودة", "--pillar", "—"), "which is empty or taken"),
        (("--pillar", "Arms", "--pillar", "arms"), "which is empty or taken"),
        (("--language", "french"), "`french` is not a language"),
        (("--licence", "Ours"), "Give --licence-url"),
        (("--name", " "), "Something has to stand here"),
        (("--name", "Pacts # [x]: {% x %} \"'"), None),
        (("--subject", "Pacts: 'of' #defence\n- {{ x }}"), None),
    ],
)
def test_each_answer_is_taken_or_refused_with_a_reason(
    python: Path, tmp_path: Path, words: tuple[str, ...], told: str | None
) -> None:
    folder = tmp_path / "new"
    done = Desk(python, folder).tessera("init", str(folder), *PACTS, *words)

    if told is None:
        assert done.returncode == 0, done.stderr
    else:
        assert done.returncode == 1
        assert told in done.stderr
        assert not folder.exists()


def test_a_desk_without_a_colour_or_a_record_builds_too(python: Path, tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    desk = Desk(python, folder)
    desk.tessera("init", str(folder), *PACTS[:9])

    built = desk.run("mkdocs", "build", "--strict", "--config-file", str(folder / "mkdocs.yml"))

    assert built.returncode == 0, built.stderr
    assert not (folder / "site" / "assets" / "desk.css").exists()


def test_a_folder_with_something_in_it_is_left_alone(python: Path, tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("mine")

    done = Desk(python, tmp_path).tessera("init", str(tmp_path), *PACTS)

    assert done.returncode == 1
    assert "is not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["here.txt"]


def test_every_makefile_fetches_the_editor_that_a_build_takes(desk: Desk) -> None:
    for path in (ROOT / "Makefile", desk.folder / "Makefile"):
        assert set(re.findall(r"decap-cms[@-](\d+\.\d+\.\d+)", path.read_text())) == {admin.VERSION}


def test_what_the_workflows_of_a_desk_run_is_there(desk: Desk) -> None:
    made = set(re.findall(r"^([a-z]+):", (desk.folder / "Makefile").read_text(), re.MULTILINE))
    commands = set(
        re.findall(r"^  (\w+) ", desk.tessera("--help").stdout.split("Commands:")[1], re.MULTILINE)
    )
    flows = [*(desk.folder / ".github" / "workflows").glob("*.yml")]
    text = "\n".join(path.read_text() for path in flows)

    assert {path.stem for path in flows} == {"check", "pages", "preview", "weekly"}
    assert set(re.findall(r"\bmake (?:-s )?([a-z]+)", text)) <= made
    assert set(re.findall(r"bin/tessera (\w+)", text)) <= commands
