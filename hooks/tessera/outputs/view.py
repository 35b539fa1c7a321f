"""A record as templates show it: words, links from one page, and where each fact comes from.

Templates receive small mappings in the shapes that `_components.html` names (link, day, ref); what
is worked out here is worked out once per page. `root` is what leads from the page to the site's
root: `../../` on a page, the site's address in a feed.
"""

from __future__ import annotations

from typing import Any

from tessera.content.agreement import Agreement, Outcome, SourceItem
from tessera.content.analysis import Analysis
from tessera.content.dates import EdtfDate
from tessera.content.fields import Blank, Fact
from tessera.outputs import words
from tessera.outputs.edits import Edit
from tessera.outputs.hubs import pair_address
from tessera.outputs.site import Site
from tessera.wording import mark

Shown = dict[str, Any]
DATE_LABELS = {
    "signed": mark("Signed"),
    "announced": mark("Announced"),
    "reported": mark("Reported"),
    "approved": mark("Draft approved"),
    "initialled": mark("Initialled"),
    "ratified": mark("Ratified"),
    "provisional": mark("Applied provisionally"),
    "in_force": mark("In force"),
    "expires": mark("Expires"),
    "terminated": mark("Terminated"),
    "inferred": mark("Inferred by the desk"),
}
OUTCOMES = {
    "came": mark("It came"),
    "did-not-come": mark("It did not come"),
    "unclear": mark("Unclear"),
}


def root_of(uri: str) -> str:
    """What leads from the page at `uri` to the site's root, ending in `/`."""
    return "../" * uri.count("/") or "./"


class View:
    """The words and links of one page."""

    def __init__(self, site: Site, root: str) -> None:
        self.site, self.root = site, root
        self.library = site.library
        self.label = site.library.vocabulary.label
        self.lang = site.settings.language
        self.wording, self.name = site.wording, site.name
        self.say, self.plural, self.sense = (
            site.wording.say,
            site.wording.plural,
            site.wording.sense,
        )

    def home(self) -> Shown:
        """The first step of every trail."""
        return {"label": self.say("Home"), "href": self.href("")}

    def href(self, address: str) -> str:
        """An address from the site's root, as this page links to it."""
        return self.root + address

    def method(self, section: str) -> str | None:
        """Where the desk explains how it works out something; None where it has no such page."""
        return self.href(f"methodology/#{section}") if "methodology/" in self.site.docs else None

    # --- values --------------------------------------------------------------------------------

    def day(self, value: EdtfDate | Blank | None) -> Shown | None:
        """The shape `day`; None where nothing was coded."""
        if isinstance(value, EdtfDate):
            return {"text": words.date(value, self.wording), "iso": value.plain}
        return {"blank": str(value)} if value else None

    def date_text(self, value: EdtfDate | Blank | None) -> str:
        """A date or blank as words."""
        if isinstance(value, EdtfDate):
            return words.date(value, self.wording)
        return self.label("blanks", str(value)) if value else self.say("Not coded")

    def term(self, section: str, code: str) -> Shown:
        """A code's label as a link to its own page, or to its entry in the codebook."""
        entry = section if code in self.library.vocabulary.sections[section] else "blanks"
        own_page = section in ("pillars", "instruments")
        address = f"{section}/{code}/" if own_page else f"codebook/#{entry}-{code}"
        return {"label": self.label(section, code), "href": self.href(address)}

    def span(self, since: EdtfDate | None, until: EdtfDate | None) -> str:
        """`since June 2001, until 2016`, as far as either is known."""
        told = (
            self.say("since {date}", date=self.date_text(since)) if since else "",
            self.say("until {date}", date=self.date_text(until)) if until else "",
        )
        return ", ".join(filter(None, told))

    # --- parties -------------------------------------------------------------------------------

    def party(self, code: str) -> Shown:
        """The shape `party`: name, page and flag."""
        lower = code.lower()
        return {
            "name": self.name(code),
            "href": self.href(f"countries/{lower}/"),
            "flag": self.href(f"assets/flags/{lower}.svg") if lower in self.site.flags else None,
        }

    def parties(self, agreement: Agreement) -> list[Shown]:
        """The distinct parties, in the order of the record."""
        codes = dict.fromkeys(party.country for party in agreement.parties)
        return [self.party(code) for code in codes]

    def names(self, agreement: Agreement) -> str:
        """`Belarus and Iran`; the first three of more, and how many others."""
        codes = list(dict.fromkeys(party.country for party in agreement.parties))
        names = [self.name(code) for code in codes]
        if len(names) > 4:
            names = [*names[:3], self.plural("{n} other", "{n} others", len(names) - 3)]
        return self.wording.listed(names)

    def pair(self, pair: tuple[str, str]) -> Shown:
        """The shape `link` for a pair's page."""
        return {
            "label": self.site.pair_name(pair),
            "href": self.href(pair_address(pair)),
        }

    # --- agreements ----------------------------------------------------------------------------

    def act(self, agreement: Agreement) -> Shown:
        """The shape `link` for an agreement."""
        return {"label": agreement.title, "href": self.href(f"agreements/{agreement.id}/")}

    def when(self, agreement: Agreement) -> str:
        """`Signed 19 June 2026`, `In force 14 July 1995`, or that no date is known."""
        if agreement.dates.chronology is None:
            return self.say("Date unknown")
        name, value = agreement.dates.chronology
        return self.say(
            "{event} {date}",
            event=self.say(DATE_LABELS[name]),
            date=words.date(value, self.wording),
        )

    def summary(self, agreement: Agreement) -> str:
        """What an agreement is in a line, where nobody wrote one."""
        return self.say(
            "{instrument}, {parties}. {date}.",
            instrument=self.instrument(agreement),
            parties=self.names(agreement),
            date=self.when(agreement),
        )

    def instrument(self, agreement: Agreement) -> str:
        """The instrument's label, or that it is not known."""
        return self.site.instrument_name(str(agreement.instrument.value))

    def chips(self, agreement: Agreement) -> list[Shown]:
        """The pillars as compact links."""
        terms = self.library.vocabulary.sections["pillars"]
        return [
            {**self.term("pillars", code), "sensitive": terms[code].sensitive}
            for code in (agreement.pillars.items if agreement.pillars else ())
        ]

    def entry(self, agreement: Agreement) -> Shown:
        """An agreement in a short list."""
        return {
            "title": agreement.title,
            "href": self.href(f"agreements/{agreement.id}/"),
            "kicker": self.instrument(agreement),
            "date": {"text": self.when(agreement)},
            "parties": self.parties(agreement),
            "pillars": self.chips(agreement),
        }

    def tongue(self, lang: str | None) -> Shown:
        """What marks words in a language that may not be the page's: `lang` and `dir`, or two Nones."""
        return {"lang": lang, "dir": words.direction(lang) if lang else None}

    def briefing(self, analysis: Analysis) -> Shown:
        """An analysis in a short list."""
        return {
            "title": analysis.title,
            "href": self.href(f"analyses/{analysis.id}/"),
            "kicker": self.label("analysis_kinds", analysis.kind),
            "date": self.day(analysis.published),
            "standfirst": analysis.standfirst,
            **self.tongue(analysis.lang),
        }

    def edit(self, one: Edit) -> Shown:
        """A change of a record, with the record."""
        withdrawn = one.kind == "withdrawn"
        return {
            "link": {"label": one.title, "href": self.href(one.address)},
            "date": self.day(one.date),
            "kind": "correction" if withdrawn else one.kind,
            "kind_label": self.say("Withdrawn")
            if withdrawn
            else self.label("change_kinds", one.kind),
            "what": one.what,
        }

    # --- where a fact comes from ---------------------------------------------------------------

    def refs(self, agreement: Agreement, *names: str | None) -> list[Shown]:
        """The shape `ref` for sources of the record, numbered as on its page."""
        numbers = {source.id: n for n, source in enumerate(agreement.sources, 1)}
        return [
            {
                "n": numbers[name],
                "href": f"#source-{name}",
                "label": self.outlet_name(agreement.source_by_id[name]),
            }
            for name in dict.fromkeys(filter(None, names))
        ]

    def outlet_name(self, source: SourceItem) -> str:
        """Who published the source, or what it calls itself."""
        if source.outlet is not None:
            return self.library.outlets[source.outlet].name
        return source.title or source.url or source.id

    def origin(self, agreement: Agreement, source: str | None, as_of: EdtfDate | None) -> Shown:
        """Where a field comes from and as of when.

        Without a source of its own it rests on the record's sources together, and without a day
        of its own it is as the desk coded it.
        """
        coded = agreement.coding.date if agreement.coding else None
        every = [one.id for one in agreement.sources]
        return {
            "sources": self.refs(agreement, *([source] if source else every)),
            "together": source is None and len(every) > 1,
            "as_of": self.day(as_of or coded),
        }

    def outcome(self, agreement: Agreement, outcome: Outcome | None) -> Shown | None:
        """What became of something foreseen; None while nobody can say."""
        if outcome is None:
            return None
        return {
            "words": self.say(OUTCOMES[outcome.value]),
            "date": self.day(outcome.date),
            "sources": self.refs(agreement, outcome.source),
            "note": outcome.note,
        }

    def fact(self, agreement: Agreement, fact: Fact[Any] | None, say: Any) -> Shown:
        """The arguments of `fact_row` for a field: `say(value)` words one value."""
        if fact is None:
            return {"blank_code": "uncoded"}
        shown: Shown = {
            **self.origin(agreement, fact.source, fact.as_of),
            "note": fact.note,
            "basis": self.label("bases", fact.basis).lower() if fact.basis else None,
        }
        blank = fact.blank
        if blank is not None:
            shown["blank_code"] = blank
        else:
            shown["value"] = say(fact.value)
        shown["conflict"] = [
            {**({"blank": str(one.value)} if isinstance(one.value, Blank)
                else {"value": say(one.value)}),
             "sources": self.refs(agreement, one.source)}
            for one in fact.values if not one.chosen
        ]  # fmt: skip
        return shown
