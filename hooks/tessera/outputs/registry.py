"""Every kind of file the site consists of: the table of contents of what readers get."""

from __future__ import annotations

from tessera.outputs import lists, pictures, search, sitemap
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
    moved,
    outlet,
    pair,
    pattern,
    pillar,
    watch,
    year,
)
from tessera.outputs.producer import Producer

PAGES = (
    Producer("home", home.keys, home.uri, home.make),
    Producer("agreements", agreement.keys, agreement.uri, agreement.make),
    Producer("analyses", analysis.keys, analysis.uri, analysis.make),
    Producer("countries", country.keys, country.uri, country.make),
    Producer("pairs", pair.keys, pair.uri, pair.make),
    Producer("pillars", pillar.keys, pillar.uri, pillar.make),
    Producer("instruments", instrument.keys, instrument.uri, instrument.make),
    Producer("years", year.keys, year.uri, year.make),
    Producer("groups", group.keys, group.uri, group.make),
    Producer("outlets", outlet.keys, outlet.uri, outlet.make),
    Producer("indexes", indexes.keys, indexes.uri, indexes.make),
    Producer("pattern", pattern.keys, pattern.uri, pattern.make, together=figures.GROUP),
    Producer("figures", figure.keys, figure.uri, figure.make, together=figures.GROUP),
    Producer("coverage", coverage.keys, coverage.uri, coverage.make),
    Producer("watch", watch.keys, watch.uri, watch.make),
    Producer("conflicts", conflicts.keys, conflicts.uri, conflicts.make),
    Producer("changes", changes.keys, changes.uri, changes.make),
    Producer("codebook", codebook.keys, codebook.uri, codebook.make),
    Producer("data page", data.keys, data.uri, data.make, together="data"),
    Producer("feeds page", feeds.keys, feeds.uri, feeds.make),
)

FORMER = (
    Producer("former ids", moved.alias_keys, moved.uri, moved.make_alias),
    Producer("tombstones", moved.withdrawn_keys, moved.uri, moved.make_withdrawn),
)
"""Addresses that answer but are not listed anywhere."""

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
    *PAGES,
    *FORMER,
    *FIGURES,
    pictures.PICTURES,
    lists.RESTS,
    *FEEDS,
    *DATA,
    search.TITLES,
    *sitemap.producers(PAGES),
)
"""Everything but the cards, which a build draws through its executor."""
