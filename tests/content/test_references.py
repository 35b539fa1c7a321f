"""`[[name]]` leads to an agreement, an analysis, a pillar, a country or a pair."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tessera.content.library import Library
from tessera.content.references import REFERENCE, Target


@pytest.fixture
def library(
    load: Callable[..., Library], act: Callable[..., str], briefing: Callable[..., str]
) -> Library:
    return load(
        {
            "agreements/blr-irn-science.yml": act("aliases: [blr-irn-old]\n"),
            "analyses/two-nouns.md": briefing(),
        }
    )


@pytest.mark.parametrize(
    ("name", "address", "words"),
    [
        ("blr-irn-science", "/agreements/blr-irn-science/", "Agreement on science"),
        ("two-nouns", "/analyses/two-nouns/", "Two nouns"),
        ("technology", "/pillars/technology/", "technology"),
        ("BLR", "/countries/blr/", "Belarus"),
        ("BY", "/countries/blr/", "Belarus"),
        ("BRICS", "/countries/brics/", "BRICS"),
        ("SUN", "/countries/sun/", "USSR, Union of Soviet Socialist Republics"),
        ("BLR-IRN", "/pairs/blr-irn/", "Belarus and Iran"),
        ("IRN-BLR", "/pairs/blr-irn/", "Belarus and Iran"),
        ("IR-BY", "/pairs/blr-irn/", "Belarus and Iran"),
    ],
)
def test_a_name_leads_to_its_address_and_words(
    name: str, address: str, words: str, library: Library
) -> None:
    assert library.references.resolve(name) == Target(address, words)


@pytest.mark.parametrize(
    "name",
    ["blr-irn-old", "blr", "BLR-BLR", "BLR-BY", "BLR-IRN-VEN", "BLR-", "-", "XXX", "ministry", "", "/"],
)  # fmt: skip
def test_what_nothing_is_called_leads_nowhere(name: str, library: Library) -> None:
    assert library.references.resolve(name) is None


def test_a_slip_or_former_id_leads_to_the_record(library: Library) -> None:
    assert library.references.suggest("blr-irn-sciense") == "`blr-irn-science`"
    assert library.references.suggest("blr-irn-old") == "`blr-irn-science`"
    assert library.references.suggest("nothing like it") == ""


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("[[BLR]]", "BLR", None),
        ("[[ BLR ]]", " BLR ", None),
        ("[[BLR|the country]]", "BLR", "the country"),
        ("[[BLR\\|the country]]", "BLR", "the country"),
        ("[[BLR|a|b]]", "BLR", "a|b"),
    ],
)
def test_a_reference_is_a_name_and_perhaps_words(text: str, name: str, words: str | None) -> None:
    match = REFERENCE.fullmatch(text)

    assert match is not None
    assert (match["name"], match["words"]) == (name, words)


@pytest.mark.parametrize(
    "text", ["\\[[BLR]]", "[[BLR]", "[[B[L]R]]", "[[BL\nR]]", "[[]]", "[[|x]]"]
)
def test_other_brackets_are_no_reference(text: str) -> None:
    assert REFERENCE.search(text) is None
