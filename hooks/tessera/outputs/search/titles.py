"""`search/titles.json`: the titles of all pages, which assets/search-dialog.js reads without an index."""

from __future__ import annotations

import json

from tessera.outputs.producer import Producer
from tessera.outputs.search.found import KINDS
from tessera.outputs.site import Site
from tessera.outputs.view import View


def titles(site: Site) -> str:
    """JSON: one [title, address, kind, meta, titles in other languages] for each page worth finding."""
    view = View(site, "")
    library = site.library
    found: list[tuple[str, str, str, str, str]] = [
        (hub.title, hub.address, view.say(KINDS[hub.address.split("/")[0]]), "", "")
        for hub in site.bare.hubs.values()
        if hub.address
    ]
    for act in library.agreements.values():
        year = act.dates.chronology[1].year if act.dates.chronology else None
        meta = " · ".join(filter(None, (view.names(act), str(year or ""))))
        others = " / ".join(title.text for title in act.other_titles)
        found.append((act.title, f"agreements/{act.id}/", view.say("Agreement"), meta, others))
    for one in library.analyses.values():
        kind = view.label("analysis_kinds", one.kind)
        found.append((one.title, f"analyses/{one.id}/", kind, view.date_text(one.published), ""))
    return json.dumps(
        sorted(found, key=lambda row: row[1]), ensure_ascii=False, separators=(",", ":")
    )


TITLES = Producer(
    "search titles",
    keys=lambda site: ("search/titles.json",),  # noqa: ARG005  one file, whatever the site
    uri=lambda site, key: key,  # noqa: ARG005
    make=lambda site, key: titles(site),  # noqa: ARG005
)
