"""Old addresses that still answer: former ids lead on, withdrawn records say why they are gone."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.outputs import days
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.wording import mark

_LISTS = {"agreements": mark("Agreements"), "analyses": mark("Analyses")}


def _aliases(site: Site) -> dict[str, Agreement | Analysis]:
    library = site.library
    records = [
        *library.agreements.values(),
        *library.analyses.values(),
        *library.withdrawn.values(),
    ]
    return {
        f"{days.folder(record)}/{alias}": record for record in records for alias in record.aliases
    }


def alias_keys(site: Site) -> Iterable[str]:
    """`agreements/<former id>` for every alias."""
    return _aliases(site)


def withdrawn_keys(site: Site) -> Iterable[str]:
    """`agreements/<id>` for every withdrawn record."""
    return (f"{days.folder(record)}/{record.id}" for record in site.library.withdrawn.values())


def uri(site: Site, key: str) -> str:
    """The address the record once had."""
    return f"{key}/index.html"


def make_alias(site: Site, key: str) -> str:
    """A page that leads on at once, without a script, and says where."""
    record = _aliases(site)[key]
    view = view_of(site, uri(site, key))
    target = view.href(f"{days.folder(record)}/{record.id}/")
    absolute = site.settings.absolute(f"{days.folder(record)}/{record.id}/")
    return site.templates.get_template("moved.html").render(
        title=record.title, target=target, absolute=absolute, lang=site.settings.language
    )


def make_withdrawn(site: Site, key: str) -> Drawn:
    """The tombstone: that there was a record, when it was withdrawn, and why."""
    record = site.library.withdrawn[key.partition("/")[2]]
    assert record.withdrawn is not None
    view = view_of(site, uri(site, key))
    page = Page(
        uri(site, key), "withdrawn.html",
        title=record.title,
        description=view.say("Withdrawn: {reason}", reason=record.withdrawn.why),
        source=record.path,
        index=False,
    )  # fmt: skip
    return draw(
        site, page, view,
        record=record,
        date=view.day(record.withdrawn.date),
        folder=days.folder(record),
        trail=[
            view.home(),
            {"label": view.say(_LISTS[days.folder(record)]), "href": view.href(f"{days.folder(record)}/")},
            {"label": view.say("Withdrawn")},
        ],
    )  # fmt: skip
