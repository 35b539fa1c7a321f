"""The page of one agreement: what is known, from which source, as of when, and what is not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tessera.content.agreement import Agreement, Claim, SourceItem
from tessera.content.dates import EdtfDate
from tessera.outputs import words
from tessera.outputs.cards import of as cards
from tessera.outputs.pages import cite, said
from tessera.outputs.pages.page import Page, render, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import DATE_LABELS, Shown, View
from tessera.pattern import context, evidence, follow_through


def keys(site: Site) -> Iterable[str]:
    """Every agreement's id."""
    return site.library.agreements


def uri(site: Site, key: str) -> str:
    """`agreements/<id>/`."""
    return f"agreements/{key}/index.html"


def make(site: Site, key: str) -> str:
    """The page of the agreement with this id."""
    act = site.library.agreements[key]
    view = view_of(site, uri(site, key))
    place = _place(view, act)
    sections = _sections(site, act)
    page = Page(
        uri(site, key),
        "agreement.html",
        title=act.title,
        description=act.summary or f"{view.instrument(act)}, {view.names(act)}. {view.when(act)}.",
        card=cards.agreement(site, act),
        hub=f"pairs/{'-'.join(act.codes).lower()}/" if act.pairs else f"countries/{act.codes[0].lower()}/",
        data="index.json",
        source=act.path,
        kind="article",
        published=act.published.plain if act.published else None,
        modified=max((str(change.date.plain) for change in act.changes), default=None),
        toc=[{"href": f"#{anchor}", "label": label} for anchor, label in sections],
    )  # fmt: skip
    return render(
        site, page, view,
        act=act,
        sections=dict(sections),
        trail=_trail(view, act),
        titles=[_title(view, one) for one in act.titles],
        parties=[_party(view, party) for party in act.parties],
        facts=list(_facts(view, act)),
        pillars=_pillars(view, act),
        pillars_blank=_blank(act.pillars),
        commitments=_commitments(view, act),
        said=said.columns(view, act),
        claims=[_claim(view, act, claim) for claim in act.claims],
        ladder=_ladder(view, act),
        events=_events(view, act),
        watch=[{"what": one.what, "by": view.day(one.by)} for one in act.watch],
        place=place,
        relations=_relations(view, act),
        analyses=[view.briefing(one) for one in site.index.analyses_of.get(act.id, ())],
        sources=[_source(view, act, n, source) for n, source in enumerate(act.sources, 1)],
        voices=_voices(act),
        citations=cite.agreement(site, act),
        changes=_changes(view, act),
    )  # fmt: skip


def _sections(site: Site, act: Agreement) -> list[tuple[str, str]]:
    """Anchor and label of each part that this record has, in reading order."""
    parts = [("facts", "Facts"), ("pillars", "Pillars"), ("said", "Said and unsaid")]
    if act.claims:
        parts.append(("claims", "Claims"))
    parts.append(("follow-through", "What followed"))
    parts.append(("place", "Where this tile sits"))
    if act.id in site.index.analyses_of:
        parts.append(("analyses", "Briefings"))
    return [*parts, ("sources", "Sources"), ("history", "Record")]


def _trail(view: View, act: Agreement) -> list[Shown]:
    trail = [
        {"label": "Home", "href": view.href("")},
        {"label": "Agreements", "href": view.href("agreements/")},
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


def _blank(part: Any) -> str | None:
    return "uncoded" if part is None else part.blank


def _facts(view: View, act: Agreement) -> Iterable[Shown]:
    """The rows of the facts table, each with its source, day and honest blank."""

    def coded(section: str) -> Any:
        return lambda code: view.label(section, str(code))

    def dated(value: EdtfDate) -> str:
        return words.date(value, view.lang)

    yield {"label": "Instrument", **view.fact(act, act.instrument, coded("instruments"))}
    yield {"label": "Binding", **view.fact(act, act.binding, coded("bindings"))}
    yield {"label": "Level", **view.fact(act, act.level, coded("levels"))}
    for name, label in DATE_LABELS.items():
        fact = getattr(act.dates, name)
        if fact is not None:
            yield {"label": label, **view.fact(act, fact, dated)}
    yield {"label": "Place", **view.fact(act, act.place, str)}
    yield {"label": "Status", **view.fact(act, act.status, coded("statuses"))}
    if act.duration and act.duration.term:
        row = view.fact(act, act.duration.term, str)
        yield {"label": "Term", **row, "note": row.get("note") or act.duration.note}
    yield _text(view, act)
    for one in act.identifiers:
        yield {"label": one.scheme.upper(), "value": one.value}


def _text(view: View, act: Agreement) -> Shown:
    """The row that says whether the agreement's own words can be read."""
    text = act.text
    if text is None:
        return {"label": "Text", "blank_code": "uncoded"}
    row: Shown = {
        "label": "Text",
        **view.origin(act, text.source, text.as_of),
        "note": text.note,
    }
    if text.availability in ("not-public", "unknown"):
        row["blank_code"] = text.availability
    else:
        row["value"] = view.label("text_availability", text.availability)
        row["links"] = [
            {"label": label, "href": url}
            for label, url in (
                ("read the text", text.url),
                ("archived copy", text.archive.url if text.archive else None),
            )
            if url
        ]
    return row


def _pillars(view: View, act: Agreement) -> list[Shown]:
    terms = view.library.vocabulary.sections["pillars"]
    shown = []
    for code, pillar in (act.pillars.items if act.pillars else {}).items():
        sensitive = terms[code].sensitive if pillar.sensitive is None else pillar.sensitive
        shown.append({
            **view.term("pillars", code),
            "as_worded": pillar.as_worded,
            "depth": int(pillar.depth) if pillar.depth else None,
            "depth_label": view.label("depths", pillar.depth).lower() if pillar.depth else "",
            "sensitive": sensitive,
            "note": pillar.note,
            "sources": view.refs(act, pillar.source),
        })  # fmt: skip
    return shown


def _commitments(view: View, act: Agreement) -> Shown:
    coded = act.commitments
    return {
        "blank": _blank(coded),
        "rows": [
            {
                "type": view.label("commitments", one.type),
                "quantity": " ".join(filter(None, (one.quantity, one.unit))),
                "detail": one.detail or one.as_worded or "",
                "deadline": view.date_text(one.deadline) if one.deadline else "",
                "funder": one.funder or "",
                "sources": view.refs(act, one.source),
            }
            for one in (coded.items if coded else ())
        ],
    }


BEARS = {"supports": "Supported by", "contradicts": "Contradicted by", "mentions": "Mentioned by"}


def _claim(view: View, act: Agreement, claim: Claim) -> Shown:
    return {
        "id": claim.id,
        "says": claim.says,
        "about": (claim.about or "").replace("_", " ") or None,
        "modality": claim.modality,
        "modality_label": view.label("modalities", claim.modality),
        "confidence": claim.confidence,
        "confidence_label": f"{view.label('confidences', claim.confidence)} confidence"
        if claim.confidence else None,
        "as_of": view.day(claim.as_of),
        "review_by": view.day(claim.review_by),
        "stale": evidence.overdue(claim, view.site.today),
        "evidence": [
            {
                "bears": one.bears,
                "bears_label": BEARS[one.bears],
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


def _place(view: View, act: Agreement) -> Shown | None:
    """The acts of the same pair before and after, with the gaps between them, in words."""
    found = context.of(act, view.site.index)
    if found is None:
        return None
    chain = [*found.earlier, act, *found.later] if act.when else list(found.later)
    return {
        "pair": view.pair(act.pairs[0]),
        "sentence": _sentence(view, act, found),
        "timeline": timeline(view, chain, here=act.id),
        "undated": [view.act(one) for one in found.undated],
    }


def _sentence(view: View, act: Agreement, found: context.Context) -> str:
    names = view.names(act)
    if act.when is None:
        total = len(found.later) + len(found.undated)
        others = words.number(total, "other act")
        return f"The day of this act is not known, so it cannot be put in order among {others} known between {names}."
    if found.first_known:
        return f"No earlier act between {names} is on record here. That is not to say that there was none."
    if not found.earlier:
        count = words.number(len(found.undated), "undated act")
        return f"No dated act between {names} is on record before it, but {count} may be earlier."
    years = ", ".join(dict.fromkeys(str(one.when.year) for one in found.earlier if one.when))
    last = found.earlier[-1].when
    assert last is not None
    gap_years, gap_months, exact = context.gap(last, act.when)
    gap = words.span(gap_years, gap_months)
    about = "" if exact or gap.startswith("less") else "about "
    position = words.ordinal(len(found.earlier) + 1)
    return (
        f"Not the first: the {position} dated act known between {names}, after {years}; "
        f"{about}{gap} after the one before it."
    )


def timeline(view: View, acts: Iterable[Agreement], here: str = "") -> list[Shown]:
    """Acts in order of time, with a gap said wherever at least two years lie between two."""
    shown: list[Shown] = []
    before: EdtfDate | None = None
    for act in acts:
        if before is not None and act.when is not None:
            years, months, _ = context.gap(before, act.when)
            if years >= 2:
                shown.append({"gap": words.span(years, 0 if years >= 5 else months)})
        before = act.when or before
        shown.append({
            "date": {"text": view.when(act), "iso": act.when.plain if act.when else None},
            "title": act.title,
            "href": view.href(f"agreements/{act.id}/"),
            "kind": view.instrument(act),
            "pillars": [chip["label"] for chip in view.chips(act)],
            "here": act.id == here,
        })  # fmt: skip
    return shown


INVERSE = {
    "implements": "Implemented by",
    "renews": "Renewed by",
    "amends": "Amended by",
    "supersedes": "Superseded by",
    "cites": "Cited by",
    "follows": "Followed by",
    "same-package": "Same package as",
    "same-text-as": "Same text as",
}


def _relations(view: View, act: Agreement) -> list[Shown]:
    library = view.library
    own = [
        (view.label("relations", one.type), library.agreements[one.to], one.note)
        for one in act.relations
        if one.to in library.agreements
    ]
    others = [
        (INVERSE[relation.type], other, relation.note)
        for other, relation in view.site.index.incoming.get(act.id, ())
    ]
    return [
        {"type": label, **view.act(other), "when": view.when(other), "note": note}
        for label, other, note in (*own, *others)
    ]


def _source(view: View, act: Agreement, n: int, source: SourceItem) -> Shown:
    outlet = view.library.outlets.get(source.outlet or "")
    name = outlet.name if outlet else None
    quoted = source.lang if source.title else None
    shown: Shown = {
        "id": source.id,
        "n": n,
        "title": source.title or words.cut(source.url or source.id, 90),
        "href": source.url,
        "outlet": {"label": name, "href": view.href(f"outlets/{source.outlet}/")} if outlet else None,
        "ownership": view.label("ownerships", outlet.ownership) if outlet else None,
        "country": view.library.parties.name(outlet.country) if outlet and outlet.country else None,
        "lang": quoted,
        "dir": words.direction(quoted) if quoted else None,
        "lang_label": words.language(source.lang, view.lang) if source.lang else None,
        "role": view.label("source_roles", source.role) if source.role else None,
        "published": view.day(source.published) if source.published else None,
        "accessed": view.day(source.accessed) if source.accessed else None,
        "archive": {"href": source.archive.url, "date": view.day(source.archive.date)}
        if source.archive else None,
        "checkable": source.checkable,
        "why_not": "The link leads to a channel, not to the item." if source.item == "channel-root"
        else "No address is known." if source.url is None else None,
        "seen": view.label("source_seen", source.seen) if source.seen else None,
        "syndicates": view.refs(act, source.syndicates)[0] if source.syndicates else None,
        "quote": source.quote,
        "note": source.note,
    }  # fmt: skip
    return shown


def _voices(act: Agreement) -> str:
    groups = evidence.independent_groups(act)
    if len(act.sources) == 1:
        return "Everything here rests on one source."
    if len(groups) < len(act.sources):
        return (
            f"{len(act.sources)} sources, but {words.number(len(groups), 'independent voice')}: "
            "reprints count once."
        )
    return f"{len(act.sources)} sources, none of them known to reprint another."


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
                      "kind_label": "Published", "what": "The record went online."})  # fmt: skip
    return shown
