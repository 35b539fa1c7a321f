"""`data/agreements.csv`: one row an agreement."""

from __future__ import annotations

from tessera.content.agreement import Agreement
from tessera.outputs.data.table import Cell, Column, OfEach, Table, value
from tessera.outputs.site import Site
from tessera.outputs.view import DATE_LABELS
from tessera.pattern import evidence, expectation

C = Column[Agreement]


def _date(name: str) -> C:
    def get(_: Site, act: Agreement) -> Cell:
        return value(getattr(act.dates, name))

    return C(name, f"{DATE_LABELS[name]}: EDTF date, or a blank.", get)


def _pillars(_: Site, act: Agreement) -> Cell:
    return act.formula or (act.pillars.blank if act.pillars else None)


def _commitments(_: Site, act: Agreement) -> Cell:
    if act.commitments is None:
        return None
    return act.commitments.blank or dict.fromkeys(one.type for one in act.commitments.items)


def _term_by(_: Site, act: Agreement) -> Cell:
    term = expectation.term(act)
    return None if term is None else "stated" if term.stated else "counted"


def _outlets(_: Site, act: Agreement) -> Cell:
    return dict.fromkeys(source.outlet for source in act.sources if source.outlet)


TABLE = Table(
    "agreements",
    "Agreements",
    "One row an agreement. A cell is empty where the field has not been coded; a blank such as "
    "`not-public` or `unknown` is a finding, and never means no.",
    OfEach(lambda act: (act,)),
    (
        C("id", "The permanent id.", lambda _, act: act.id),
        C("title", "Title in the site's language, or in `title_lang`.", lambda _, act: act.title),
        C("title_lang", "The title's language, BCP 47, where it is not the site's.",
          lambda _, act: act.title_lang),
        C("summary", "One or two sentences.", lambda _, act: act.summary),
        C("instrument", "Code of codebook section `instruments`, or a blank.",
          lambda _, act: value(act.instrument)),
        C("binding", "Code of `bindings`, or a blank.", lambda _, act: value(act.binding)),
        C("level", "Code of `levels`, or a blank.", lambda _, act: value(act.level)),
        C("lateralism", "bilateral, plurilateral or domestic, by the number of parties.",
          lambda _, act: act.lateralism),
        C("parties", "The distinct parties, sorted: ISO 3166-1 alpha-3 codes, or keys of the "
          "desk's own.", lambda _, act: act.codes),
        C("pair", "The pair of a bilateral act, `BLR-IRN`.",
          lambda _, act: "-".join(act.pairs[0]) if act.pairs else None),
        *(_date(name) for name in DATE_LABELS),
        C("date", "The best known date that places the act in time, EDTF.",
          lambda _, act: act.when),
        C("date_kind", "Which of the dates that is.",
          lambda _, act: act.dates.chronology[0] if act.dates.chronology else None),
        C("year", "Its year.", lambda _, act: act.when.year if act.when else None, "integer"),
        C("place", "Where it was signed, or a blank.", lambda _, act: value(act.place)),
        C("status", "Code of `statuses`, or a blank.", lambda _, act: value(act.status)),
        C("status_as_of", "The day the status is known for, EDTF.",
          lambda _, act: act.status.as_of if act.status else None),
        C("term", "How long it runs, in words, or a blank.",
          lambda _, act: value(act.duration.term) if act.duration else None),
        C("renewal", "How it is renewed, in words, or a blank.",
          lambda _, act: value(act.duration.renewal) if act.duration else None),
        C("term_ends", "The last day of its term, stated or counted from `term`, ISO 8601.",
          lambda _, act: term.day.isoformat() if (term := expectation.term(act)) else None),
        C("term_ends_by", "stated by a source, or counted by the desk.", _term_by),
        C("text", "Code of `text_availability`: whether its own words can be read.",
          lambda _, act: act.text.availability if act.text else None),
        C("text_url", "Where they can be read.", lambda _, act: act.text.url if act.text else None),
        C("pillars", "The pillar formula: sorted codes of `pillars`, or a blank.", _pillars),
        C("commitments", "The kinds of commitment in it, codes of `commitments`, or a blank.",
          _commitments),
        C("outlets", "Keys of the outlets of its sources.", _outlets),
        C("sources", "How many sources the record names.", lambda _, act: len(act.sources),
          "integer"),
        C("independent_groups", "How many independent voices they are: reprints, items of one "
          "outlet and the outlets of one state count once.",
          lambda site, act: len(evidence.independent_groups(act, site.library)), "integer"),
        C("sides", "Whose side those voices are on: codes of parties, text, third or unknown.",
          lambda site, act: dict.fromkeys(one.side for one in evidence.voices(act, site.library))),
        C("evidence", "The strongest kind of source: legal-text, official-statement or press.",
          lambda _, act: evidence.kind(act)),
        C("confidence", "The coder's confidence, code of `confidences`.",
          lambda _, act: act.coding.confidence if act.coding else None),
        C("coded", "The day of coding, EDTF.", lambda _, act: act.coding.date if act.coding else None),
        C("published", "The day the record went online, EDTF.", lambda _, act: act.published),
        C("url", "The record's page.",
          lambda site, act: site.settings.absolute(f"agreements/{act.id}/")),
        C("tag", "The permanent identity of the record, also in feeds.",
          lambda site, act: site.settings.tag("agreement", act.id)),
    ),
    key=("id",),
)  # fmt: skip
