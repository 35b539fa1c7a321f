"""The table of agreements as it stands in a page, and what a very long one leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tessera.outputs import lists
from tessera.outputs.rows import rows
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site
from tessera.outputs.view import View

PAGE = "{% import '_list.html' as l %}{{ l.agreements(rows, view, site, more='rest.html') }}"
ROW = re.compile(r'<tr data-p="[^"]+".*?</tr>')


@pytest.fixture
def long(
    make_site: Callable[..., Site], small_act: Callable[..., dict[str, Any]]
) -> Callable[..., Site]:
    """`long(count)`: a site of so many agreements, whose lists print 20 rows."""

    def make(count: int) -> Site:
        return make_site(
            {
                f"blr-irn-{1990 + n}-science": small_act(
                    title=f"Act {n}", dates={"signed": str(1990 + n)}
                )
                for n in range(count)
            },
            list_rows=20,
        )

    return make


def _page(site: Site) -> str:
    view = View(site, "../")
    listed = rows(view, site.library.agreements.values())
    return site.templates.from_string(PAGE).render(rows=listed, view=view, site=site)


def test_a_row_carries_what_the_filters_read(site: Site) -> None:
    assert (
        '<tr data-p="BLR IRN" data-pi="education technology" data-i="memorandum-of-cooperation" '
        'data-l="ministry" data-s="signed" data-t="not-public" data-y="2026">'
    ) in _page(site)


def test_what_nobody_coded_can_be_asked_for_like_any_value(site: Site) -> None:
    row = next(row for row in ROW.findall(_page(site)) if 'data-p="BLR VEN"' in row)
    assert 'data-l="uncoded" data-s="uncoded" data-t="uncoded"' in row


def test_a_list_that_is_not_too_long_stands_whole_in_its_page(
    long: Callable[..., Site],
) -> None:
    site = long(20)
    html = _page(site)
    assert len(ROW.findall(html)) == 20
    assert "data-rest" not in html
    assert list(produce(site, [lists.RESTS])) == []


def test_a_page_and_its_rest_are_the_whole_list_in_one_order(long: Callable[..., Site]) -> None:
    site = long(23)
    made = {output.uri: str(output.body) for output in produce(site, [lists.RESTS])}
    assert set(made) == {
        "agreements/rest.html",
        "countries/blr/rest.html",
        "countries/irn/rest.html",
        "instruments/agreement/rest.html",
    }
    page, rest = ROW.findall(_page(site)), ROW.findall(made["agreements/rest.html"])
    assert len(page) == 20
    titles = [re.search(r">(Act \d+)<", row) for row in page + rest]
    assert [title and title[1] for title in titles] == [f"Act {n}" for n in reversed(range(23))]


def test_without_a_script_a_long_list_says_what_it_leaves_out(long: Callable[..., Site]) -> None:
    assert "The first 20 of 23 are shown" in _page(long(23))


def test_words_of_a_record_are_escaped_in_its_row(
    make_site: Callable[..., Site], small_act: Callable[..., dict[str, Any]]
) -> None:
    site = make_site({"blr-irn-2006-x": small_act(title="Act <b>one</b> & two")})
    assert "Act &lt;b&gt;one&lt;/b&gt; &amp; two" in _page(site)
