"""Pages and feeds name the cards that are drawn, and none where none is."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tessera.outputs.registry import producers
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

NAMED = re.compile(r'https?://[^"\s]+/cards/|og:image|twitter:image|summary_large|media:content')


@pytest.mark.parametrize("drawn", [True, False])
def test_a_picture_is_named_where_one_is_drawn_and_nowhere_else(tiny: Site, drawn: bool) -> None:
    site = replace(tiny, settings=tiny.settings.model_copy(update={"cards": drawn}))
    naming = {
        one.uri.rpartition("/")[2]
        for one in produce(site, producers(site.settings))
        if NAMED.search(one.data.decode("utf-8", "replace"))
    }

    assert naming == ({"index.html", "feed.xml", "atom.xml", "feed.json"} if drawn else set())
