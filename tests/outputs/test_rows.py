"""Rows of tables of agreements."""

from __future__ import annotations

import pytest
from lxml import html

from tessera.content.agreement import Agreement
from tessera.outputs import rows as outputs_rows
from tessera.outputs.facets import facets
from tessera.outputs.rows import rows
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
    made = rows(view, [view.library.agreements[RICH]])[0]
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
    act, calls, markup = view.library.agreements[RICH], list[str](), outputs_rows._row
    alone = {root: markup(View(view.site, root), act) for root in ("./", "../", "../../")}

    def counted(view: View, act: Agreement) -> str:
        calls.append(act.id)
        return markup(view, act)

    monkeypatch.setattr(outputs_rows, "_row", counted)
    assert {root: rows(View(view.site, root), [act])[0].html for root in alone} == alone
    assert calls == [RICH]


def test_what_is_counted_and_not_printed_has_no_markup_made(
    view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A list of ten thousand prints the first five hundred."""
    monkeypatch.setattr(outputs_rows, "_row", lambda *_: pytest.fail("nobody has printed it"))
    made = rows(view, view.library.agreements.values())

    assert [one["name"] for one in facets(made, view)["selects"]] == [
        "pillar",
        "instrument",
        "level",
        "status",
        "text",
    ]
