"""What a record rests on: each source with what a reader needs to weigh it, and their voices."""

from __future__ import annotations

from urllib.parse import unquote

from tessera.content.agreement import Agreement, SourceItem
from tessera.outputs import words
from tessera.outputs.view import Shown, View
from tessera.pattern import evidence

SEEN = {
    "page": "read as a page",
    "excerpt": "read as an excerpt",
    "not-seen": "known at second hand",
}


def items(view: View, act: Agreement) -> list[Shown]:
    """The record's sources, numbered as its facts point to them."""
    return [_item(view, act, n, source) for n, source in enumerate(act.sources, 1)]


def _item(view: View, act: Agreement, n: int, source: SourceItem) -> Shown:
    outlet = view.library.outlets.get(source.outlet or "")
    direction = words.direction(source.lang) if source.lang else None
    return {
        "id": source.id,
        "n": n,
        "title": source.title or words.cut(_address(source.url) or source.id, 90),
        "bare": source.title is None,
        "href": source.url,
        "outlet": {"label": outlet.name, "href": view.href(f"outlets/{source.outlet}/")}
        if outlet else None,
        "ownership": _ownership(view, outlet.ownership) if outlet else None,
        "country": view.library.parties.name(outlet.country) if outlet and outlet.country else None,
        # An address that stands for a title is in no language.
        "lang": source.lang if source.title else None,
        "dir": direction if source.title else None,
        "lang_label": words.language(source.lang, view.lang) if source.lang else None,
        "role": view.label("source_roles", source.role) if source.role else None,
        "published": view.day(source.published),
        "accessed": view.day(source.accessed),
        "archive": {"href": source.archive.url, "date": view.day(source.archive.date)}
        if source.archive else None,
        "checkable": source.checkable,
        "why_not": "The link leads to a channel, not to the item." if source.item == "channel-root"
        else "No address is known." if source.url is None else None,
        "seen": SEEN[source.seen] if source.seen else None,
        "syndicates": view.refs(act, source.syndicates)[0] if source.syndicates else None,
        "quote": source.quote,
        "quote_lang": source.lang,
        "quote_dir": direction,
        "note": source.note,
    }  # fmt: skip


def _address(url: str | None) -> str:
    """An address that stands for a title, without what only machines need."""
    return unquote(url).partition("://")[2].removeprefix("www.").rstrip("/") if url else ""


def _ownership(view: View, code: str) -> str:
    return "Ownership unknown" if code == "unknown" else view.label("ownerships", code)


def voices(act: Agreement) -> str:
    """How many of the sources can corroborate each other."""
    total, groups = len(act.sources), len(evidence.independent_groups(act))
    if total == 1:
        return "Everything here rests on one source."
    if groups < total:
        return f"{total} sources, but {words.number(groups, 'independent voice')}: reprints count once."
    if evidence.same_outlet(act):
        return f"{total} sources, all of one outlet."
    return f"{total} sources, none of them known to reprint another."
