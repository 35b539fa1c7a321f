"""What an editor would ask about records and briefings that are not wrong.

Queries and not problems: nothing here keeps a site from being built. Each names its file and the place
in it, so that the command can show the line.
"""

from __future__ import annotations

from collections.abc import Iterator

from tessera.content import prose
from tessera.content.agreement import Agreement, Claim
from tessera.content.analysis import Analysis
from tessera.content.faults import BodyFault, Fault, Path
from tessera.content.library import Library
from tessera.content.loader import Query
from tessera.pattern import evidence

LONG_TITLE = 90
"""Characters of a title that lists and cards can show whole."""


def queries(library: Library, today: str) -> Iterator[Query]:
    """Every query, as of a day (ISO)."""
    for act in library.agreements.values():
        yield from ((act.path, fault) for fault in _agreement(act, library, today))
    for one in library.analyses.values():
        yield from ((one.path, fault) for fault in _analysis(one, today))
        for at, day, name in prose.contradicted(one, library):
            yield one.path, BodyFault(at, "contradicts-record", f"{day} stands beside `{name}`, and no date "
                                      "on that record is that day",
                                      "the record's own date, or the date added to the record")  # fmt: skip
        for name in one.agreements:
            signed = library.agreements[name].when if name in library.agreements else None
            if signed is not None and signed.first > one.as_of.last:
                yield one.path, Fault(("as_of",), "contradicts-record", f"The briefing holds as of {one.as_of}, and "
                                      f"`{name}` is of {signed}", "the day on which it was known")  # fmt: skip
        for at, word in prose.unborne(one, library):
            yield one.path, BodyFault(at, "loaded-word", f"`{word}` is a claim over many records, and "
                                      "nothing in its sentence carries it",
                                      "a living number, or a reference to a record with a claim")  # fmt: skip


def _agreement(act: Agreement, library: Library, today: str) -> Iterator[Fault]:
    if len(act.title) > LONG_TITLE and act.title_lang is None:
        yield Fault(("title",), "long-title", f"The title has {len(act.title)} characters",
                    f"at most {LONG_TITLE}, the rest in `summary`")  # fmt: skip
    named: list[tuple[Path, str]] = [(("title",), act.title)]
    named += [(("titles", n, "text"), one.text) for n, one in enumerate(act.titles)]
    named += [(("parties", n, "body"), one.body) for n, one in enumerate(act.parties) if one.body]
    for path, text in named:
        for word in prose.mixed(text):
            yield Fault(path, "mixed-letters", f"`{word}` has letters of two alphabets that look alike",
                        "letters of one; search and readers take it for another word")  # fmt: skip
    for number, source in enumerate(act.sources):
        if source.url and source.item == "channel-root":
            yield Fault(("sources", number, "url"), "channel-root", f"`{source.id}` leads to a whole "
                        "channel", "the address of the item itself, or of a copy of it")  # fmt: skip
        elif source.url and source.archive is None and (lost := _lost(source.url, library)):
            yield Fault(
                ("sources", number, "url"), "lost-source", f"`{source.id}` {lost[0]}", lost[1]
            )
        elif source.url and source.archive is None:
            yield Fault(("sources", number, "url"), "no-archive", f"`{source.id}` has no copy in an "
                        "archive", "`archive: {url, date}`, before the page is gone")  # fmt: skip
    for number, claim in enumerate(act.claims):
        path = ("claims", number)
        due = evidence.due(claim)
        if due and due < today and claim.outcome is None:
            yield Fault((*path, "as_of"), "stale-claim", f"The claim `{claim.id}` was due to be looked "
                        f"at again by {due}", "a look, and a newer `as_of` or `review_by`")  # fmt: skip
        if claim.confidence == "high" and (side := _one_side(claim, act, library)):
            yield Fault((*path, "confidence"), "one-sided-confidence", f"The claim `{claim.id}` is held "
                        f"with high confidence on the word of {side} alone",
                        "a voice from another side, the text, or a lower confidence")  # fmt: skip


def _lost(url: str, library: Library) -> tuple[str, str] | None:
    """What became of a page that is no longer there, and what could stand in for it."""
    link = library.further.links.get(url)
    if link is None or not link.lost:
        return None
    copy = f"`archive: {{url: {link.copy_}}}`" if link.copy_ else "an archived copy"
    return f"no longer answers (since {link.since}: {link.why})", f"{copy}, or another source"


def _one_side(claim: Claim, act: Agreement, library: Library) -> str:
    """The party whose side alone bears the claim out; empty if others do too, or nobody does."""
    voices = evidence.bearing_out(claim, act, library)
    return next(iter(voices)) if len(voices) == 1 and set(voices) <= set(act.codes) else ""


def _analysis(one: Analysis, today: str) -> Iterator[Fault]:
    if len(one.title) > LONG_TITLE:
        yield Fault(("title",), "long-title", f"The title has {len(one.title)} characters",
                    f"at most {LONG_TITLE}, the rest in `standfirst`")  # fmt: skip
    if one.review_by is not None and one.review_by.last.isoformat() < today:
        yield Fault(("review_by",), "stale-briefing", f"The briefing was due to be looked at again by "
                    f"{one.review_by}", "a look, and a newer `review_by`")  # fmt: skip
    for name in ("title", "standfirst"):
        for word in prose.LOADED.finditer(str(getattr(one, name))):
            yield Fault((name,), "loaded-word", f"`{word[0]}` in the {name} is a claim over many records",
                        "a word that one record can bear, or a sentence with the count in the text")  # fmt: skip
