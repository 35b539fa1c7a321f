"""A record from a stranger: whatever stands in a field, the answer is a problem at a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tessera.content import files, records
from tessera.content.lists import Desk
from tessera.content.records import Read
from tessera.errors import MAX_IN_FILE

AGREEMENT = """\
title: Memorandum
titles: [{lang: fa, text: words, translated: true}]
summary: Two fields.
instrument: {value: agreement, source: wire, as_of: 2026, basis: stated, note: x}
level: {values: [{value: ministry, source: wire, chosen: true}, {value: agency}]}
parties: [{country: IRN, body: Ministry, certainty: ambiguous, note: x}, BLR]
dates: {signed: 2026-06-19, in_force: {value: unknown, note: x}}
place: Minsk
duration: {term: {value: five years}, renewal: automatic, note: x}
text: {availability: full, url: "https://example.org/", languages: [fa], archive: {url: "https://example.org/", date: 2026}}
pillars: {education: {as_worded: words, depth: 1, sensitive: true, source: wire}}
commitments: [{type: joint-laboratory, quantity: 2, deadline: 2027, source: wire}]
identifiers: [{scheme: unts, value: I-1}]
relations: [{type: follows, to: blr-irn-1998, note: x}]
sources:
  - {id: wire, outlet: al-alam, url: "https://example.org/", item: item, lang: ar, published: 2026, role: signing-report, seen: page}
  - {id: copy, title: A copy, syndicates: wire}
claims: [{id: scope, says: Wide., modality: absence, evidence: [{source: wire, bears: supports}], searched: [{where: Here, date: 2026}]}]
follow_through: [{date: 2027, rung: body-met, what: They met., source: wire}]
watch: [{what: A call, by: 2027}]
coding: {coder: desk, date: 2026, confidence: low}
published: 2026-06-20
changes: [{date: 2026, kind: correction, what: A slip.}]
aliases: [old-name]
withdrawn: {date: 2026, why: A double.}
draft: true
"""
ANALYSIS = """\
title: Two nouns
standfirst: What they carry.
authors: [{name: Ada, orcid: 0000-0002-1825-0097}]
published: 2026
updated: 2026
as_of: 2026
kind: analysis
lang: en
agreements: [blr-irn-1998]
countries: [BLR]
topics: [science]
framing: {desk: x, wire: [{source: {url: "https://example.org/", title: x, outlet: al-alam, lang: en}, label: x, quote: x}]}
provenance: [{source: "blr-irn-1998#text", use: x}]
said: [x]
unsaid: [x]
would_change_our_mind: [x]
review_by: 2027
disclosures: x
corrections: [{date: 2026, was: x, now: y, why: z}]
card: {alt: x}
aliases: [old-name]
withdrawn: {date: 2026, why: x}
draft: true
"""
WRONG = [
    "", "~", "[]", "{}", "[x]", "{a: b}", "[{a: b}]", "12", "x" * 6000, '"a\\nb"', "🙂", "unknown",
    "{value: {value: x}}", "{values: [{value: [x], chosen: true}, {value: y}]}", "2026-99-99",
]  # fmt: skip
HOLE = "HOLE"


def paths(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in entries:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*path, key))


def with_hole(data: Any, path: tuple[str | int, ...]) -> str:
    """The data as YAML with `HOLE` at `path`, one field a line."""
    data = json.loads(json.dumps(data))
    here = data
    for part in path[:-1]:
        here = here[part]
    here[path[-1]] = HOLE
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100_000)


def cases(text: str) -> list[tuple[str | int, ...]]:
    return [*paths(yaml.load(text, yaml.BaseLoader))]


def name(path: object) -> str:
    return ".".join(map(str, path)) if isinstance(path, tuple) else str(path)


def read(text: str, tmp_path: Path, desk: Desk, suffix: str = ".yml") -> Read:
    path = tmp_path / f"blr-irn-2026{suffix}"
    path.write_text(text, "utf-8")
    return records.read(path, tmp_path, desk)


@pytest.mark.parametrize("kind", ["agreement", "analysis"])
def test_the_records_to_be_broken_are_whole(kind: str, shipped: Desk, tmp_path: Path) -> None:
    if kind == "agreement":
        assert read(AGREEMENT, tmp_path, shipped).problems == ()
    else:
        assert read(f"---\n{ANALYSIS}---\n", tmp_path, shipped, ".md").problems == ()


@pytest.mark.parametrize("path", cases(AGREEMENT), ids=name)
def test_any_shape_in_a_field_of_an_agreement_is_read_or_told(
    path: tuple[str | int, ...], shipped: Desk, tmp_path: Path
) -> None:
    holed = with_hole(yaml.load(AGREEMENT, yaml.BaseLoader), path)
    for wrong in WRONG:
        assert_told(read(holed.replace(HOLE, wrong), tmp_path, shipped), holed, path)


@pytest.mark.parametrize("path", cases(ANALYSIS), ids=name)
def test_any_shape_in_a_field_of_an_analysis_is_read_or_told(
    path: tuple[str | int, ...], shipped: Desk, tmp_path: Path
) -> None:
    holed = f"---\n{with_hole(yaml.load(ANALYSIS, yaml.BaseLoader), path)}---\n"
    for wrong in WRONG:
        assert_told(read(holed.replace(HOLE, wrong), tmp_path, shipped, ".md"), holed, path)


def assert_told(found: Read, holed: str, path: tuple[str | int, ...]) -> None:
    """Each problem is one readable line, within the field that was broken or what names it."""
    lines = holed.split("\n")
    (line,) = (number for number, one in enumerate(lines, 1) if HOLE in one)
    # A source's or claim's own line, for what a whole entry lacks; a reference, for a lost source.
    start = max(
        number for number, one in enumerate(lines[:line], 1) if not one.startswith((" ", "-"))
    )
    for problem in found.problems:
        assert "\n" not in str(problem)
        assert len(str(problem)) < 1500
        assert problem.code != "bad-value"
        assert start <= problem.line <= line or problem.code in {"unknown-source", "unknown-party"}


# --- size ------------------------------------------------------------------------------------------

HEAD = "title: T\ninstrument: agreement\ndates: {signed: 2006}\nsources:\n- {id: text, title: X}\n"
PARTIES = "parties: [BLR, IRN]\n"


def filled(head: str, item: str, tail: str = "") -> str:
    """A record of nearly 64 KiB: `item` with a running number, as often as it fits."""
    number = (files.MAX_RECORD - len(head) - len(tail)) // len(item.format(10000))
    return head + "".join(item.format(10000 + one) for one in range(number)) + tail


FULL = {
    "parties": filled(f"{HEAD}parties: [", "Q{},", "]"),
    "fields": filled(HEAD + PARTIES, "k{}: x\n"),
    "outlets": filled(HEAD, "- {{id: a{0}, title: b, outlet: irna{0}}}\n", PARTIES),
    "reprints": filled(HEAD, "- {{id: a{0}, title: b, syndicates: z{0}}}\n", PARTIES),
    "pillars": filled(f"{HEAD}{PARTIES}pillars: [", "educ{},", "]"),
    "commitments": filled(f"{HEAD}{PARTIES}commitments:\n", "- {{type: joint{}}}\n"),
    "evidence": filled(
        f"{HEAD}{PARTIES}claims:\n- {{id: aa, says: x, modality: reported, evidence: [",
        "{{source: t{}, bears: supports}},",
        "]}\n",
    ),
    "aliases": filled(f"{HEAD}{PARTIES}watch: [", "*a{},", "]"),
    "brackets": HEAD + PARTIES + "note: " + "[" * 64_000,
    "braces": HEAD + PARTIES + "note: " + "{" * 64_000,
    "words": HEAD + PARTIES + "note: " + "x" * 64_000,
}


@pytest.mark.parametrize("text", FULL.values(), ids=FULL)
def test_a_full_record_of_mistakes_is_told_in_a_hundred_lines(
    text: str, shipped: Desk, tmp_path: Path
) -> None:
    found = read(text, tmp_path, shipped)

    assert len(text) <= files.MAX_RECORD
    assert 1 <= len(found.problems) <= MAX_IN_FILE + 1
    if len(found.problems) > MAX_IN_FILE:
        assert "more-problems" in {one.code for one in found.problems}


def test_a_full_record_without_mistakes_is_read(shipped: Desk, tmp_path: Path) -> None:
    languages = filled(f"{HEAD}{PARTIES}text: {{availability: full, languages: [", "en,", "]}\n")
    sources = filled(HEAD, "- {{id: a{}, title: b}}\n", PARTIES)

    assert read(languages, tmp_path, shipped).problems == ()
    assert read(sources, tmp_path, shipped).problems == ()


def test_emoji_and_joiners_are_kept_as_written(shipped: Desk, tmp_path: Path) -> None:
    words = "می‌خواهم 👩‍🔬 \u200fعلم\u200e é"
    found = read(f"{HEAD}{PARTIES}note: {words}\n", tmp_path, shipped)

    assert found.record is not None
    assert getattr(found.record, "note") == words  # noqa: B009  only an agreement has one
