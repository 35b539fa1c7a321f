"""Everything that briefings/ gives, read and written into the folder of a build.

What a build has parsed, drawn and made is kept under `.cache/tessera`, by content, for the next one.
Workers are forked, which is safe where nothing else runs: in a build of the host, not in its server;
executors.py has the others.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from tessera.content.lasting import Lasting
from tessera.content.loader import Loader
from tessera.content.lookups import Lookups
from tessera.content.parsed import Parsed
from tessera.content.snapshot import Snapshot
from tessera.outputs import registry
from tessera.outputs.again import Memory
from tessera.outputs.cards import produce as cards
from tessera.outputs.output import Output
from tessera.outputs.producer import Made, Work, begin, run
from tessera.outputs.site import Site
from tessera.publishing import executors, indexing
from tessera.publishing import site as publishing
from tessera.publishing.afar import Afar
from tessera.publishing.cache import Cache
from tessera.publishing.ledger import FILE as LEDGER
from tessera.publishing.progress import Progress
from tessera.publishing.signed import Signed, own_key
from tessera.publishing.staging import Staging
from tessera.publishing.store import Store
from tessera.publishing.writer import Writer
from tessera.settings import Settings

_PARSED, _LAST, _READ, _LASTING = ("parsed", "all"), ("build", "last"), "read", "lasting"
Read = Callable[[Loader, Lookups], Site]
"""How the host turns what a loader reads into a site."""


def cache(settings: Settings) -> Cache | Store:
    """What builds of this project keep."""
    return Store(settings.cache) if settings.cache else Cache(settings.root / ".cache" / "tessera")


def loader(settings: Settings, workers: Executor | None = None) -> Loader:
    """A loader that knows what was read and parsed before; `keep` what it has afterwards."""
    return Loader(
        settings.root,
        drafts=settings.drafts,
        parsed=Parsed(partial(cache(settings).get, *_PARSED)),
        workers=workers,
        snapshot=_snapshot(settings),
    )


def _signed(settings: Settings, kind: str) -> Signed | None:
    """What this user has kept on this machine."""
    kept, key = cache(settings), own_key(settings.root)
    return Signed(kept, kind, key) if key is not None and isinstance(kept, Cache) else None


def _snapshot(settings: Settings) -> Snapshot | None:
    """What this user has read."""
    signed = _signed(settings, _READ)
    return Snapshot(signed.get, signed.put) if signed is not None else None


def _lasting(settings: Settings, memory: Memory) -> Lasting | None:
    """What this user's builds have worked out."""
    signed = _signed(settings, _LASTING)
    if signed is None:
        return None
    return Lasting(memory.basis, memory.state, signed.get, signed.put)


def keep(settings: Settings, loaded: Loader) -> None:
    """Keep what the loader has read and parsed for the next one."""
    if loaded.parsed.grown:
        cache(settings).put(*_PARSED, loaded.parsed.dump())
    loaded.keep()


def read(settings: Settings, site: Read) -> Site:
    """The site of all records; raises ContentError with every problem of every file."""
    with executors.forked() as pool:
        loaded = loader(settings, pool)
        made = site(loaded, Lookups())
    keep(settings, loaded)
    return made


def write(site: Site, staging: Staging, progress: Progress) -> Mapping[str, str]:
    """Make every file of the site in the build's folder; the SHA-256 of each, by address."""
    settings, kept = site.settings, cache(site.settings)
    writer = Writer(staging.folder, staging.target)
    site.index.complete()  # once, before there are workers
    memory = Memory(site, kept.get(*_LAST))
    if site.library.lookups is not None:
        site.library.lookups.lasting = _lasting(settings, memory)
    work = Work(site, registry.producers(settings), writer.place, memory.unchanged)
    if settings.executor:
        work = replace(work, afar=Afar.of(site))
    files = publishing.complete(
        writer,
        memory.note(_made(work, staging.folder)),
        _drawn(site, kept) if settings.cards else (),
        progress=progress,
        index=partial(indexing.index, writer, kept, memory.basis) if settings.search else None,
        record=settings.root / LEDGER,
        given=publishing.entries(settings, site.library),
    )
    kept.put(*_LAST, memory.data())
    drawn = cards.cards(site).values() if settings.cards else ()
    snapshot = _snapshot(settings)
    kept.sweep(
        {
            _PARSED,
            _LAST,
            indexing.KEPT,
            *((_READ, key) for key in (snapshot.keys if snapshot is not None else ())),
            *(("cards", card.digest) for card in drawn),
        },
        kinds=(_LASTING,),
    )
    return files


@contextmanager
def uncollected() -> Iterator[None]:
    """Spare the garbage collector what is made here and stays: it would walk it again and again."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _made(work: Work, folder: Path) -> Iterator[Made]:
    """Every file; the workers, and what they share in the folder, go when the last is made."""
    named = work.site.settings.executor
    if named:
        with executors.named(named) as pool:
            yield from run(work, pool)
        return
    lookups = work.site.library.lookups
    with (
        lookups.sharing(folder) if lookups is not None else nullcontext(),
        executors.forked(partial(begin, work), beside=True) as pool,
    ):
        yield from run(work, pool)


def _drawn(site: Site, kept: Cache | Store) -> Iterator[Output]:
    """Every card, by workers of its own: what the others had in memory is of no use to it."""
    named = site.settings.executor
    with executors.named(named) if named else executors.forked() as pool:
        yield from cards.drawn(site, pool, partial(kept.get, "cards"), partial(kept.put, "cards"))
