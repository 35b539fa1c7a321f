"""`tessera links`: ask the sources' addresses, and note what they did."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from tessera import errors
from tessera.content import further
from tessera.content.further import Link, LinkState
from tessera.content.library import Library
from tessera.content.loader import Loader
from tessera.options import ROOT
from tessera.publishing.progress import Progress

if TYPE_CHECKING:
    from tessera.links.survey import Manner

KEEP_EVERY = 25
"""Answers between two times that the list is written: what a broken run can lose."""
MANY = 10
"""Addresses: if that many fail and none answers, the fault is here."""
WORDS: Mapping[LinkState, str] = {
    "answers": "answer",
    "moved": "moved for good",
    "refuses": "do not speak with programs",
    "gone": "gone",
    "fails": "do not answer",
}
TROUBLE: tuple[LinkState, ...] = ("gone", "fails", "moved")


@click.command("links")
@ROOT
@click.option(
    "--every",
    type=click.IntRange(min=0),
    default=7,
    show_default=True,
    help="Days after which an address is asked again; a run that was broken off goes on.",
)
@click.option(
    "--hosts",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help="Hosts asked at a time.",
)
@click.option(
    "--pause",
    type=click.FloatRange(min=0),
    default=2.0,
    show_default=True,
    help="Seconds between two questions to one host.",
)
@click.option(
    "--seconds",
    type=click.FloatRange(min=0.1),
    default=30.0,
    show_default=True,
    help="How long one address may take.",
)
@click.option(
    "--archive",
    default=None,
    metavar="URL",
    help="Where to ask for archived copies of pages without one. Default: the Internet Archive.",
)
@click.option("--no-archive", is_flag=True, help="Ask no archive.")
@click.option("--private", is_flag=True, help="Ask hosts of private networks, too.")
@click.option("--report", "only_report", is_flag=True, help="Ask nobody; tell what is known.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="markdown for an issue or a summary.",
)
def links(
    root: Path, every: int, hosts: int, pause: float, seconds: float, archive: str | None, form: str, *,
    no_archive: bool, private: bool, only_report: bool,
) -> None:  # fmt: skip
    """Ask every source's address whether it still answers, and keep the answers in briefings/links.yml.

    Pages then say when a source was last seen, and where a copy is. Nothing is downloaded, and no host
    is asked faster than --pause. Broken off, it goes on where it was. Exit status: 0, whatever the
    addresses do.

    \b
    Example: tessera links
             tessera links --report --format markdown
    """
    root = root.resolve()
    try:
        library = Loader(root, drafts=True).load()
    except errors.ContentError as error:
        click.echo(errors.as_text(error.problems))
        sys.exit(1)
    # Imported late: `tessera check` has no need of a client for HTTP.
    try:
        from tessera.links import archive as archives
        from tessera.links import survey
    except ModuleNotFoundError as error:
        raise click.ClickException(
            f"{error}. Install it: pip install 'tessera-briefings[links]'"
        ) from None

    wanted = survey.addresses(library)
    known = {url: link for url, link in library.further.links.items() if url in wanted}
    if not only_report:
        manner = survey.Manner(
            hosts=hosts, pause=pause, seconds=seconds,
            archive="" if no_archive else archive or archives.WAYBACK,
            **({"allowed": _anyone} if private else {}),
        )  # fmt: skip
        _ask(root, wanted, known, survey.due([*wanted], known, _today(), every), manner)
    for line in report(library, known) if form == "text" else markdown(library, known):
        click.echo(errors.visible(line))


async def _anyone(_host: str, _port: int) -> bool:
    return True


def _ask(
    root: Path, wanted: Mapping[str, bool], known: dict[str, Link], urls: list[str], manner: Manner
) -> None:
    """Ask, and keep what is known now and then, at the end, and when somebody stops it."""
    from tessera.links import survey

    told = Progress(lambda words: click.echo(words, err=True))
    # A workflow that is cancelled ends like a person's Ctrl-C: what was heard is kept.
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        with told.step(f"Asking {len(urls):,} of {len(wanted):,} addresses") as tick:
            heard: dict[str, Link] = {}

            def hear(url: str, link: Link) -> None:
                heard[url] = link
                tick(len(heard))
                if len(heard) % KEEP_EVERY == 0:
                    keep()

            def keep() -> None:
                if offline(heard):
                    return  # says something about this machine, and nothing about any source
                known.update(heard)
                if known:
                    further.keep_links(root, known)

            try:
                asyncio.run(
                    survey.ask_all(
                        urls, dict(known), _today(), manner=manner, without_copy=wanted, heard=hear
                    )
                )
            except KeyboardInterrupt:
                click.echo(
                    f"Stopped after {len(heard):,}; the next run goes on from there.", err=True
                )
                raise SystemExit(130) from None
            finally:
                keep()
        if offline(heard):
            click.echo(f"None of {len(heard):,} addresses answered: is this machine offline? Nothing "
                       "was kept.", err=True)  # fmt: skip
    finally:
        signal.signal(signal.SIGTERM, before)


def offline(heard: Mapping[str, Link]) -> bool:
    """Whether so many addresses in a row cannot all have failed by themselves."""
    return len(heard) >= MANY and all(link.state == "fails" for link in heard.values())


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def report(library: Library, known: Mapping[str, Link]) -> Iterator[str]:
    """What an editor has to look at, worst first, and a count of all."""
    for state in TROUBLE:
        for url, link in known.items():
            if link.state == state:
                yield f"{state:8} {url}  {_why(link)}"
                yield from (f"         {place}" for place in _where(library, url))
    yield summary(known)


def markdown(library: Library, known: Mapping[str, Link]) -> Iterator[str]:
    """The same for an issue. Addresses stand in code, where nothing in them is a mark."""
    yield summary(known)
    for state in TROUBLE:
        found = [(url, link) for url, link in known.items() if link.state == state]
        if found:
            yield f"\n## {WORDS[state].capitalize()}\n"
        for url, link in found:
            yield f"- `{url.replace('`', '%60')}` {_why(link)}"
            yield from (f"  - `{place}`" for place in _where(library, url))


def summary(known: Mapping[str, Link]) -> str:
    """How many addresses did what."""
    counts = Counter(link.state for link in known.values())
    parts = [f"{counts[state]:,} {words}" for state, words in WORDS.items() if counts[state]]
    return (
        f"{len(known):,} addresses: {', '.join(parts)}." if parts else "No address was asked yet."
    )


def _why(link: Link) -> str:
    parts = (
        link.why,
        f"since {link.since}",
        f"last seen {link.seen}" if link.seen else "",
        f"now {link.to}" if link.to else "",
        f"copy: {link.copy_}" if link.copy_ else "",
    )
    return "; ".join(filter(None, parts))


def _where(library: Library, url: str) -> Iterator[str]:
    for act in library.agreements.values():
        yield from (f"{act.path}#{one.id}" for one in act.sources if one.url == url)


def _today() -> date:
    return datetime.now(UTC).date()
