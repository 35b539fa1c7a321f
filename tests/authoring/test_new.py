"""`tessera new`: from what a person says to a record that passes the check."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from lxml import html

from tessera.authoring.command import _Party
from tessera.cli import main
from tessera.content.loader import Loader
from tessera.content.markdown import Renderer

KNOWN = ["--party", "Belarus", "--party", "ایران", "--date", "2026-07-19", "--title", "Memorandum on joint laboratories",
         "--instrument", "memorandum of understanding", "--source", "https://news.example/x/1"]  # fmt: skip
ID = "blr-irn-2026-laboratories"


@pytest.fixture
def desk(root: Path, tmp_path: Path) -> Path:
    """The shipped lists and one record."""
    here = tmp_path / "briefings"
    (here / "agreements").mkdir(parents=True)
    for name in ("vocabulary.yml", "outlets.yml", "parties.yml"):
        shutil.copy(root / "briefings" / name, here)
    one = next((root / "briefings" / "agreements").rglob("blr-irn-2026-education-*.yml"))
    text = re.sub(r"^relations:\n(  .*\n)+", "", one.read_text("utf-8"), flags=re.MULTILINE)
    (here / "agreements" / one.name).write_text(text, "utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: A site\nextra: {tessera: {desk: The desk}}\n", "utf-8"
    )
    return tmp_path


def run(*arguments: str, desk: Path, said: str = "") -> Result:
    return CliRunner().invoke(main, ["new", *arguments, "--root", str(desk)], input=said)


def written(desk: Path, name: str = ID) -> str:
    return (desk / "briefings/agreements" / f"{name}.yml").read_text("utf-8")


def test_names_in_any_language_and_labels_become_a_record_that_passes_the_check(desk: Path) -> None:
    done = run(
        "agreement", *KNOWN, "--pillar", "Science", "--pillar", "higher education", desk=desk
    )

    assert done.exit_code == 0, done.output
    name = "blr-irn-2026-science-higher-education"
    assert done.stdout == f"briefings/agreements/{name}.yml\n"
    act = Loader(desk).load().agreements[name]
    assert act.codes == ("BLR", "IRN")
    assert act.formula == ("higher-education", "science")
    assert str(act.when) == "2026-07-19"
    assert act.sources[0].url == "https://news.example/x/1"


@pytest.mark.parametrize("more", [[], ["--pillar", "culture"], ["--date-kind", "reported"]])
def test_every_line_that_is_offered_can_be_taken_as_it_is(desk: Path, more: list[str]) -> None:
    """A `#` taken from any of them, or from all, leaves a record that passes."""
    assert run("agreement", *KNOWN, *more, "--id", ID, desk=desk).exit_code == 0
    text = written(desk)
    path = desk / f"briefings/agreements/{ID}.yml"
    offered = re.findall(r"^#([a-z_]+):|^#  ([a-z_]+):", text, flags=re.MULTILINE)
    assert len(offered) > 10

    path.write_text(re.sub(r"^#(?! )|^#(?=  )", "", text, flags=re.MULTILINE), "utf-8")
    act = Loader(desk).load().agreements[ID]
    for name in (
        "binding",
        "level",
        "status",
        "text",
        "commitments",
        "claims",
        "watch",
        "titles",
        "place",
    ):
        assert getattr(act, name), name


def test_what_is_said_wrongly_is_told_at_once_with_what_was_meant(desk: Path) -> None:
    done = run("agreement", "--party", "Belarus", "--party", "Irann", "--date", "2026-13", "--instrument", "memorandm",
               "--pillar", "scince", "--source", "news", "--outlet", "al alamm", "--title", "A title", desk=desk)  # fmt: skip

    assert done.exit_code == 1
    assert len(done.stderr.splitlines()) == 6
    for meant in (
        "Did you mean `IRN` (Iran)?",
        "no month 13",
        "`memorandum`",
        "`science`",
        "https://",
        "`al-alam`",
    ):
        assert meant in done.stderr, meant
    assert len([*(desk / "briefings/agreements").iterdir()]) == 1


def test_what_is_missing_is_named(desk: Path) -> None:
    done = run("agreement", "--party", "BLR", desk=desk)

    assert done.exit_code == 1
    assert "Not answered: party, title, instrument, date, source." in done.stderr


@pytest.mark.parametrize(
    ("answers", "why", "likely"),
    [
        ({"source": "http://www.t.me/alalamfa/"}, "the same source", True),
        ({"date": "2026-06-19"}, "the same parties on the same day", True),
        ({"date": "2026-07-01"}, "the same parties within a month", False),
        (
            {"title": "Memorandum of cooperation in education, research, technology & culture"},
            "nearly the same title",
            True,
        ),
        ({"date": "2026"}, "", False),
        ({"date": "unknown"}, "", False),
    ],
)
def test_an_act_that_may_be_on_record_is_named_before_it_is_written_twice(
    desk: Path, answers: dict[str, str], why: str, likely: bool
) -> None:
    given = {"date": "2020-01-01", "title": "A paper on space", "instrument": "agreement", "party": ["BLR", "IRN"],
             "source": "https://x.example/1", **answers}  # fmt: skip
    done = run("agreement", "--stdin", desk=desk, said=yaml.safe_dump(given, allow_unicode=True))

    assert done.exit_code == int(likely)
    assert (
        "This may be blr-irn-2026-education-research-technology-culture (19 June 2026)"
        in done.stderr
    ) == bool(why)
    assert why in done.stderr
    if likely:
        again = run(
            "agreement",
            "--stdin",
            "--anyway",
            desk=desk,
            said=yaml.safe_dump(given, allow_unicode=True),
        )
        assert again.exit_code == 0


def test_answers_come_by_standard_input_and_flags_go_before_them(desk: Path) -> None:
    given = 'party: [BLR, Niger]\ntitle: "A title: with a colon"\ninstrument: treaty\ndate: unknown\nsource_title: Paper\n'
    done = run("agreement", "--stdin", "--instrument", "protocol", "--print", desk=desk, said=given)

    assert done.exit_code == 0
    record = yaml.safe_load(done.stdout)
    assert (record["title"], record["instrument"]) == ("A title: with a colon", "protocol")
    assert record["dates"] == {"signed": "unknown"}
    assert run("agreement", "--stdin", desk=desk, said="partie: [BLR]").exit_code == 1
    assert run("agreement", "--stdin", desk=desk, said="- a list").exit_code == 1
    assert run("agreement", "--stdin", desk=desk, said="a: [").exit_code == 1


@pytest.mark.parametrize(
    "title",
    [
        "=cmd()",
        "# no heading",
        "a: b",
        "'",
        '"',
        "- x",
        "یادداشت همکاری",
        "{{ x }}",
        "yes",
        "2026-01-01",
    ],
)
def test_a_title_stands_in_the_record_as_it_was_given(desk: Path, title: str) -> None:
    done = run("agreement", *KNOWN, "--title", title, "--id", ID, desk=desk)

    assert done.exit_code == 0, done.stderr
    assert Loader(desk).load().agreements[ID].title == title


def test_an_id_is_never_taken_twice(desk: Path) -> None:
    for wanted in (ID, f"{ID}-2"):
        done = run("agreement", *KNOWN, "--anyway", desk=desk)
        assert done.stdout == f"briefings/agreements/{wanted}.yml\n"
    assert "is taken" in run("agreement", *KNOWN, "--anyway", "--id", ID, desk=desk).stderr
    assert "[bad-id]" in run("agreement", *KNOWN, "--anyway", "--id", "../../x", desk=desk).stderr
    assert not (desk / "x.yml").exists()


def test_at_a_terminal_it_asks_until_the_answer_can_be_taken(desk: Path) -> None:
    answers = ["Belarus", "Atlantis", "Niger", "n", "A new paper", "treatie", "treaty", "2026-99", "2026-05", "",
               "https://news.example/1", "science, sport", ""]  # fmt: skip
    done = run("agreement", "--ask", desk=desk, said="\n".join(answers) + "\n")

    assert done.exit_code == 0, done.output
    assert "`Atlantis` is no party" in done.output
    assert "Did you mean `treaty`?" in done.output
    record = yaml.safe_load(written(desk, "blr-ner-2026-science-sport"))
    assert (record["parties"], record["instrument"]) == (["BLR", "NER"], "treaty")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of this kind")
def test_tab_completes_the_name_of_a_party(desk: Path) -> None:
    """In a real terminal: `Kyrg` and Tab are Kyrgyzstan, `bela` and Tab Belarus."""
    ours, theirs = pty.openpty()
    command = [str(Path(sys.executable).with_name("tessera")), "new", "agreement", "--root", str(desk), "--title", "A paper",
               "--date", "2020", "--instrument", "treaty", "--source", "https://x.example/1", "--pillar", "sport"]  # fmt: skip
    told = b""

    def until(words: bytes) -> None:
        nonlocal told
        while words not in told:
            assert select.select([ours], [], [], 30)[0], told.decode()
            told += os.read(ours, 4096)

    environment = {**os.environ, "TERM": "dumb", "INPUTRC": os.devnull}
    with subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as process:
        os.close(theirs)
        for asked, typed in (
            (b"Party 1", b"Kyrg\t\n"),
            (b"Party 2", b"bela\t\n"),
            (b"Another", b"n\n"),
            (b"Its id", b"\n"),
        ):
            until(asked)
            os.write(ours, typed)
        assert process.wait(30) == 0
    assert b"(KGZ)" in told
    assert (desk / "briefings/agreements/blr-kgz-2020-sport.yml").is_file()


def test_the_shell_completes_codes_from_names() -> None:
    context: Any = type("Context", (), {"params": {"root": Path(__file__).parents[2]}})()
    found = {item.value: item.help for item in _Party().shell_complete(context, context, "Kyrg")}

    assert found == {"KGZ": "Kyrgyzstan"}


ABOUT = "blr-irn-2026-education-research-technology-culture"


def test_a_briefing_is_drafted_from_its_records_and_passes_the_check(desk: Path) -> None:
    done = run(
        "analysis", ABOUT, "--title", "On one memorandum", "--author", "Ada Byron", desk=desk
    )

    assert done.exit_code == 0, done.output
    assert done.stdout == "briefings/analyses/on-one-memorandum.md\n"
    one = Loader(desk, drafts=True).load().analyses["on-one-memorandum"]
    act = Loader(desk).load().agreements[ABOUT]
    assert one.draft
    assert [author.name for author in one.authors] == ["Ada Byron"]
    assert one.agreements == (ABOUT,)
    assert [item.source.ref for item in one.provenance] == [
        f"{ABOUT}#{source.id}" for source in act.sources
    ]
    assert all(claim.says in one.body for claim in act.claims)
    assert "No joint laboratory" in " ".join(one.unsaid)
    assert "count(parties=BLR+IRN, was=1)" in one.body
    assert "on-one-memorandum" not in Loader(desk).load().analyses, "a draft is not published"


def test_markup_in_a_record_is_text_in_the_draft(desk: Path) -> None:
    hostile = "[x](javascript:alert(1)) <script>alert(1)</script> *b* {{ count() }} [[BLR]]"
    assert run("agreement", *KNOWN, "--title", hostile, "--id", ID, desk=desk).exit_code == 0
    done = run("analysis", ID, "--title", "A draft", desk=desk)

    assert done.exit_code == 0, done.stderr
    (author,) = Loader(desk, drafts=True).load().analyses["a-draft"].authors
    assert author.name == "The desk"
    body = Loader(desk, drafts=True).load().analyses["a-draft"].body
    shown = html.document_fromstring(
        Renderer(lambda *_: None, lambda _: (0, None)).render(body).html
    )
    assert hostile in " ".join(shown.text_content().split())


def test_a_record_that_is_not_there_is_told_with_the_nearest(desk: Path) -> None:
    done = run("analysis", ABOUT[:-1], desk=desk)

    assert done.exit_code == 1
    assert f"Did you mean `{ABOUT}`?" in done.stderr


@pytest.mark.parametrize("command", [["new"], ["new", "agreement"], ["new", "analysis"]])
def test_help_has_an_example(command: list[str]) -> None:
    assert "Example: tessera new" in CliRunner().invoke(main, [*command, "--help"]).stdout
