"""The records that the data model shows load as they stand, with the desk's real lists."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tessera.content import records
from tessera.content.agreement import Agreement
from tessera.content.dates import EdtfDate
from tessera.content.fields import Blank
from tessera.content.lists import Desk
from tessera.content.loader import Loader

SMALLEST = """\
title: Agreement on cooperation in science and technology
instrument: agreement
parties: [BLR, VEN]
dates: {signed: 2006-07-24}
sources:
  - {id: text, url: "https://example.org/act/1"}
"""
RICH = """\
title: Memorandum of cooperation in education, research, technology and culture
titles: [{lang: fa, text: "یادداشت تفاهم"}, {lang: be, text: "Мемарандум", translated: true}]
instrument: memorandum-of-cooperation      # vocabulary.instruments
binding: {value: non-binding, basis: inferred-from-title}
level: ministry
parties:
  - {country: IRN, body: "Ministry of Science, Research and Technology"}
  - {country: BLR, body: "Ministry of Education", certainty: ambiguous}
dates: {signed: 2026-06-19, announced: 2026-06-19, in_force: unknown}
place: unknown
status: {value: signed, as_of: 2026-06-19, source: alalam}
duration: {term: unknown}
text: {availability: not-public}
pillars:                                   # short form: [education, research]
  education: {as_worded: "education", depth: 1}
  technology: {as_worded: "technology", depth: 1, sensitive: true}
commitments: not-public
identifiers: [{scheme: unts, value: "I-12345"}]
relations: [{type: follows, to: blr-irn-1998-higher-education-science}]
sources:
  - id: alalam
    outlet: al-alam
    url: "https://example.org/"
    item: channel-root
    title: "A title"
    lang: ar
    published: 2026-06-19
    accessed: 2026-06-20
    archive: {url: "https://example.org/1", date: 2026-06-20, sha256: "%s"}
    role: signing-report
    syndicates: other-source-id
    quote: "…"
  - {id: other-source-id, title: Another}
claims:
  - id: scope
    says: The stated remit covers education, research, technology and cultural exchange.
    about: pillars
    modality: reported
    as_of: 2026-06-19
    evidence: [{source: alalam, bears: supports}]
    confidence: low
    review_by: 2026-12-19
  - id: no-controlled-technology
    says: No public evidence shows cooperation in controlled technology.
    modality: absence
    as_of: 2026-06-19
    searched: [{where: "…", query: "…", lang: en, date: 2026-06-19}]
follow_through:
  - {date: 2027-02, rung: body-met, what: "…", source: alalam}
watch: [{what: "A joint call or a scholarship quota is announced", by: 2027-06}]
coding: {coder: desk, date: 2026-06-20, confidence: low}
published: 2026-06-20
changes: [{date: 2026-07-01, kind: correction, what: "…"}]
""" % ("0f" * 32)


@pytest.fixture
def read(shipped: Desk, tmp_path: Path) -> Callable[[str], Agreement]:
    def agreement(text: str) -> Agreement:
        path = tmp_path / "blr-irn-2026.yml"
        path.write_text(text, "utf-8")
        found = records.read(path, tmp_path, shipped)
        assert found.problems == ()
        assert isinstance(found.record, Agreement)
        return found.record

    return agreement


def test_the_smallest_record_loads(read: Callable[[str], Agreement]) -> None:
    act = read(SMALLEST)

    assert (act.id, act.codes, act.when) == ("blr-irn-2026", ("BLR", "VEN"), EdtfDate(2006, 7, 24))
    assert act.sources[0].checkable


def test_a_rich_record_loads_and_keeps_what_it_says(read: Callable[[str], Agreement]) -> None:
    act = read(RICH)

    assert act.titles[1].translated
    assert act.binding is not None
    assert act.binding.basis == "inferred-from-title"
    assert act.dates.in_force is not None
    assert isinstance(act.dates.in_force.value, Blank)
    assert act.formula == ("education", "technology")
    assert act.pillars is not None
    assert act.pillars.items["technology"].sensitive is True
    assert act.commitments is not None
    assert act.commitments.blank == "not-public"
    assert not act.sources[0].checkable, "a link to a channel's root proves nothing"
    assert act.claims[1].searched[0].date == EdtfDate(2026, 6, 19)
    assert act.follow_through[0].date == EdtfDate(2027, 2)


@pytest.mark.parametrize(
    ("more", "attribute"),
    [
        ("commitments: [{type: joint-laboratory, quantity: '2', deadline: 2027, funder: A, source: text}]\n", "commitments"),
        ("duration: {term: {value: five years, source: text}, renewal: automatic}\n", "duration"),
        ("place: {values: [{value: Minsk, source: text, chosen: true}, {value: Tehran}], as_of: 2026}\n", "place"),
        ("text: {availability: full, url: 'https://example.org/1', languages: [fa, be], source: text}\n", "text"),
        ("aliases: [old-name]\n", "aliases"),
        ("note: A remark.\n", "note"),
        ("summary: Two sentences. Plain.\n", "summary"),
    ],
)  # fmt: skip
def test_every_form_of_a_field_loads(
    more: str, attribute: str, read: Callable[[str], Agreement]
) -> None:
    assert getattr(read(SMALLEST + more), attribute)


def test_the_desks_own_files_load(root: Path) -> None:
    assert Loader(root).load().agreements
