"""Everything the desk published, corrected or updated, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tessera.content.dates import EdtfDate
from tessera.outputs.edits import edits
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.wording import marks

KINDS = {
    "agreement": marks("{n} agreement", "{n} agreements"),
    "briefing": marks("{n} briefing", "{n} briefings"),
}


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("changes",)


def uri(site: Site, key: str) -> str:
    """`changes/`."""
    return "changes/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page: corrections and updates one by one, publications day by day."""
    view = view_of(site, uri(site, key))
    added: dict[EdtfDate, list[tuple[str, Shown]]] = {}
    for act in site.library.agreements.values():
        if act.published:
            added.setdefault(act.published, []).append(("agreement", view.act(act)))
    for analysis in site.library.analyses.values():
        link = {"label": analysis.title, "href": view.href(f"analyses/{analysis.id}/")}
        added.setdefault(analysis.published, []).append(("briefing", link))
    lede = view.say(
        "What the desk published, corrected, updated or withdrew, newest first. "
        "Nothing is changed without a word."
    )
    page = Page(
        uri(site, key), "changes.html", title=view.say("Changes"), description=lede, hub="changes/"
    )
    return draw(
        site, page, view,
        lede=lede,
        trail=[view.home(), {"label": view.say("Changes")}],
        edits=[view.edit(one) for one in edits(site.library)],
        added=[_batch(view, day, added[day]) for day in sorted(added, key=str, reverse=True)],
    )  # fmt: skip


def _batch(view: View, day: EdtfDate, records: list[tuple[str, Shown]]) -> Shown:
    """What went online on one day, and how many of each kind it was."""
    counts = Counter(kind for kind, _ in records)
    return {
        "date": view.day(day),
        "count": view.wording.listed([view.plural(*KINDS[kind], n) for kind, n in counts.items()]),
        "items": [link for _, link in records],
    }
