"""`data/dyad_years.csv` and `data/directed_dyad_years.csv`: pairs of parties year by year."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.outputs.data.table import Column, Table
from tessera.outputs.once import per_site
from tessera.outputs.site import Site
from tessera.pattern import dyads
from tessera.pattern.dyads import Deed, Directed, DyadYear

D = Column[DyadYear]
O = Column[Directed]  # noqa: E741  as C, D and P elsewhere


@per_site
def _deeds(site: Site) -> tuple[Deed, ...]:
    return dyads.deeds(site.library)


@per_site
def _made_of(site: Site) -> str:
    return repr(_deeds(site))


@per_site
def _dyads(site: Site) -> tuple[DyadYear, ...]:
    return tuple(dyads.years(_deeds(site)))


def _directed(site: Site) -> Iterable[Directed]:
    return sorted(
        dyads.directed(_dyads(site)), key=lambda one: (one.party, one.partner, one.dyad.year)
    )


DYAD_YEARS = Table(
    "dyad_years",
    "Dyad-years",
    "One row a pair and year in which the two signed alone. A pair-year that is not here has no record, "
    "which is no zero.",
    _dyads,
    (
        D("pair", "The pair, `BLR-IRN`.", lambda _, row: "-".join(row.pair)),
        D("party_a", "The party that comes first in the alphabet of codes.",
          lambda _, row: row.pair[0]),
        D("party_b", "The other one.", lambda _, row: row.pair[1]),
        D("year", "Year of the best known date.", lambda _, row: row.year, "integer"),
        D("acts", "Bilateral acts of the year.", lambda _, row: len(row.acts), "integer"),
        D("with_others", "Acts of more than two parties of that year in which both take part.",
          lambda _, row: row.with_others, "integer"),
        D("acts_until_now", "The pair's dated bilateral acts until the end of the year.",
          lambda _, row: row.until_now, "integer"),
        D("pillars", "Every pillar that one of the acts names.", lambda _, row: row.pillars),
        D("texts_read", "Acts whose text the desk has read, at least in part.",
          lambda _, row: row.texts, "integer"),
        D("followed", "Acts with a step after the signature on record.",
          lambda _, row: row.followed, "integer"),
        D("agreements", "Their ids.", lambda _, row: [act.id for act in row.acts]),
    ),
    key=("pair", "year"),
    made_of=_made_of,
)  # fmt: skip

DIRECTED = Table(
    "directed_dyad_years",
    "Directed dyad-years",
    "Each dyad-year twice, seen from either party: what it did besides, and who spoke of the acts.",
    _directed,
    (
        O("party", "The party that is looked from.", lambda _, row: row.party),
        O("partner", "The other one.", lambda _, row: row.partner),
        O("pair", "The pair, as in dyad_years.", lambda _, row: "-".join(row.dyad.pair)),
        O("year", "Year of the best known date.", lambda _, row: row.dyad.year, "integer"),
        O("acts", "Bilateral acts of the two in the year.", lambda _, row: len(row.dyad.acts),
          "integer"),
        O("acts_of_party", "Bilateral acts of the party in the year, with anybody.",
          lambda _, row: row.acts_of_party, "integer"),
        O("told_by_party", "Acts of the two for which a voice of the party's own side stands.",
          lambda _, row: row.told_by_party, "integer"),
        O("told_by_partner", "Acts of the two for which a voice of the partner's side stands.",
          lambda _, row: row.told_by_partner, "integer"),
    ),
    key=("party", "partner", "year"),
    made_of=_made_of,
)  # fmt: skip
