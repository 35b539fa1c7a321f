"""The page of one agreement: what is known, from which source, as of when, and what is not."""

from __future__ import annotations

from functools import partial
from typing import Any

from tessera.content.agreement import Agreement, Claim
from tessera.content.dates import parse
from tessera.outputs import words
from tessera.outputs.cards import of as cards
from tessera.outputs.data import record_json
from tessera.outputs.pages import cite, expected, facts, place, said, schema, sources, standing
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.search.found import Found
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import evidence, follow_through
from tessera.pattern.likeness import LookAlikes
from tessera.wording import mark

keys = record_json.agreements


def uri(site: Site, key: str) -> str:
    """`agreements/<id>/`."""
    return f"agreements/{key}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page of the agreement with this id."""
    act = site.library.agreements[key]
    view = view_of(site, uri(site, key))
    sections = _sections(site, act)
    alike = LookAlikes(act, site.index)
    page = Page(
        uri(site, key),
        "agreement.html",
        title=act.title,
        description=act.summary or view.summary(act),
        card=partial(cards.agreement, site, act),
        hub=f"pairs/{'-'.join(act.codes).lower()}/" if act.pairs else f"countries/{act.codes[0].lower()}/",
        data="index.json",
        source=act.path,
        kind="article",
        found=Found(
            view.say("Agreement"),
            view.names(act),
            str(act.when.year) if act.when else "",
            titles=tuple(one.text for one in act.other_titles),
        ),
        published=act.published.plain if act.published else None,
        modified=max((str(change.date.plain) for change in act.changes), default=None),
        toc=[{"href": f"#{anchor}", "label": label} for anchor, label in sections],
        subject=schema.agreement(site, act),
        cited=cite.agreement(site, act),
    )  # fmt: skip
    return draw(
        site, page, view,
        act=act,
        sections=dict(sections),
        trail=_trail(view, act),
        tongue=view.tongue(act.title_lang),
        titles=[_title(view, one) for one in act.other_titles],
        parties=[_party(view, party) for party in act.parties],
        facts=list(facts.rows(view, act)),
        pillars=facts.pillars(view, act),
        pillars_blank=facts.blank(act.pillars),
        commitments=facts.commitments(view, act),
        commitments_blank=facts.blank(act.commitments),
        said=said.columns(view, act),
        usual=standing.usual(view, act, alike),
        claims=[_claim(view, act, claim) for claim in act.claims],
        ladder=_ladder(view, act),
        events=_events(view, act),
        expected=expected.expected(view, act),
        ending=expected.ending(view, act),
        watch=[
            {"what": one.what, "by": view.day(one.by), "outcome": view.outcome(act, one.outcome)}
            for one in act.watch
        ],
        place=place.place(view, act),
        standing=standing.sentences(view, act),
        alike=standing.alike(view, alike),
        relations=place.relations(view, act),
        analyses=[view.briefing(one) for one in site.index.analyses_of.get(act.id, ())],
        sources=sources.items(view, act),
        voices=sources.voices(view, act),
        changes=_changes(view, act),
    )  # fmt: skip


def _sections(site: Site, act: Agreement) -> list[tuple[str, str]]:
    """Anchor and label of each part that this record has, in reading order."""
    say = site.wording.say
    parts = [("facts", say("Facts")), ("pillars", say("Pillars")), ("said", say("Said and unsaid"))]
    if act.claims:
        parts.append(("claims", say("Claims")))
    parts.append(("follow-through", say("What followed")))
    parts.append(("place", say("Where this tile sits")))
    if act.id in site.index.analyses_of:
        parts.append(("analyses", say("Briefings")))
    return [*parts, ("sources", say("Sources")), ("history", say("Record"))]


def _trail(view: View, act: Agreement) -> list[Shown]:
    trail = [
        view.home(),
        {"label": view.say("Agreements"), "href": view.href("agreements/")},
    ]
    if act.pairs:
        trail.append(view.pair(act.pairs[0]))
    return [*trail, {"label": words.cut(act.title, 60)}]


def _title(view: View, one: Any) -> Shown:
    return {
        "lang": one.lang,
        "lang_label": words.language(one.lang, view.lang),
        "dir": words.direction(one.lang),
        "text": one.text,
        "translated": one.translated,
    }


def _party(view: View, party: Any) -> Shown:
    certainty = party.certainty
    return {
        **view.party(party.country),
        "body": party.body,
        "certainty": None if certainty in (None, "certain")
        else view.label("certainties", certainty).lower(),
        "note": party.note,
    }  # fmt: skip


BEARS = {
    "supports": mark("Supported by"),
    "contradicts": mark("Contradicted by"),
    "mentions": mark("Mentioned by"),
}
ABOUT = {
    "commitments": mark("about the commitments"),
    "dates": mark("about the dates"),
    "duration": mark("about the duration"),
    "follow_through": mark("about what followed"),
    "instrument": mark("about the instrument"),
    "level": mark("about the level"),
    "parties": mark("about the parties"),
    "pillars": mark("about the pillars"),
    "place": mark("about the place"),
    "relations": mark("about the relations"),
    "status": mark("about the status"),
    "text": mark("about the text"),
}


def _about(view: View, field: str) -> str:
    """The field that a claim bears on, in words."""
    return view.say(ABOUT[field]) if field in ABOUT else view.say("about {field}", field=field)


def _claim(view: View, act: Agreement, claim: Claim) -> Shown:
    return {
        "id": claim.id,
        "says": claim.says,
        "about": _about(view, claim.about) if claim.about else None,
        "modality": claim.modality,
        "modality_label": view.label("modalities", claim.modality),
        "confidence": claim.confidence,
        "confidence_label": view.say("{level} confidence", level=view.label("confidences", claim.confidence))
        if claim.confidence else None,
        "as_of": view.day(claim.as_of),
        **_age(view, claim),
        "outcome": view.outcome(act, claim.outcome),
        "borne_out": sources.bearing_out(view, act, claim),
        "evidence": [
            {
                "bears": one.bears,
                "bears_label": view.say(BEARS[one.bears]),
                "ref": view.refs(act, one.source)[0],
            }
            for one in claim.evidence
        ],
        "searched": [
            {"where": one.where, "query": one.query, "lang": one.lang, "date": view.day(one.date),
             "found": one.found}
            for one in claim.searched
        ],
        "note": claim.note,
    }  # fmt: skip


def _age(view: View, claim: Claim) -> Shown:
    """By when the claim is to be looked at again, by the desk's word or by its kind."""
    due = evidence.due(claim)
    return {
        "review_by": view.day(claim.review_by or (parse(due) if due else None)),
        "by_kind": claim.review_by is None,
        "stale": bool(due) and view.site.past(due),
    }


def _ladder(view: View, act: Agreement) -> list[Shown]:
    return [
        {
            "label": view.label("rungs", rung.code),
            "reached": rung.reached,
            "date": view.day(rung.date),
            "ending": rung.code in follow_through.ENDINGS,
        }
        for rung in follow_through.ladder(act)
    ]


def _events(view: View, act: Agreement) -> list[Shown]:
    return [
        {
            "date": view.day(step.date),
            "rung": view.label("rungs", step.rung),
            "what": step.what,
            "sources": view.refs(act, step.source),
            "note": step.note,
        }
        for step in follow_through.steps(act)
    ]


def _changes(view: View, act: Agreement) -> list[Shown]:
    changes = sorted(act.changes, key=lambda change: change.date.order, reverse=True)
    shown = [
        {
            "date": view.day(change.date),
            "kind": change.kind,
            "kind_label": view.label("change_kinds", change.kind),
            "what": change.what,
        }
        for change in changes
    ]
    if act.published:
        shown.append({"date": view.day(act.published), "kind": "published",
                      "kind_label": view.say("Published"), "what": view.say("The record went online.")})  # fmt: skip
    return shown
