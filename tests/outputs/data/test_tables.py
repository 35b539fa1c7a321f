"""The CSV files read back with the standard reader, and compared with the records."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from tessera.outputs.data import exports
from tessera.outputs.data.table import safe
from tessera.outputs.data.tables import TABLES
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

Make = Callable[..., Site]
ID = "blr-irn-2026-memorandum"


def rows(site: Site, name: str) -> list[dict[str, str]]:
    text = next(one.body for one in exports.release(site) if one.name == f"{name}.csv").decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def only(site: Site, name: str) -> list[dict[str, str]]:
    return [row for row in rows(site, name) if row["agreement"] == ID]


def test_one_row_an_agreement(site: Site) -> None:
    """Every agreement has one row, in the order of the library."""
    assert [row["id"] for row in rows(site, "agreements")] == list(site.library.agreements)


def test_an_agreement_reads_back(site: Site) -> None:
    """The row says what the record says: codes, blanks as their codes, nothing where nothing is."""
    (row,) = (row for row in rows(site, "agreements") if row["id"] == ID)
    expected = {
        "title": "Memorandum of cooperation",
        "instrument": "memorandum-of-cooperation",
        "lateralism": "bilateral",
        "parties": "BLR; IRN",
        "pair": "BLR-IRN",
        "signed": "2026-06-19",
        "in_force": "unknown",
        "ratified": "",
        "date": "2026-06-19",
        "date_kind": "signed",
        "year": "2026",
        "place": "unknown",
        "status": "signed",
        "status_as_of": "2026-06-19",
        "text": "not-public",
        "pillars": "education; technology",
        "commitments": "not-public",
        "outlets": "wire; gazette",
        "sources": "2",
        "independent_groups": "1",
        "evidence": "press",
        "confidence": "low",
        "published": "2026-06-20",
        "url": f"https://desk.example/site/agreements/{ID}/",
        "tag": f"tag:tessera.example,2026:agreement/{ID}",
    }
    assert {name: row[name] for name in expected} == expected


def test_a_blank_is_not_an_empty_cell(site: Site) -> None:
    """`none` (looked, and there is none) and not coded stay apart."""
    found = {row["id"]: row["pillars"] for row in rows(site, "agreements")}
    assert found["brics-2015-science"] == "none"
    assert found["blr-ven-2006-science"] == ""


def test_parties(site: Site) -> None:
    """Parties stand in the record's order, each with its body and certainty."""
    assert [(row["position"], row["party"], row["name"], row["kind"], row["body"], row["certainty"])
            for row in only(site, "parties")] == [
        ("1", "IRN", "Iran", "state", "Ministry of Science", ""),
        ("2", "BLR", "Belarus", "state", "Ministry of Education", "ambiguous"),
    ]  # fmt: skip


def test_pillars(site: Site) -> None:
    """A pillar's wording, depth and flag come from the record, else from the codebook."""
    assert [(row["pillar"], row["as_worded"], row["depth"], row["sensitive"])
            for row in only(site, "pillars")] == [
        ("education", "schooling", "1", "false"),
        ("technology", "", "", "true"),
    ]  # fmt: skip


def test_sources(site: Site) -> None:
    """A reprint is in the group of what it reprints; a channel's root cannot be checked."""
    first, second = only(site, "sources")
    assert (first["source"], first["outlet_name"], first["checkable"]) == (
        "wire",
        "The Wire & Co",
        "false",
    )
    assert (second["syndicates"], second["checkable"]) == ("wire", "true")
    assert first["group"] == second["group"] == "1"
    assert second["quote"] == 'so it "was"\nsaid'


def test_claims(site: Site) -> None:
    """A claim names its sources by their bearing, and an absence where it was looked for."""
    (row,) = only(site, "claims")
    assert (row["claim"], row["modality"]) == ("none-seen", "absence")
    assert (row["mentions"], row["supports"], row["searched"]) == ("wire", "", "Both reports")


def test_events(site: Site) -> None:
    """The act's dates, what followed and the desk's own work stand in one table, told apart."""
    assert [(row["kind"], row["code"], row["date"]) for row in only(site, "events")] == [
        ("date", "signed", "2026-06-19"),
        ("date", "in_force", "unknown"),
        ("follow-through", "body-met", "2027-02"),
        ("record", "published", "2026-06-20"),
        ("record", "correction", "2026-07"),
    ]


def test_codebook_and_outlets(site: Site) -> None:
    """Every code and every outlet that a record may name is defined in the data itself."""
    codes = {(row["section"], row["code"]) for row in rows(site, "codebook")}
    sections = site.library.vocabulary.sections
    assert codes == {(section, code) for section in sections for code in sections[section]}
    assert [row["key"] for row in rows(site, "outlets")] == ["gazette", "wire"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    """What a spreadsheet would run gets an apostrophe; the rest of the text is untouched."""
    assert safe(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert safe(f"a{start}b") == f"a{start}b"


def test_formulas_in_records(make_site: Make, small_act: Any) -> None:
    """A title, a body or a note that begins like a formula reaches every table disarmed."""
    evil = "=HYPERLINK(1)"
    site = make_site({ID: small_act(title=evil, parties=[{"country": "BLR", "body": evil}, "IRN"])})
    assert rows(site, "agreements")[0]["title"] == f"'{evil}"
    assert rows(site, "parties")[0]["body"] == f"'{evil}"
    for one in exports.release(site):
        assert b"\r\n=" not in one.body
        assert b",=" not in one.body


def test_text_of_any_kind_reads_back(make_site: Make, small_act: Any) -> None:
    """Quotes, commas, line breaks and other scripts come back as they were."""
    summary = 'a "b", c;\nd\u00a0فارسی 😀'
    site = make_site({ID: small_act(summary=summary)})
    assert rows(site, "agreements")[0]["summary"] == summary


def test_rows_are_counted(site: Site) -> None:
    """An export says how many rows it has below its heading."""
    for one in exports.release(site):
        if one.name.endswith(".csv"):
            assert one.rows == len(rows(site, one.name.removesuffix(".csv")))


def test_keys_name_rows(site: Site) -> None:
    """The columns called a key tell every row of their table apart."""
    for table in TABLES:
        found = [tuple(row[name] for name in table.key) for row in rows(site, table.name)]
        assert len(set(found)) == len(found), table.name


def test_columns_are_documented(site: Site) -> None:
    """Every column has a name of its own and says what it holds."""
    for table in TABLES:
        names = [column.name for column in table.columns]
        assert len(set(names)) == len(names)
        assert all(column.description.endswith(".") for column in table.columns)


def test_same_data_same_bytes(make_site: Make, rich_act: dict[str, Any]) -> None:
    """Two sites of the same records have the same files."""
    first, second = make_site({ID: rich_act}), make_site({ID: rich_act})
    assert list(produce(first, exports.PRODUCERS)) == list(produce(second, exports.PRODUCERS))
