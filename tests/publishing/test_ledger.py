"""The ledger: what was published once is published for ever."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path

from click.testing import CliRunner

from tessera.cli import main
from tessera.publishing import ledger
from tessera.publishing.ledger import Entry

PAGE = Entry("address", "agreements/a/")
FEED = Entry("address", "feed.xml")
GUID = Entry("guid", "tag:example.org,2026:agreement/a")


def test_pages_feeds_and_data_have_lasting_addresses_and_cards_have_not() -> None:
    uris = [
        "index.html",
        "agreements/a/index.html",
        "agreements/a/index.json",
        "feed.xml",
        "data/agreements.csv",
        "cards/a.0f3c.png",
        "assets/shell.js",
        "404.html",
    ]

    assert [entry.value for entry in ledger.addresses(uris)] == [
        "",
        "agreements/a/",
        "agreements/a/index.json",
        "feed.xml",
        "data/agreements.csv",
    ]


def test_new_entries_are_appended_in_order_with_their_day() -> None:
    text = ledger.append("", [GUID, FEED, PAGE], "2026-06-19")

    assert [json.loads(line) for line in text.splitlines()] == [
        {"kind": "address", "value": "agreements/a/", "since": "2026-06-19"},
        {"kind": "address", "value": "feed.xml", "since": "2026-06-19"},
        {"kind": "guid", "value": GUID.value, "since": "2026-06-19"},
    ]


def test_what_was_there_stays_byte_for_byte() -> None:
    before = '{"value": "feed.xml", "kind": "address",   "since": "2025-01-01"}'

    after = ledger.append(before, [FEED, PAGE], "2026-06-19")

    assert after.startswith(f"{before}\n")
    assert after.count("\n") == 2


def test_nothing_new_changes_nothing() -> None:
    text = ledger.append("", [PAGE], "2026-06-19")

    assert ledger.append(text, [PAGE], "2027-01-01") == text


def test_a_line_that_two_branches_added_counts_once_from_the_first_day() -> None:
    text = ledger.append("", [PAGE], "2026-06-20") + ledger.append("", [PAGE], "2026-06-19")

    known, problems = ledger.read(text)

    assert known == {PAGE: "2026-06-19"}
    assert problems == []


def test_an_address_that_is_gone_is_a_problem_at_its_line() -> None:
    text = ledger.append(ledger.append("", [FEED], "2026-01-01"), [PAGE], "2026-06-19")

    (problem,) = ledger.vanished(text, [FEED])

    assert (problem.file, problem.line) == ("ledger.jsonl", 2)
    assert "`agreements/a/` was published on 2026-06-19" in problem.message
    assert "redirect" in problem.expected


def test_a_guid_that_changed_is_a_problem() -> None:
    text = ledger.append("", [GUID], "2026-06-19")

    (problem,) = ledger.vanished(text, [Entry("guid", "tag:other.org,2026:agreement/a")])

    assert problem.code == "ledger-vanished"


def test_what_is_still_there_is_no_problem() -> None:
    text = ledger.append("", [PAGE, GUID], "2026-06-19")

    assert ledger.vanished(text, [PAGE, GUID, FEED]) == []


def test_a_broken_line_is_a_problem_and_hides_no_other() -> None:
    text = ledger.append("", [PAGE], "2026-06-19")
    broken = f'{text}<<<<<<< ours\n{{"kind": "page", "value": "x", "since": "2026-01-01"}}\n[]\n'

    problems = ledger.vanished(broken, [])

    assert [(problem.line, problem.code) for problem in problems] == [
        (2, "ledger-line"),
        (3, "ledger-line"),
        (4, "ledger-line"),
        (1, "ledger-vanished"),
    ]


def _desk(folder: Path, root: Path) -> Path:
    """A project with one record, and the manifest of a site that was built of it."""
    shutil.copytree(root / "tests/sites/smallest/briefings", folder / "briefings")
    (folder / "mkdocs.yml").write_text(
        "site_name: A desk\nsite_url: !ENV [NOBODY_SETS_THIS, 'https://desk.example/']\n"
        "extra: {tessera: {tag_host: desk.example}}\nplugins: !!python/name:no.such.thing ''\n", "utf-8"
    )  # fmt: skip
    (folder / "site").mkdir()
    digests = dict.fromkeys(
        ("index.html", "countries/blr/feed.xml", "watch/calendar.ics", "cards/x-1.png"), "0" * 64
    )
    (folder / "site" / "manifest.json").write_text(json.dumps(digests), "utf-8")
    return folder


def test_the_command_writes_down_what_is_new_and_changes_nothing_else(
    tmp_path: Path, root: Path
) -> None:
    desk = _desk(tmp_path, root)
    run = partial(CliRunner().invoke, main)
    first = run(["ledger", "--root", str(desk), "--day", "2026-06-19"])
    text = (desk / "ledger.jsonl").read_text("utf-8")
    again = run(["ledger", "--root", str(desk), "--day", "2026-06-20"])
    known, problems = ledger.read(text)

    assert first.stdout == "5 new, 0 known: ledger.jsonl\n"
    assert again.stdout == "0 new, 5 known: ledger.jsonl\n"
    assert not problems
    assert {entry.value for entry in known if entry.kind == "address"} == {
        "",
        "countries/blr/feed.xml",
        "watch/calendar.ics",
    }
    assert "tag:desk.example,2026:agreement/blr-ven-2006-science" in {
        entry.value for entry in known
    }
    assert (desk / "ledger.jsonl").read_text("utf-8") == text


def test_the_command_says_what_it_needs(tmp_path: Path, root: Path) -> None:
    desk = _desk(tmp_path, root)
    for arguments, told in ((["--day", "yesterday"], "2026-06-19"), ([], "Build the site first")):
        done = CliRunner().invoke(main, ["ledger", "--root", str(desk), *arguments])
        assert done.exit_code == 1
        assert told in done.stderr
        (desk / "site" / "manifest.json").unlink(missing_ok=True)
    assert not (desk / "ledger.jsonl").exists()
