"""Every kind of file the site consists of: the table of contents of what readers get."""

from __future__ import annotations

from itertools import chain

from tessera.outputs import (
    accent,
    admin,
    headers,
    lists,
    llms,
    pictures,
    script_words,
    sitemap,
)
from tessera.outputs.cards import produce as cards
from tessera.outputs.charts import figures, filtered
from tessera.outputs.data import archive, datapackage, exports, record_json
from tessera.outputs.feeds import atom, calendar, json_feed, opml, rss
from tessera.outputs.pages import (
    agreement,
    analysis,
    changes,
    codebook,
    conflicts,
    country,
    coverage,
    data,
    feeds,
    figure,
    group,
    home,
    indexes,
    instrument,
    kinds,
    moved,
    outlet,
    pair,
    pattern,
    pillar,
    sheet,
    watch,
    year,
)
from tessera.outputs.pages.kinds import Pages
from tessera.outputs.producer import Producer
from tessera.outputs.search import titles
from tessera.settings import Settings

_PAGES: tuple[tuple[str, Pages, str], ...] = (
    ("home", home, ""),
    ("agreements", agreement, ""),
    ("analyses", analysis, ""),
    ("countries", country, ""),
    ("pairs", pair, ""),
    ("pillars", pillar, ""),
    ("instruments", instrument, ""),
    ("years", year, ""),
    ("groups", group, ""),
    ("outlets", outlet, ""),
    ("indexes", indexes, ""),
    ("data page", data, exports.GROUP),
    ("pattern", pattern, figures.GROUP),
    ("figures", figure, figures.GROUP),
    ("coverage", coverage, ""),
    ("watch", watch, ""),
    ("conflicts", conflicts, ""),
    ("changes", changes, ""),
    ("codebook", codebook, ""),
    ("feeds page", feeds, ""),
)
"""Every kind of page, and which of them share long work: the longest comes first."""

PAGES = tuple(kinds.page(*kind) for kind in _PAGES)
TWINS = tuple(kinds.twin(*kind) for kind in _PAGES)

FORMER = (
    Producer("former ids", moved.alias_keys, moved.uri, moved.make_alias),
    Producer(
        "tombstones",
        moved.withdrawn_keys,
        moved.uri,
        lambda site, key: moved.make_withdrawn(site, key).html(),
    ),
)
"""Addresses that answer but are not listed anywhere."""

SHEETS = Producer("sheets", sheet.keys, sheet.uri, lambda site, key: sheet.make(site, key).html())
"""The pages of countries and pairs once more, for paper."""

FIGURES = (
    Producer("embedded figures", figure.keys, figure.embed_uri, figure.make_embed,
             together=figures.GROUP),
    Producer("oEmbed of figures", figure.keys, figure.oembed_uri, figure.make_oembed,
             together=figures.GROUP),
    *figures.PRODUCERS,
    filtered.ACTS,
)  # fmt: skip

FEEDS = (
    *rss.PRODUCERS,
    *atom.PRODUCERS,
    *json_feed.PRODUCERS,
    *opml.PRODUCERS,
    *calendar.PRODUCERS,
)

DATA = (
    *record_json.PRODUCERS,
    *exports.PRODUCERS,
    *datapackage.PRODUCERS,
    *archive.PRODUCERS,
)

CARDS = Producer("cards", cards.keys, cards.uri, cards.make)

PRODUCERS = (
    *chain.from_iterable(zip(PAGES, TWINS, strict=True)),  # what one draws, the other writes down
    *FORMER,
    SHEETS,
    *FIGURES,
    pictures.PICTURES,
    lists.RESTS,
    *FEEDS,
    *DATA,
    titles.TITLES,
    script_words.WORDS,
    llms.TEXT,
    headers.HEADERS,
    accent.SHEETS,
    *admin.PRODUCERS,
    *sitemap.producers(PAGES),
)
"""Everything but the cards, which a build draws through its executor."""


def producers(settings: Settings) -> tuple[Producer, ...]:
    """What a desk's site consists of, cards apart."""
    left_out = () if settings.markdown else (*TWINS, llms.TEXT)
    return tuple(one for one in PRODUCERS if one not in left_out)
