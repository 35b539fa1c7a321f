"""What a feed carries of one record: the whole of it, with links that work anywhere.

An item is made once for all feeds that list it (entries.py). Its days are the desk's:
`published` is the day the record went online, `updated` the last day on which the desk changed it.
A day known only to the month or year counts from its first day, at midnight UTC. A record without
any day is as old as the desk: a day of the build would tell readers of news at every build.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from functools import partial, singledispatchmethod
from heapq import nlargest
from urllib.parse import urljoin

from markupsafe import Markup

from tessera.content import dates
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.dates import EdtfDate
from tessera.content.lookups import Kept
from tessera.content.markdown import linked
from tessera.outputs import days, words
from tessera.outputs.cards import of as cards
from tessera.outputs.days import Record
from tessera.outputs.edits import Edit
from tessera.outputs.feeds import facts
from tessera.outputs.once import per_site
from tessera.outputs.pages import place, said, standing
from tessera.outputs.site import Site
from tessera.outputs.view import View
from tessera.pattern.index import analysis_parties

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
    """One record in a feed. `title` and `summary` are plain text; `html` is the whole, safe as it is.

    `image` is empty where no cards are drawn.
    """

    tag: str
    url: str
    title: str
    summary: str
    html: str = field(repr=False)
    lang: str
    authors: tuple[Author, ...]
    categories: tuple[Category, ...]
    image: str
    published: datetime | None
    updated: datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """What a feed needs to know of an item that others may have made an entry of already."""

    tag: str
    updated: datetime
    item: Callable[[], Item] = field(repr=False, compare=False)


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
        # Three formats ask one after the other.
        self._newest: Kept[tuple[Listed, ...]] = Kept(site.library.lookups, 1)

    def newest(self, address: str, records: tuple[Record, ...]) -> tuple[Listed, ...]:
        """The latest of the records, newest first, as many as the settings allow."""

        def newest() -> tuple[Listed, ...]:
            latest = map(
                self.site.whole, nlargest(self.settings.feed_items, records, key=days.recency)
            )
            return tuple(
                Listed(self._tag(one), self._updated(one), partial(self.item, one))
                for one in latest
            )

        return self._newest.get(address, newest)

    def edits(self, every: tuple[Edit, ...]) -> tuple[Listed, ...]:
        """The first of the changes, as many as the settings allow."""
        return tuple(
            Listed(self._edit_tag(one), _midnight(one.date), partial(self.edit, one))
            for one in every[: self.settings.feed_items]
        )

    def edit(self, one: Edit) -> Item:
        """The item of one change of a record; its id is the change's own, and not the record's."""
        shown = self.view.edit(one)
        url = shown["link"]["href"]
        of = one.subject
        return Item(
            tag=self._edit_tag(one),
            url=url,
            title=f"{shown['kind_label']}: {one.title}",
            summary=one.what,
            html=self._body("_feed_change.html", change=shown, what=one.what),
            lang=self.settings.language,
            authors=self._authors(of),
            categories=(Category(self._scheme("change_kinds"), one.kind, shown["kind_label"]),),
            image=self._image(of),
            published=_midnight(one.date),
            updated=_midnight(one.date),
        )

    @singledispatchmethod
    def item(self, record: Record) -> Item:
        """The item of one record. Ids are unique over both kinds of record."""
        raise TypeError(record)

    @item.register
    def _agreement(self, act: Agreement) -> Item:
        view = self.view
        summary = act.summary or view.summary(act)
        url = self.settings.absolute(f"agreements/{act.id}/")
        return Item(
            tag=self._tag(act),
            url=url,
            title=act.title,
            summary=summary,
            html=self._agreement_text(act, url, summary),
            lang=self.settings.language,
            authors=self._authors(act),
            categories=(
                *self._categories("pillars", act.formula),
                *self._categories("instruments", [str(act.instrument.value)]),
                *self._parties(act.codes),
            ),
            image=self._image(act),
            published=self._published(act),
            updated=self._updated(act),
        )

    @item.register
    def _analysis(self, one: Analysis) -> Item:
        lang = one.lang or self.settings.language
        url = self.settings.absolute(f"analyses/{one.id}/")
        return Item(
            tag=self._tag(one),
            url=url,
            title=one.title,
            summary=one.standfirst,
            html=self._analysis_text(one, url, lang),
            lang=lang,
            authors=self._authors(one),
            categories=(
                *self._categories("analysis_kinds", [one.kind]),
                *self._parties(analysis_parties(one, self.site.library)),
                *(Category(self._scheme("topics"), topic, topic) for topic in one.topics),
            ),
            image=self._image(one),
            published=self._published(one),
            updated=self._updated(one),
        )

    def _tag(self, record: Record) -> str:
        kind = "agreement" if isinstance(record, Agreement) else "analysis"
        return self.settings.tag(kind, record.id)

    def _edit_tag(self, one: Edit) -> str:
        return self.settings.tag("change", f"{one.record}/{one.name}")

    def _agreement_text(self, act: Agreement, url: str, summary: str) -> str:
        view = self.view
        return self._body(
            "_feed_agreement.html",
            url=url,
            summary=summary,
            place=place.told(view, act),
            standing=standing.texts(view, act),
            parties=[
                {**view.party(party.country), "body": party.body,
                 "certainty": view.label("certainties", party.certainty).lower()
                 if party.certainty not in (None, "certain") else None}
                for party in act.parties
            ],
            facts=facts.rows(view, act),
            said=said.columns(view, act),
            sources=facts.sources(view, act),
        )  # fmt: skip

    def _analysis_text(self, one: Analysis, url: str, lang: str) -> str:
        return self._body(
            "_feed_analysis.html",
            one=one,
            url=url,
            lang=lang,
            dir=words.direction(lang),
            body=Markup(self._portable(one, url)),  # noqa: S704  nh3 made it
            corrections=[
                {"date": self.view.day(change.date), "change": change}
                for change in sorted(one.corrections, key=lambda change: change.date.order)
            ],
        )

    def _body(self, template: str, **context: object) -> str:
        return self.site.templates.get_template(template).render(**context).strip()

    def _portable(self, analysis: Analysis, url: str) -> str:
        """The text as HTML that means the same in a reader: whole addresses, nothing to switch."""
        root = self.settings.absolute("")

        def whole(address: str) -> str:
            return root + address[1:] if address.startswith("/") else urljoin(url, address)

        return linked(_RADIO.sub("", self.site.body(analysis).html), whole)

    def _published(self, record: Record) -> datetime | None:
        day = days.published(record)
        return _midnight(day) if day else None

    def _updated(self, record: Record) -> datetime:
        day = days.updated(record)
        return _midnight(day) if day else self.beginning

    def _authors(self, record: Record | None) -> tuple[Author, ...]:
        if not isinstance(record, Analysis):
            return (Author(self.settings.desk, self.settings.absolute("")),)
        return tuple(
            Author(who.name, f"https://orcid.org/{who.orcid}" if who.orcid else "")
            for who in record.authors
        )

    def _image(self, record: Record | None) -> str:
        """Where the record's card stands; empty where none are drawn."""
        if not self.settings.cards:
            return ""
        if isinstance(record, Agreement):
            return self.settings.absolute(cards.address(self.site, record))
        name, card = (
            cards.analysis(self.site, record) if record is not None else cards.default(self.site)
        )
        return self.settings.absolute(card.uri(name))

    def _scheme(self, section: str) -> str:
        return self.settings.tag("vocabulary", section)

    def _categories(self, section: str, codes: list[str] | tuple[str, ...]) -> list[Category]:
        label = self.site.library.vocabulary.label
        return [Category(self._scheme(section), code, label(section, code)) for code in codes]

    def _parties(self, codes: tuple[str, ...]) -> list[Category]:
        name = self.site.library.parties.name
        lang = self.settings.language
        return [Category(self._scheme("parties"), code, name(code, lang)) for code in codes]


def _midnight(day: EdtfDate) -> datetime:
    return datetime.combine(day.first, time(), UTC)
