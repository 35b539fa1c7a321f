"""Every card of the site, drawn where it is not already kept.

Drawing is the heaviest work of a build and each card stands alone, so it goes through an executor
handed in from the edge; a card whose inputs have not changed keeps its address and its bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor

from tessera.outputs.cards import of
from tessera.outputs.cards.draw import draw
from tessera.outputs.cards.spec import CardSpec
from tessera.outputs.once import per_site
from tessera.outputs.output import Output
from tessera.outputs.site import Site

Get = Callable[[str], bytes | None]
Put = Callable[[str, bytes], None]
CHUNK = 8
"""Cards a worker draws at a time: fewer would cost more in messages than in ink."""


@per_site
def cards(site: Site) -> Mapping[str, CardSpec]:
    """Address → card: agreements, analyses, countries, pairs, groups, and the default."""
    named = [
        of.default(site),
        *(of.agreement(site, act) for act in site.library.agreements.values()),
        *(of.analysis(site, one) for one in site.library.analyses.values()),
        *(of.country(site, code) for code in site.index.by_party),
        *(of.pair(site, both) for both, acts in site.index.by_pair.items() if acts),
        *(of.group(site, key) for key in site.library.further.groups),
    ]
    return {spec.uri(name): spec for name, spec in named}


def keys(site: Site) -> Iterable[str]:
    """Each card's address."""
    return cards(site)


def uri(site: Site, key: str) -> str:
    """The address is the key."""
    return key


def make(site: Site, key: str) -> bytes:
    """Draw one card."""
    return draw(cards(site)[key])


def drawn(site: Site, executor: Executor | None, get: Get, put: Put) -> Iterator[Output]:
    """Every card: from what is kept (`get` by digest), else drawn by the executor and kept."""
    missing: list[tuple[str, CardSpec]] = []
    for address, spec in cards(site).items():
        if (body := get(spec.digest)) is not None:
            yield Output(address, body)
        else:
            missing.append((address, spec))
    run = map if executor is None or len(missing) < 2 * CHUNK else _through(executor)
    for (address, spec), body in zip(
        missing, run(draw, [spec for _, spec in missing]), strict=True
    ):
        put(spec.digest, body)
        yield Output(address, body)


def _through(executor: Executor) -> Callable[..., Iterable[bytes]]:
    return lambda work, items: executor.map(work, items, chunksize=CHUNK)
