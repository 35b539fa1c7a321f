"""The files of an index, read as a browser reads them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Mapping
from typing import Any

import pytest

from tessera.outputs.search import index
from tessera.outputs.search.index import DIGITS, ENTRY, LEVELS, Batch, digits, is_part
from tessera.outputs.search.read import Page


class Looked:
    """An index in memory, with the questions that a reader's browser asks."""

    def __init__(self, batches: Iterable[Iterable[Page]]) -> None:
        self.files: dict[str, Any] = {}
        made = []
        for pages in batches:
            made.append(batch := Batch())
            for page in pages:
                self._take(batch.add(page))
        for output in index.files(made):
            self._take(output)
        self.entry: Mapping[str, Any] = self.files[ENTRY]

    def _take(self, output: Any) -> None:
        assert output.uri not in self.files
        assert is_part(output.uri)
        self.files[output.uri] = json.loads(output.data)

    def rows(self, name: str) -> list[tuple[str, int]]:
        """All rows of a sorted list."""
        return [
            row
            for first, file in self.entry[name]
            for texts, numbers in [self.files[f"search/index/{file}.json"]]
            for row in zip(texts.split(" "), numbers, strict=True)
            if first <= row[0]
        ]

    def levels(self, form: str) -> dict[str, int]:
        """The level of each page, by its address, that has a word in any form."""
        number = dict(self.rows("words"))[form]
        first, file = [row for row in self.entry["having"] if row[0] <= number][-1]
        told = self.files[f"search/index/{file}.json"][number - first]
        return {
            self.shown(page)[0]: level
            for level, pages in zip(told[::2], told[1::2], strict=True)
            for page in undone(pages)
        }

    def shown(self, page: int) -> list[str]:
        names = "".join(self.files[f"search/index/{file}.json"] for _, file in self.entry["names"])
        at = page * index.NAME
        shown: list[str] = self.files[f"search/pages/{names[at : at + index.NAME]}.json"]
        return shown


def undone(text: str) -> list[int]:
    """Numbers from their differences in digits of five bits."""
    numbers, step, shift, last = [], 0, 0, 0
    for digit in map(DIGITS.index, text):
        step |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            last += step
            numbers.append(last)
            step = shift = 0
    return numbers


def page(
    address: str,
    weights: Mapping[str, int] = {},
    *,
    year: str = "",
    titles: tuple[str, ...] = (),
) -> Page:
    return Page(
        (address, address.upper(), "Agreement", "", year, "Text."),
        {(token, "en"): weight for token, weight in weights.items()},
        titles,
    )


def test_a_word_is_found_in_all_its_forms_on_every_page_that_has_it() -> None:
    looked = Looked(
        [
            [page("a/", {"ministry": 16}), page("b/", {"ministries": 16})],
            [page("c/", {"minister": 16})],
        ]
    )
    assert looked.levels("ministry") == looked.levels("ministries") == {"a/": 2, "b/": 2}
    assert looked.levels("minister") == {"c/": 2}


def test_a_page_that_is_more_about_a_word_has_it_at_a_higher_level() -> None:
    pages = [page(f"{weight}/", {"word": weight}) for weight in (1, 16, 64, 640, 65_535)]
    levels = list(Looked([pages]).levels("word").values())
    assert levels == sorted(levels, reverse=True)
    assert levels[0] == LEVELS
    assert levels[-1] == 1


def test_forms_on_one_page_count_together() -> None:
    looked = Looked(
        [[page("a/", {"ministry": 16, "ministries": 48}), page("b/", {"ministry": 64})]]
    )
    assert len(set(looked.levels("ministry").values())) == 1


def test_the_newest_pages_have_the_lowest_numbers() -> None:
    pages = [
        page("old/", year="1965"),
        page("undated/"),
        page("new/", year="2026"),
        page("also-new/", year="2026-03"),
    ]
    looked = Looked([pages[:2], pages[2:]])
    assert [looked.shown(n)[0] for n in range(4)] == ["also-new/", "new/", "old/", "undated/"]


def test_titles_lead_to_their_pages_in_any_language() -> None:
    looked = Looked([[page("a/"), page("irn/", titles=("Iran", "İran", "ایران", "—"))]])
    assert [(title, looked.shown(n)[0]) for title, n in looked.rows("titles")] == [
        ("iran", "irn/"), ("ایران", "irn/"),
    ]  # fmt: skip


def test_a_list_is_in_the_order_of_browsers_and_its_files_begin_where_the_entry_says() -> None:
    tokens = [f"word{n:05}" for n in range(4000)] + ["\U00010400", "ﬀ", "я"]
    looked = Looked([[page(f"{at}/", dict.fromkeys(tokens[at::50], 16)) for at in range(50)]])
    forms = [form for form, _ in looked.rows("words")]
    assert len(forms) == len(tokens)
    assert forms == sorted(forms, key=lambda form: form.encode("utf-16-be"))
    assert len(looked.entry["words"]) > 2
    assert len(looked.entry["having"]) > 2
    assert all(looked.levels(form) for form in random.Random(1).sample(forms, 40))


@pytest.mark.parametrize("sizes", [(1, 0, 300), (301,), (150, 151)])
def test_the_same_pages_give_the_same_files_however_they_are_shared_out(
    sizes: tuple[int, ...],
) -> None:
    pages = [
        page(f"{n}/", {"accord": 16, f"only{n}": n + 1}, year=str(1900 + n % 100))
        for n in range(301)
    ]
    parts, at = [], 0
    for size in sizes:
        parts.append(pages[at : at + size])
        at += size
    assert Looked(parts).files == Looked([reversed(pages)]).files


def test_an_edit_renames_only_what_it_changes() -> None:
    pages = [page(f"{n}/", {"accord": 16, f"only{n}": 16}) for n in range(3000)]
    before = Looked([pages]).files
    pages[70] = page("70/", {"accord": 16, "only70": 16, "other": 16})
    after = Looked([pages]).files
    assert 2 <= len(after.keys() - before.keys()) <= 6


@pytest.mark.parametrize("pages", [[], [page("a/")]])
def test_a_site_with_nothing_to_find_has_an_index_too(pages: list[Page]) -> None:
    looked = Looked([pages])
    assert looked.entry["pages"] == len(pages)
    assert looked.rows("words") == []


@pytest.mark.parametrize("numbers", [[0], [31, 32, 33], [0, 1023, 1024, 2_000_000], [5, 6, 7]])
def test_numbers_are_written_by_their_differences(numbers: list[int]) -> None:
    assert undone(digits(numbers)) == numbers


@pytest.mark.parametrize(
    ("uri", "expected"),
    [("search/entry.json", True), ("search/index/a.json", True), ("search/pages/a.json", True),
     ("search/titles.json", False), ("search/words.json", False), ("searches.csv", False)],
)  # fmt: skip
def test_what_belongs_to_the_index(uri: str, expected: bool) -> None:
    assert is_part(uri) is expected
