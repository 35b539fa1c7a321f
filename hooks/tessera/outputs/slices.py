"""The desk's periods, each with what its records rest on, counted once for all that judge by it."""

from __future__ import annotations

from collections.abc import Mapping

from tessera.outputs.once import per_site
from tessera.outputs.site import Site
from tessera.pattern import coverage
from tessera.pattern.coverage import Slice
from tessera.wording import Message


@per_site
def slices(site: Site) -> Mapping[str, Slice]:
    """Label → counts, as `coverage.by_period` orders them."""
    library = site.bare.library
    return coverage.by_period(library.agreements.values(), site.settings.periods, library)


def refusals(site: Site) -> tuple[Message, ...]:
    """Why no rate over time can be drawn from the records; empty if nothing forbids it."""
    return coverage.reasons_against_a_rate(slices(site))
