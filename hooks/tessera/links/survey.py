"""All the addresses of a library: several hosts at a time, each of them one address at a time."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

import httpx
from pydantic import ValidationError

from tessera.content.further import Link
from tessera.content.library import Library
from tessera.links import archive
from tessera.links.ask import HEADERS, SECONDS, Answer, Public, ask, public

LONGEST_WAIT = 60.0
"""Seconds: a host that wants to be left alone for longer is asked another day."""


@dataclass(frozen=True)
class Manner:
    """How to ask: hosts at a time, seconds between two questions to one, and for one answer."""

    hosts: int = 8
    pause: float = 2.0
    seconds: float = SECONDS
    archive: str = archive.WAYBACK
    """Where to ask for copies; empty asks nowhere."""
    allowed: Public = field(default=public, repr=False)


def addresses(library: Library) -> Mapping[str, bool]:
    """Each address that a source leads to, sorted → whether some record lacks a copy of it."""
    found: dict[str, bool] = {}
    for act in library.agreements.values():
        for source in act.sources:
            if source.url is not None:
                found[source.url] = found.get(source.url, False) or source.archive is None
    return dict(sorted(found.items()))


def due(urls: Sequence[str], known: Mapping[str, Link], today: date, every: int) -> list[str]:
    """The addresses not asked within so many days, those that were never asked first."""
    asked = {url: known[url].asked.first for url in urls if url in known}
    late = [url for url in urls if url not in asked or (today - asked[url]).days >= every]
    return sorted(late, key=lambda url: (asked.get(url, date.min), url))


async def ask_all(
    urls: Sequence[str],
    known: Mapping[str, Link],
    today: date,
    *,
    manner: Manner,
    without_copy: Mapping[str, bool],
    heard: Callable[[str, Link], None],
) -> None:
    """Ask each address once, telling `heard` of each answer as it comes."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        hosts[urlsplit(url).netloc.lower()].append(url)
    at_once, archive_turn = asyncio.Semaphore(manner.hosts), asyncio.Lock()
    limits = httpx.Limits(max_connections=2 * manner.hosts, max_keepalive_connections=0)
    async with httpx.AsyncClient(
        headers=HEADERS, timeout=manner.seconds, limits=limits, trust_env=False
    ) as client:

        async def host(mine: Sequence[str]) -> None:
            async with at_once:
                for number, url in enumerate(mine):
                    if number:
                        await asyncio.sleep(manner.pause)
                    answer = await _patiently(client, url, manner)
                    link = after(known.get(url), answer, today)
                    if without_copy.get(url) and link.copy_ is None and manner.archive:
                        async with archive_turn:  # the archive is a host like any other
                            copy = await archive.copy(client, manner.archive, url, manner.seconds)
                            await asyncio.sleep(manner.pause)
                        link = link.model_copy(
                            update={"copy_": copy}
                        )  # found in a form that is safe
                    heard(url, link)

        async with asyncio.TaskGroup() as group:
            for mine in hosts.values():
                group.create_task(host(mine))


async def _patiently(client: httpx.AsyncClient, url: str, manner: Manner) -> Answer:
    """A failure is asked once more, after as long as the host wants."""
    answer = await ask(client, url, manner.allowed, manner.seconds)
    asks_to_wait = answer.state == "refuses" and answer.wait
    if answer.wait > LONGEST_WAIT or not (answer.state == "fails" or asks_to_wait):
        return answer
    await asyncio.sleep(max(manner.pause, answer.wait))
    return await ask(client, url, manner.allowed, manner.seconds)


def after(before: Link | None, answer: Answer, today: date) -> Link:
    """What is known of an address once it has answered today."""
    there = answer.state in {"answers", "moved"}
    same = before is not None and before.state == answer.state
    told = {
        "state": answer.state,
        "asked": today.isoformat(),
        "since": str(before.since) if before and same else today.isoformat(),
        "seen": today.isoformat() if there else before and before.seen and str(before.seen),
        "copy": before and before.copy_,
    }
    said = {"why": answer.why or None, "to": answer.to or None}
    try:
        return Link.model_validate({name: one for name, one in (told | said).items() if one})
    except ValidationError:  # what a host said cannot stand in a list; what it did can
        return Link.model_validate({name: one for name, one in told.items() if one})
