"""Names of parties in any language lead to their codes; a doubtful one leads nowhere."""

from __future__ import annotations

import pytest

from tessera.content.lists import Desk
from tessera.content.party_names import Names, Unresolved


@pytest.fixture
def names(shipped: Desk) -> Names:
    assert shipped.parties is not None
    return Names(shipped.parties, "pt", {"A República": "BRA"})


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Brasil", "BRA"), ("  brasil ", "BRA"), ("Irã", "IRN"), ("Ira", "IRN"),
        ("Coréia do Norte", "PRK"),            # an older accent
        ("República Tcheca", "CZE"),           # the official name, from iso-codes
        ("Congo, República Democrática do", "COD"), ("República Democrática do Congo", "COD"),
        ("SANTA - Santa Sé", "VAT"), ("Cingapura", "SGP"), ("Suazilândia", "SWZ"),
        ("União Europeia", "EU"), ("United Nations Organization", "UN"), ("USSR", "SUN"),
        ("UN (United Nations)", "UN"), ("BLR", "BLR"), ("BY", "BLR"), ("EU", "EU"),
        ("Belarus", "BLR"), ("Беларусь", "BLR"), ("بلاروس", "BLR"), ("白俄罗斯", "BLR"),
        ("A República", "BRA"),                # settled by the map
    ],
)  # fmt: skip
def test_a_name_leads_to_its_party(names: Names, name: str, code: str) -> None:
    assert names.find(name) == code


@pytest.mark.parametrize(
    "name",
    [
        "Coreia",                                  # two states
        "OIC - Organização Internacional do Café",  # not the OIC of parties.yml
        "BI - Bioversity International", "Atlântida", "", "—",
    ],
)  # fmt: skip
def test_a_doubtful_name_leads_nowhere(names: Names, name: str) -> None:
    assert isinstance(names.find(name), Unresolved)


def test_a_near_miss_is_suggested(names: Names) -> None:
    assert names.find("Seichelles") == Unresolved("Seichelles", "`SYC` (Seychelles)")


def test_a_language_that_nobody_knows_has_no_names_of_its_own(shipped: Desk) -> None:
    assert shipped.parties is not None

    assert Names(shipped.parties, "xx").find("Brazil") == "BRA"
