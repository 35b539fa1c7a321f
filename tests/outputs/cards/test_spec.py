"""A card's address and its words."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

import pytest

from tessera.outputs.cards import CardSpec, flag, glyphs, spec

OTHER: dict[str, Any] = {
    "kind": "analysis",
    "kicker": "Protocol",
    "title": "Cooperation in sport",
    "flags": ("BLR", "IRQ"),
    "parties": ("Belarus", "Iraq"),
    "facts": (("In force", "10 March 1998"),),
    "site": "Mosaic",
    "lang": "fa",
    "nodes": ("BLR", "IRQ", "Sport 1"),
    "ties": ((0, 2, 3), (1, 2, 3)),
    "accent": "#7a1f3d",
}


def test_an_address_carries_kind_name_and_twelve_hex_digits(agreement: CardSpec) -> None:
    assert re.fullmatch(
        r"cards/agreement/blr-irn-1998-science-[0-9a-f]{12}\.png",
        agreement.uri("blr-irn-1998-science"),
    )


@pytest.mark.parametrize("field", [field.name for field in fields(CardSpec)])
def test_the_digest_changes_with_every_field(agreement: CardSpec, field: str) -> None:
    assert replace(agreement, **{field: OTHER[field]}).digest != agreement.digest


def test_the_digest_stays_when_nothing_changes(agreement: CardSpec) -> None:
    assert replace(agreement).digest == agreement.digest


def test_words_cannot_move_from_one_field_to_the_next(agreement: CardSpec) -> None:
    one, other = (replace(agreement, kicker=a, title=b) for a, b in (("a", "bc"), ("ab", "c")))
    assert one.digest != other.digest


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [(spec, "DRAWING", -1), (glyphs, "version", lambda: "x"), (flag, "version", lambda party: "x")],
    ids=["drawing", "fonts", "flags"],
)
def test_the_digest_changes_with_the_drawing_the_fonts_and_the_flags(
    agreement: CardSpec, monkeypatch: pytest.MonkeyPatch, module: object, name: str, value: object
) -> None:
    before = replace(agreement).digest
    monkeypatch.setattr(module, name, value)
    assert replace(agreement).digest != before


def test_the_alt_text_says_what_is_written_on_the_card(agreement: CardSpec) -> None:
    assert agreement.alt == (
        "Memorandum of understanding: Cooperation in higher education, science and technology. "
        "Belarus, Iran. In force: 9 March 1998; Pillars: Science, education; Text: Full."
    )


def test_the_alt_text_leaves_no_empty_marks(agreement: CardSpec) -> None:
    bare = replace(agreement, kicker="", parties=(), facts=(("", ""), ("Text", "")))
    assert bare.alt == "Cooperation in higher education, science and technology. Text."


def test_a_title_that_ends_its_own_sentence_gets_no_second_stop(agreement: CardSpec) -> None:
    assert "treaty? Belarus" in replace(agreement, title="Is it a treaty?").alt


def test_a_card_without_words_is_called_after_its_site() -> None:
    assert CardSpec("default", "", "", site="Tessera").alt == "Tessera"
