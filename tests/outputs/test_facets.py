"""What a list can be narrowed by."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tessera.outputs.facets import facets
from tessera.outputs.rows import rows
from tessera.outputs.site import Site
from tessera.outputs.view import View


def _found(site: Site) -> dict[str, Any]:
    view = View(site, "../")
    return facets(rows(view, site.library.agreements.values()), view)


def _select(found: dict[str, Any], name: str) -> dict[str, tuple[str, int]]:
    one = next(one for one in found["selects"] if one["name"] == name)
    return {option["code"]: (option["label"], option["count"]) for option in one["options"]}


def test_options_are_the_values_present_with_label_and_count(site: Site) -> None:
    found = _found(site)
    assert _select(found, "pillar") == {
        "education": ("Education", 1),
        "technology": ("Technology", 1),
        "uncoded": ("Not coded", 2),
    }
    assert _select(found, "instrument") == {
        "agreement": ("Agreement", 2),
        "memorandum-of-cooperation": ("Memorandum of cooperation", 1),
    }
    assert found["years"] == (2006, 2026)


def test_parties_stand_in_alphabetical_order_whatever_their_accents(
    make_site: Callable[..., Site], small_act: Callable[..., dict[str, Any]]
) -> None:
    site = make_site(
        {
            "cze-tun": small_act(parties=["CZE", "TUN"]),
            "tur-zmb": small_act(parties=["TUR", "ZMB"]),
            "civ-tkm": small_act(parties=["CIV", "TKM"]),
        }
    )
    codes = [one["code"] for one in _found(site)["parties"]]
    assert codes == ["CIV", "CZE", "TUN", "TUR", "TKM", "ZMB"]


def test_a_filter_that_says_the_same_of_every_row_is_left_out(
    make_site: Callable[..., Site], small_act: Callable[..., dict[str, Any]]
) -> None:
    site = make_site({"a-b": small_act(), "b-c": small_act(parties=["BLR", "VEN"])})
    found = _found(site)
    assert found["selects"] == []
    assert found["years"] is None
    assert len(found["parties"]) == 3
