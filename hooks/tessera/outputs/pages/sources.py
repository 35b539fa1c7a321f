"""What a record rests on: each source with what a reader needs to weigh it, and their voices."""

from __future__ import annotations

from collections import Counter
from urllib.parse import unquote

from tessera.content.agreement import Agreement, Claim, SourceItem
from tessera.outputs import words
from tessera.outputs.view import Shown, View
from tessera.pattern import evidence
from tessera.wording import mark

SEEN = {
    "page": mark("read as a page"),
    "excerpt": mark("read as an excerpt"),
    "not-seen": mark("known at second hand"),
}


def items(view: View, act: Agreement) -> list[Shown]:
    """The record's sources, numbered as its facts point to them."""
    return [_item(view, act, n, source) for n, source in enumerate(act.sources, 1)]


def _item(view: View, act: Agreement, n: int, source: SourceItem) -> Shown:
    outlet = view.library.outlets.get(source.outlet or "")
    direction = words.direction(source.lang) if source.lang else None
    link = view.library.further.links.get(source.url or "")
    copy = {"href": link.copy_, "date": None} if link and link.copy_ else None
    return {
        "id": source.id,
        "n": n,
        "title": source.title or words.cut(_address(source.url) or source.id, 90),
        "bare": source.title is None,
        "href": source.url,
        "outlet": {"label": outlet.name, "href": view.href(f"outlets/{source.outlet}/")}
        if outlet else None,
        "ownership": _ownership(view, outlet.ownership) if outlet else None,
        "country": view.name(outlet.country) if outlet and outlet.country else None,
        # An address that stands for a title is in no language.
        "lang": source.lang if source.title else None,
        "dir": direction if source.title else None,
        "lang_label": words.language(source.lang, view.lang) if source.lang else None,
        "role": view.label("source_roles", source.role) if source.role else None,
        "published": _published(view, source),
        "accessed": view.day(source.accessed),
        "archive": {"href": source.archive.url, "date": view.day(source.archive.date)}
        if source.archive else copy,
        "answered": view.day(link.seen) if link else None,
        "lost": view.day(link.asked) if link and link.lost else None,
        "checkable": source.checkable,
        "why_not": view.say("The link leads to a channel, not to the item.") if source.item == "channel-root"
        else view.say("No address is known.") if source.url is None else None,
        "seen": view.say(SEEN[source.seen]) if source.seen else None,
        "syndicates": view.refs(act, source.syndicates)[0] if source.syndicates else None,
        "quote": source.quote,
        "quote_lang": source.lang,
        "quote_dir": direction,
        "note": source.note,
    }  # fmt: skip


def _published(view: View, source: SourceItem) -> Shown | None:
    """The day of publication; a blank with its label."""
    shown = view.day(source.published)
    if shown is not None and "blank" in shown:
        shown["label"] = view.label("blanks", shown["blank"])
    return shown


def _address(url: str | None) -> str:
    """An address that stands for a title, without what only machines need."""
    return unquote(url).partition("://")[2].removeprefix("www.").rstrip("/") if url else ""


def _ownership(view: View, code: str) -> str:
    return view.say("Ownership unknown") if code == "unknown" else view.label("ownerships", code)


def voices(view: View, act: Agreement) -> str:
    """How many of the sources can corroborate each other, and whose side they are on."""
    total, found = len(act.sources), evidence.voices(act, view.library)
    sides = _sides(view, Counter(voice.side for voice in found))
    if total == 1:
        return view.say("Everything here rests on one source: {sides}.", sides=sides)
    if len(found) == 1:
        return view.plural(
            "{n} source, but one voice: {sides}.",
            "{n} sources, but one voice: {sides}.",
            total,
            sides=sides,
        )
    if len(found) < total:
        return view.plural(
            "{n} source, but {voices} independent voices: {sides}.",
            "{n} sources, but {voices} independent voices: {sides}.",
            total,
            voices=len(found),
            sides=sides,
        )
    return view.plural(
        "{n} source, known to speak for no other: {sides}.",
        "{n} sources, none known to speak for another: {sides}.",
        total,
        sides=sides,
    )


def bearing_out(view: View, act: Agreement, claim: Claim) -> str | None:
    """The independent voices behind a claim; None where it does not rest on its sources."""
    found = evidence.bearing_out(claim, act, view.library)
    if not found:
        return None
    return view.plural(
        "{n} voice: {sides}", "{n} voices: {sides}", found.total(), sides=_sides(view, found)
    )


def _sides(view: View, found: Counter[str]) -> str:
    """`the text itself, 2 on the side of Iran and 1 of a third party`, in this order."""
    told = []
    for side in sorted(found, key=lambda side: (_ORDER.index(side) if side in _ORDER else 1, side)):
        number = found[side]
        alone = found.total() == 1
        if side == evidence.TEXT:
            told.append(view.say("the text itself"))
        elif side == evidence.THIRD:
            told.append(
                view.say("of a third party")
                if alone
                else view.plural("{n} of a third party", "{n} of third parties", number)
            )
        elif side == evidence.UNKNOWN:
            told.append(
                view.say("of a side not known")
                if alone
                else view.plural("{n} of a side not known", "{n} of a side not known", number)
            )
        else:
            name = view.name(side)
            told.append(
                view.say("on the side of {party}", party=name)
                if alone
                else view.plural(
                    "{n} on the side of {party}", "{n} on the side of {party}", number, party=name
                )
            )
    return view.wording.listed(told)


_ORDER = (evidence.TEXT, "", evidence.THIRD, evidence.UNKNOWN)
"""The parties stand in the empty place."""
