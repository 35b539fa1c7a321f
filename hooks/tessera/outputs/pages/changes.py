"""Everything the desk published, corrected or updated, newest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tessera.content.dates import EdtfDate
from tessera.outputs import words
from tessera.outputs.pages.moved import folder
from tessera.outputs.pages.page import Page, render, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("changes",)


def uri(site: Site, key: str) -> str:
    """`changes/`."""
    return "changes/index.html"


def make(site: Site, key: str) -> str:
    """The page: corrections and updates one by one, publications day by day."""
    view = view_of(site, uri(site, key))
    edits: list[tuple[tuple[int, int, int, str], str, Shown]] = []
    added: dict[EdtfDate, list[tuple[str, Shown]]] = {}
    label = site.library.vocabulary.label
    for act in site.library.agreements.values():
        link = view.act(act)
        if act.published:
            added.setdefault(act.published, []).append(("agreement", link))
        for change in act.changes:
            edits.append((change.date.order, act.id, {
                "link": link, "date": view.day(change.date), "kind": change.kind,
                "kind_label": label("change_kinds", change.kind), "what": change.what,
            }))  # fmt: skip
    for analysis in site.library.analyses.values():
        link = {"label": analysis.title, "href": view.href(f"analyses/{analysis.id}/")}
        added.setdefault(analysis.published, []).append(("briefing", link))
        for one in analysis.corrections:
            edits.append((one.date.order, analysis.id, {
                "link": link, "date": view.day(one.date), "kind": "correction",
                "kind_label": label("change_kinds", "correction"),
                "what": f"Was: {one.was} Now: {one.now} Why: {one.why}",
            }))  # fmt: skip
    for record in site.library.withdrawn.values():
        if record.withdrawn:
            edits.append((record.withdrawn.date.order, record.id, {
                "link": {"label": record.title, "href": view.href(f"{folder(record)}/{record.id}/")},
                "date": view.day(record.withdrawn.date), "kind": "correction",
                "kind_label": "Withdrawn", "what": record.withdrawn.why,
            }))  # fmt: skip
    edits.sort(key=lambda edit: edit[:2], reverse=True)
    lede = "What the desk published, corrected, updated or withdrew, newest first. Nothing is changed without a word."
    page = Page(uri(site, key), "changes.html", title="Changes", description=lede, hub="")
    return render(
        site, page, view,
        lede=lede,
        trail=[{"label": "Home", "href": view.href("")}, {"label": "Changes"}],
        edits=[shown for _, _, shown in edits],
        added=[_batch(view, day, added[day]) for day in sorted(added, key=str, reverse=True)],
    )  # fmt: skip


def _batch(view: View, day: EdtfDate, records: list[tuple[str, Shown]]) -> Shown:
    """What went online on one day, and how many of each kind it was."""
    counts = Counter(kind for kind, _ in records)
    return {
        "date": view.day(day),
        "count": words.listed([words.number(count, kind) for kind, count in counts.items()]),
        "items": [link for _, link in records],
    }
