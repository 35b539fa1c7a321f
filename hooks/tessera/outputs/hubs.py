"""The pages that gather records, each of which can be followed by feed.

A hub is an address, a title and what it lists. Pages, feeds, OPML and the subscribe page all read
this one list, so that none of them can name a feed that does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.outputs import words
from tessera.pattern.index import Index

FEEDS = (
    ("feed.xml", "RSS", "application/rss+xml"),
    ("atom.xml", "Atom", "application/atom+xml"),
    ("feed.json", "JSON Feed", "application/feed+json"),
)


@dataclass(frozen=True)
class Hub:
    """`address` from the site's root (`countries/irn/`), `kind` for grouping, what it gathers."""

    kind: str
    address: str
    title: str
    agreements: tuple[Agreement, ...] = ()
    analyses: tuple[Analysis, ...] = ()


def of(library: Library, index: Index) -> Iterator[Hub]:
    """Every hub with at least one record, the whole site first."""
    acts, analyses = tuple(library.agreements.values()), tuple(library.analyses.values())
    label = library.vocabulary.label
    name = library.parties.name
    yield Hub("site", "", "Everything new", acts, analyses)
    yield Hub("site", "agreements/", "Agreements", acts)
    yield Hub("site", "analyses/", "Analyses", (), analyses)
    for code, found in index.by_party.items():
        yield Hub("country", f"countries/{code.lower()}/", name(code), found,
                  index.analyses_by_party.get(code, ()))  # fmt: skip
    for pair, found in index.by_pair.items():
        if both := found + index.between(pair):
            yield Hub("pair", pair_address(pair), pair_name(pair, library),
                      tuple(sorted(both, key=lambda act: act.order)),
                      _about(both, index))  # fmt: skip
    for code, found in index.by_pillar.items():
        yield Hub("pillar", f"pillars/{code}/", label("pillars", code), found, _about(found, index))
    for code, found in index.by_instrument.items():
        yield Hub("instrument", f"instruments/{code}/", instrument_name(code, library), found)
    for year, found in index.by_year.items():
        yield Hub("year", f"years/{year}/", str(year), found)
    for key, cited in index.by_outlet.items():
        acts_of = {act.id: act for act, _ in cited}
        yield Hub("outlet", f"outlets/{key}/", library.outlets[key].name, tuple(acts_of.values()))


def _about(acts: tuple[Agreement, ...], index: Index) -> tuple[Analysis, ...]:
    found = {one.id: one for act in acts for one in index.analyses_of.get(act.id, ())}
    return tuple(sorted(found.values(), key=lambda analysis: analysis.order))


def instrument_name(code: str, library: Library) -> str:
    """The instrument's label; a blank says of what it is one."""
    label = library.vocabulary.label("instruments", code)
    coded = code in library.vocabulary.sections["instruments"]
    return label if coded else f"Instrument: {label.lower()}"


def pair_address(pair: tuple[str, str]) -> str:
    """`pairs/blr-irn/`: alphabetical, lower case."""
    return f"pairs/{'-'.join(sorted(pair)).lower()}/"


def pair_name(pair: tuple[str, str], library: Library) -> str:
    """`Belarus and Iran`, in the order of the names."""
    return words.listed(sorted(library.parties.name(code) for code in pair))
