"""The pages that gather records, and can be followed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tessera.outputs.hubs import pair_address
from tessera.outputs.site import Site


def test_the_whole_site_comes_first(site: Site) -> None:
    assert list(site.hubs)[:3] == ["", "agreements/", "analyses/"]


def test_every_hub_stands_at_its_own_address_and_has_records(site: Site) -> None:
    for address, hub in site.hubs.items():
        assert hub.address == address
        assert hub.agreements or hub.analyses, address
    assert len(site.hubs) == len(set(site.hubs))


@pytest.mark.parametrize(
    "address",
    ["countries/chn/", "pairs/chn-cub/", "pairs/irn-blr/", "pillars/education/x/", "years/1901/",
     "outlets/nobody/", "nothing/", "about/x/", "made/x/", "library/x/", "countries/", "years/x/"],
)  # fmt: skip
def test_where_nothing_gathers_there_is_no_hub(site: Site, address: str) -> None:
    assert address not in site.hubs
    with pytest.raises(KeyError):
        site.hubs[address]


def test_a_pair_gathers_its_own_acts_and_those_with_others(
    make_site: Callable[..., Site], small_act: Callable[..., dict[str, Any]]
) -> None:
    """In order of time, whichever they are."""
    site = make_site(
        {"two-late": small_act(dates={"signed": "2015"}),
         "three": small_act(dates={"signed": "2010"}, parties=["IRN", "RUS", "BLR"])}
    )  # fmt: skip

    assert [act.id for act in site.hubs["pairs/blr-irn/"].agreements] == ["three", "two-late"]
    assert "pairs/blr-rus/" not in site.hubs


def test_a_hub_gathers_the_briefings_about_its_acts(site: Site) -> None:
    for address in ("pairs/blr-irn/", "countries/irn/", "pillars/education/"):
        assert [one.id for one in site.hubs[address].analyses] == ["two-nouns"]
    assert site.hubs["countries/ven/"].analyses == ()


def test_an_outlet_gathers_an_act_once(
    make_site: Callable[..., Site], small_act: Callable[..., dict[str, Any]]
) -> None:
    sources = [{"id": name, "title": name, "outlet": "wire"} for name in ("one", "two")]
    site = make_site({"one-act": small_act(sources=sources)})

    assert len(site.hubs["outlets/wire/"].agreements) == 1


def test_a_pair_has_one_address_and_one_name(site: Site) -> None:
    assert pair_address(("IRN", "BLR")) == pair_address(("BLR", "IRN")) == "pairs/blr-irn/"
    assert site.pair_name(("VEN", "BLR")) == "Belarus and Venezuela"
