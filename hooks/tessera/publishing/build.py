"""Everything that briefings/ gives, read and written into the folder of a build.

What a build has parsed, drawn and made is kept under `.cache/tessera`, by content, for the next one.
Workers are forked, which is safe where nothing else runs: in a build of the host, not in its server;
executors.py has the others.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from tessera.content.lasting import Lasting, LastingEach
from tessera.content.loader import Loader
from tessera.content.lookups import Lookups
from tessera.content.parsed import Parsed
from tessera.content.snapshot import Snapshot, code
from tessera.outputs import heap, registry
from tessera.outputs.again import Memory, stamps
from tessera.outputs.bytecode import Bytecode
from tessera.outputs.cards import produce as cards
from tessera.outputs.output import Output
from tessera.outputs.producer import Made, Work
from tessera.outputs.sharing import begin, run
from tessera.outputs.site import Site
from tessera.publishing import executors, indexing, spare
from tessera.publishing import site as publishing
from tessera.publishing.afar import Afar
from tessera.publishing.keeping import Entries, Nothing, believed, cache, own
from tessera.publishing.ledger import FILE as LEDGER
from tessera.publishing.progress import Progress
from tessera.publishing.staging import Staging
from tessera.publishing.writer import Folder, Writer
from tessera.settings import Settings

_PARSED, _READ, _LASTING, _CARDS = ("parsed", "all"), "read", "lasting", "cards"
_TEMPLATES, _BUILD, _LAST, _WORDS = "templates", "build", "last", "words"
Read = Callable[[Loader, Lookups], Site]
"""How the host turns what a loader reads into a site."""


def loader(settings: Settings, workers: Executor | None = None) -> Loader:
    """A loader that knows what was read and parsed before; `keep` what it has afterwards."""
    return Loader(
        settings.root,
        drafts=settings.drafts,
        parsed=Parsed(partial(cache(settings).get, *_PARSED)),
        workers=workers,
        snapshot=_snapshot(settings),
        earlier=_earlier(settings),
    )


def _snapshot(settings: Settings) -> Snapshot | None:
    """What this user has read."""
    kept = own(settings, _READ)
    return Snapshot(kept.get, kept.put) if kept is not None else None


def _earlier(settings: Settings) -> Lasting | None:
    """What this user's runs have worked out."""
    kept = own(settings, _LASTING)
    return Lasting(code(), kept.get, kept.put) if kept is not None else None


def _lasting(settings: Settings, memory: Memory) -> LastingEach | None:
    """What this user's builds have worked out of each record."""
    kept = own(settings, _LASTING)
    if kept is None:
        return None
    return LastingEach(memory.basis, memory.state, kept.get, kept.put)


def remembering(site: Site) -> Site:
    """The site, whose templates are those that this user has compiled before."""
    if (kept := own(site.settings, _TEMPLATES)) is not None:
        site.templates.bytecode_cache = Bytecode(site.settings, kept.get, kept.put)
    return site


def keep(settings: Settings, loaded: Loader) -> None:
    """Keep what the loader has read and parsed for the next one."""
    if loaded.parsed.grown:
        cache(settings).put(*_PARSED, loaded.parsed.dump())
    loaded.keep()


def read(settings: Settings, site: Read, aside: ExitStack) -> Site:
    """The site of all records; raises ContentError with every problem of every file.

    What was read is kept for the next build meanwhile, until `aside` is left.
    """
    heap.steady()
    executors.single()
    with executors.forked() as pool:
        loaded = loader(settings, pool)
        made = remembering(site(loaded, Lookups()))
    heap.give_back()  # what workers have sent came by a thread, whose own heap nobody else uses
    if loaded.parsed.grown:
        aside.enter_context(_meanwhile(settings, partial(keep, settings, loaded)))
    else:  # so little that another process would take longer
        keep(settings, loaded)
    return made


@contextmanager
def _meanwhile(settings: Settings, keep: Callable[[], object]) -> Iterator[None]:
    """Keep something for the next build while this one goes on, by the end of the block."""
    if settings.cache:  # a store may have threads, which a process that is forked has not
        keep()
        yield
        return
    process = executors.aside(keep)
    del keep  # or it would be held here as well
    with process:
        yield


def prepare(settings: Settings, staging: Staging, aside: ExitStack) -> Writer:
    """A writer for the build's folder.

    What the last site has is put into it meanwhile, until `aside` is left: most of it will stand, and
    while records are read here a core has nothing else to do.
    """
    writer = Writer(staging.folder, staging.target)
    if writer.place.last is not None and not settings.cache and not settings.executor:
        aside.enter_context(executors.aside(partial(_link, settings, writer.place, staging.spare)))
    return writer


def _link(settings: Settings, place: Folder, reserve: Path) -> None:
    standing = dict(stamps(believed(settings, _BUILD).get(_LAST)))
    spare.begin(place.folder, reserve, standing)
    for uri, stamp in standing.items():
        place.link(uri, stamp)


def write(
    site: Site, writer: Writer, progress: Progress, aside: ExitStack, later: ExitStack
) -> Mapping[str, str]:
    """Make every file of the site in the build's folder; the SHA-256 of each, by address.

    Whoever works `aside` is waited for before there are workers. What the next build needs to know of
    this one is kept while the last files are written, until `later` is left.
    """
    settings, built = site.settings, believed(site.settings, _BUILD)
    memory = Memory(site)
    if site.library.lookups is not None:
        site.library.lookups.lasting = _lasting(settings, memory)
    for one in (site, site.bare):
        one.index.complete()  # once, before there are workers
    memory.recall(built.get(_LAST))
    work = Work(site, registry.producers(settings), writer.place, memory.before, memory.stands)
    if settings.executor:
        work = replace(work, afar=Afar.of(site))

    def made() -> Iterator[Made]:
        aside.close()
        yield from memory.note(_made(work, writer.folder), writer.place.stamp)
        writer.drop(memory.uris)
        later.enter_context(_meanwhile(settings, lambda: built.put(_LAST, memory.data())))

    files = publishing.complete(
        writer,
        made(),
        _drawn(site, believed(settings, _CARDS)) if settings.cards else (),
        progress=progress,
        index=_index(settings, writer, built, memory) if settings.search else None,
        record=settings.root / LEDGER,
        given=publishing.entries(settings, site.library),
    )
    drawn = cards.cards(site).values() if settings.cards else ()
    snapshot = _snapshot(settings)
    cache(settings).sweep(
        {
            _PARSED,
            *((_READ, key) for key in (snapshot.keys if snapshot is not None else ())),
            *((_CARDS, card.digest) for card in drawn),
        },
        kinds=(_BUILD, _LASTING, _TEMPLATES, _WORDS),
    )
    return files


def _index(
    settings: Settings, writer: Writer, built: Entries, memory: Memory
) -> Callable[[Callable[[int], None]], object]:
    words = own(settings, _WORDS) or Nothing()
    return partial(indexing.index, writer, built, words, memory.basis)


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


def _drawn(site: Site, kept: Entries) -> Iterator[Output]:
    """Every card, by workers of its own: what the others had in memory is of no use to it."""
    named = site.settings.executor
    with executors.named(named) if named else executors.forked() as pool:
        yield from cards.drawn(site, pool, kept.get, kept.put)
