"""A party is a state of ISO 3166, or one that the desk defines."""

from __future__ import annotations

from types import MappingProxyType

import pytest
from pydantic_core import PydanticCustomError

from tessera.content import parties
from tessera.content.fields import Told
from tessera.content.parties import Parties, PartyEntry

DESK = Parties(
    MappingProxyType(
        {
            "BRICS": PartyEntry(name="BRICS", kind="bloc", names={"ru": "БРИКС"}),
            "XKX": PartyEntry(name="Kosovo", kind="territory", aliases=("Kosova",), note="A note."),
            "SUN": PartyEntry(name="Soviet Union", kind="historic-state"),
        }
    )
)


def hint(code: str) -> str:
    with pytest.raises(PydanticCustomError) as caught:
        DESK.resolve(code)
    told = Told.of(caught.value.context)
    assert told is not None
    return told.hint


@pytest.mark.parametrize(
    ("code", "stored"),
    [("BLR", "BLR"), ("BY", "BLR"), ("NO", "NOR"), ("SUN", "SUN"), ("YUG", "YUG"), ("DDR", "DDR"),
     ("CSK", "CSK"), ("BRICS", "BRICS"), ("XKX", "XKX")],
)  # fmt: skip
def test_a_code_is_stored_as_alpha_3_or_as_the_desks_key(code: str, stored: str) -> None:
    assert DESK.resolve(code) == stored


@pytest.mark.parametrize(
    ("written", "meant"),
    [("blr", "`BLR`"), ("by", "`BLR`"), ("brics", "`BRICS`"), ("sun", "`SUN`"),
     ("Belarus", "`BLR` (Belarus)"), ("Iran", "`IRN` (Iran)"), ("Irann", "`IRN` (Iran)"),
     ("БРИКС", "`BRICS` (BRICS)"), ("Kosova", "`XKX` (Kosovo)"), ("Soviet Union", "`SUN` (Soviet Union)"),
     ("Q7", "")],
)  # fmt: skip
def test_a_name_or_slip_leads_to_its_code(written: str, meant: str) -> None:
    assert hint(written) == meant


@pytest.mark.parametrize("code", ["", "XX", "ZZZ", "BLX", "B Y", "BLR ", "🇧🇾", "UNKNOWN"])
def test_what_is_no_code_is_refused(code: str) -> None:
    assert hint(code) is not None


def test_a_name_comes_in_the_readers_language_where_it_is_known() -> None:
    assert DESK.name("IRN", "fa") == "ایران"
    assert DESK.name("IRN", "xx") == "Iran"
    assert DESK.name("IRN", "not a tag") == "Iran"
    assert DESK.name("BRICS", "ru") == "БРИКС"
    assert DESK.name("BRICS", "fr") == "BRICS"
    assert DESK.name("SUN") == "Soviet Union"
    assert Parties().name("SUN") == "USSR, Union of Soviet Socialist Republics"


def test_a_party_has_a_kind() -> None:
    assert [DESK.kind(code) for code in ("BLR", "YUG", "BRICS")] == [
        "state",
        "historic-state",
        "bloc",
    ]


def test_only_the_desks_own_parties_have_notes() -> None:
    assert (DESK.note("XKX"), DESK.note("BLR")) == ("A note.", None)


def test_a_key_that_would_hide_a_state_is_reserved() -> None:
    assert parties.reserved("BLR") == "BLR"
    assert parties.reserved("BY") == "BLR"
    assert parties.reserved("EU") is None
    assert parties.reserved("SUN") is None


def test_the_codes_of_all_states_are_sorted_alpha_3() -> None:
    codes = parties.all_codes()

    assert list(codes) == sorted(set(codes))
    assert {len(code) for code in codes} == {3}
    assert "BLR" in codes
    assert "SUN" not in codes
