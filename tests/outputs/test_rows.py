"""Rows of tables of agreements."""

from __future__ import annotations

import pytest
from lxml import html

from tessera.content.agreement import Agreement
from tessera.outputs.rows import Row, row, rows
from tessera.outputs.site import Site
from tessera.outputs.view import View

RICH = "blr-irn-2026-memorandum"


@pytest.fixture
def view(site: Site) -> View:
    return View(site, "../../")


def test_rows_come_newest_first_and_undated_ones_last(view: View) -> None:
    made = rows(view, view.library.agreements.values())

    assert [one.year for one in made] == [2026, 2006, 0]


def test_the_markup_says_what_the_filters_count(view: View) -> None:
    made = row(view, view.library.agreements[RICH])
    found = html.fragment_fromstring(made.html, create_parent="table").find(".//tr")

    assert made.parties == ("BLR", "IRN") == tuple(found.get("data-p").split())
    assert made.pillars == ("education", "technology") == tuple(found.get("data-pi").split())
    assert (made.instrument, made.level, made.status, made.text, str(made.year)) == tuple(
        found.get(f"data-{key}") for key in ("i", "l", "s", "t", "y")
    )
    assert (made.level, made.status, made.text) == ("ministry", "signed", "not-public")
    assert found.find(".//time").get("datetime") == "2026-06-19"


def test_a_row_is_made_once_for_all_depths(view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is on each page what it would be if it were made for that page alone."""
    act, calls = view.library.agreements[RICH], list[str]()
    alone = {root: row(View(view.site, root), act) for root in ("./", "../", "../../")}

    def counted(view: View, act: Agreement) -> Row:
        calls.append(act.id)
        return row(view, act)

    monkeypatch.setattr("tessera.outputs.rows.row", counted)
    assert {root: rows(View(view.site, root), [act])[0] for root in alone} == alone
    assert calls == [RICH]
