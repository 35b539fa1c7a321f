"""What a feed carries of one record: the whole of it, with links that work anywhere.

An item is made once for a site and shared by every feed that lists it. Its days are the desk's:
`published` is the day the record went online, `updated` the last day on which the desk changed it.
A day known only to the month or year counts from its first day, at midnight UTC. A record without
any day is as old as the desk: a day of the build would tell readers of news at every build.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import singledispatchmethod
from heapq import nlargest
from urllib.parse import urljoin

from markupsafe import Markup

from tessera.content import dates
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.dates import EdtfDate
from tessera.content.fields import Blank, Fact
from tessera.content.yaml_source import FORBIDDEN
from tessera.outputs import words
from tessera.outputs.cards import of as cards
from tessera.outputs.hubs import Hub
from tessera.outputs.once import per_site
from tessera.outputs.pages import said
from tessera.outputs.site import Site
from tessera.outputs.view import DATE_LABELS, Shown, View
from tessera.pattern.index import analysis_parties

Record = Agreement | Analysis

_LINK = re.compile(r'(<a [^<>]*?\bhref=")([^"]*)')
# Tabs are switched by radio buttons and a style sheet; a reader has neither, and shows every tab.
_RADIO = re.compile(r"<input [^<>]*>")


@dataclass(frozen=True, slots=True)
class Author:
    """Who answers for the record; `url` may be empty."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Category:
    """A term the record is filed under: `term` in `scheme` (a `tag:` URI), as readers see it."""

    scheme: str
    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Item:
    """One record in a feed. `title` and `summary` are plain text, `html` is safe as it is."""

    tag: str
    url: str
    title: str
    summary: str
    html: str
    lang: str
    authors: tuple[Author, ...]
    categories: tuple[Category, ...]
    image: str
    published: datetime | None
    updated: datetime


@per_site
def of(site: Site) -> Items:
    """The items of a site."""
    return Items(site)


class Items:
    """The items of one site, each made when a feed first asks for it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.settings = site.settings
        self.view = View(site, site.settings.absolute(""))
        self.beginning = _midnight(dates.parse(site.settings.tag_year))
        self._made: dict[str, Item] = {}

    def newest(self, hub: Hub) -> tuple[Item, ...]:
        """The hub's latest records, newest first, as many as the settings allow."""
        records: list[Record] = [*hub.agreements, *hub.analyses]
        return tuple(map(self.item, nlargest(self.settings.feed_items, records, key=_recency)))

    def item(self, record: Record) -> Item:
        """The item of one record. Ids are unique over both kinds of record."""
        if record.id not in self._made:
            self._made[record.id] = self._make(record)
        return self._made[record.id]

    @singledispatchmethod
    def _make(self, record: Record) -> Item:
        raise TypeError(record)

    @_make.register
    def _agreement(self, act: Agreement) -> Item:
        view = self.view
        name, card = cards.agreement(self.site, act)
        summary = act.summary or f"{view.instrument(act)}, {view.names(act)}. {view.when(act)}."
        url = self.settings.absolute(f"agreements/{act.id}/")
        return Item(
            tag=self.settings.tag("agreement", act.id),
            url=url,
            title=act.title,
            summary=summary,
            html=self._body(
                "_feed_agreement.html",
                url=url,
                summary=summary,
                parties=[
                    {**view.party(party.country), "body": party.body,
                     "certainty": view.label("certainties", party.certainty).lower()
                     if party.certainty not in (None, "certain") else None}
                    for party in act.parties
                ],
                facts=_facts(view, act),
                said=said.columns(view, act),
                sources=_sources(view, act),
            ),
            lang=self.settings.language,
            authors=(self._desk,),
            categories=(
                *self._categories("pillars", act.formula),
                *self._categories("instruments", [str(act.instrument.value)]),
                *self._parties(act.codes),
            ),
            image=self.settings.absolute(card.uri(name)),
            published=self._published(act),
            updated=self._updated(act),
        )  # fmt: skip

    @_make.register
    def _analysis(self, one: Analysis) -> Item:
        name, card = cards.analysis(self.site, one)
        lang = one.lang or self.settings.language
        url = self.settings.absolute(f"analyses/{one.id}/")
        return Item(
            tag=self.settings.tag("analysis", one.id),
            url=url,
            title=one.title,
            summary=one.standfirst,
            html=self._body(
                "_feed_analysis.html",
                one=one,
                url=url,
                lang=lang,
                dir=words.direction(lang),
                body=Markup(self._portable(one.body, url)),  # noqa: S704  nh3 made it
                corrections=[
                    {"date": self.view.day(change.date), "change": change}
                    for change in sorted(one.corrections, key=lambda change: change.date.order)
                ],
            ),
            lang=lang,
            authors=tuple(
                Author(who.name, f"https://orcid.org/{who.orcid}" if who.orcid else "")
                for who in one.authors
            ),
            categories=(
                *self._categories("analysis_kinds", [one.kind]),
                *self._parties(analysis_parties(one, self.site.library)),
                *(Category(self._scheme("topics"), topic, topic) for topic in one.topics),
            ),
            image=self.settings.absolute(card.uri(name)),
            published=self._published(one),
            updated=self._updated(one),
        )

    def _body(self, template: str, **context: object) -> str:
        return self.site.templates.get_template(template).render(**context).strip()

    def _portable(self, markdown: str, url: str) -> str:
        """The text as HTML that means the same in a reader: whole addresses, nothing to switch."""
        root = self.settings.absolute("")

        def whole(link: re.Match[str]) -> str:
            address = link[2]
            return link[1] + (
                root + address[1:] if address.startswith("/") else urljoin(url, address)
            )

        html = _RADIO.sub("", self.site.markdown.render(markdown).html)
        # A character reference (`&#1;`) writes what the door keeps out, and XML has no place for.
        return FORBIDDEN.sub("", _LINK.sub(whole, html))

    def _published(self, record: Record) -> datetime | None:
        day = published(record)
        return _midnight(day) if day else None

    def _updated(self, record: Record) -> datetime:
        day = updated(record)
        return _midnight(day) if day else self.beginning

    @property
    def _desk(self) -> Author:
        return Author(self.settings.desk, self.settings.absolute(""))

    def _scheme(self, section: str) -> str:
        return self.settings.tag("vocabulary", section)

    def _categories(self, section: str, codes: list[str] | tuple[str, ...]) -> list[Category]:
        label = self.site.library.vocabulary.label
        return [Category(self._scheme(section), code, label(section, code)) for code in codes]

    def _parties(self, codes: tuple[str, ...]) -> list[Category]:
        name = self.site.library.parties.name
        lang = self.settings.language
        return [Category(self._scheme("parties"), code, name(code, lang)) for code in codes]


def published(record: Record) -> EdtfDate | None:
    """The day the record went online; for a record that does not say, the day it was coded."""
    if isinstance(record, Analysis) or record.published is not None:
        return record.published
    return record.coding.date if record.coding else None


def updated(record: Record) -> EdtfDate | None:
    """The last day on which the desk published or changed the record, if any is known."""
    days = [published(record)]
    if isinstance(record, Analysis):
        days += [record.updated, *(one.date for one in record.corrections)]
    else:
        days += [change.date for change in record.changes]
    return max((day for day in days if day is not None), key=lambda day: day.first, default=None)


def _recency(record: Record) -> tuple[date, tuple[tuple[int, int, int, str], str]]:
    day = published(record)
    return (day.first if day else date.min, record.order)


def _midnight(day: EdtfDate) -> datetime:
    return datetime.combine(day.first, time(), UTC)


def _facts(view: View, act: Agreement) -> list[tuple[str, str]]:
    """Label and words of what a reader asks first; a blank says which kind of blank it is."""
    rows = [("Instrument", _coded(view, "instruments", act.instrument))]
    for name, label in DATE_LABELS.items():
        fact: Fact[EdtfDate | Blank] | None = getattr(act.dates, name)
        if fact is not None:
            rows.append((label, view.date_text(fact.value) + _disputed(fact)))
    rows.append(("Status", _coded(view, "statuses", act.status)))
    text = act.text
    availability = view.label("text_availability", text.availability) if text else "Not coded"
    return [*rows, ("Text", availability)]


def _coded(view: View, section: str, fact: Fact[str] | None) -> str:
    if fact is None:
        return "Not coded"
    return view.label(section, str(fact.value)) + _disputed(fact)


def _disputed(fact: Fact[str] | Fact[EdtfDate | Blank]) -> str:
    return " (sources disagree)" if fact.conflict else ""


def _sources(view: View, act: Agreement) -> list[Shown]:
    outlets = view.library.outlets
    return [
        {
            "title": source.title,
            "href": source.url,
            "outlet": outlets[source.outlet].name if source.outlet else None,
            "date": view.date_text(source.published) if source.published else None,
            "checkable": source.checkable,
        }
        for source in act.sources
    ]
