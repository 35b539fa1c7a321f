"""What is known of an agreement: facts, pillars and commitments, each with its honest blanks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tessera.content.agreement import Agreement, Commitment, Commitments, Pillars
from tessera.content.dates import EdtfDate
from tessera.outputs import words
from tessera.outputs.view import DATE_LABELS, Shown, View


def rows(view: View, act: Agreement) -> Iterable[Shown]:
    """The rows of the facts table, each with its source, day and honest blank."""

    def coded(section: str) -> Any:
        return lambda code: view.label(section, str(code))

    def dated(value: EdtfDate) -> str:
        return words.date(value, view.wording)

    yield {"label": view.say("Instrument"), **view.fact(act, act.instrument, coded("instruments"))}
    yield {"label": view.say("Binding"), **view.fact(act, act.binding, coded("bindings"))}
    yield {"label": view.say("Level"), **view.fact(act, act.level, coded("levels"))}
    for name, label in DATE_LABELS.items():
        fact = getattr(act.dates, name)
        if fact is not None:
            yield {"label": view.say(label), **view.fact(act, fact, dated)}
    yield {"label": view.say("Place"), **view.fact(act, act.place, str)}
    yield {"label": view.say("Status"), **view.fact(act, act.status, coded("statuses"))}
    if act.duration:
        term = view.fact(act, act.duration.term, str)
        notes = filter(None, (term.get("note"), act.duration.note))
        yield {"label": view.say("Term"), **term, "note": " ".join(notes) or None}
        if act.duration.renewal:
            yield {"label": view.say("Renewal"), **view.fact(act, act.duration.renewal, str)}
    yield _text(view, act)
    for one in act.identifiers:
        origin = view.origin(act, None, None)
        yield {"label": one.scheme.upper(), "value": one.value, **origin}


def _text(view: View, act: Agreement) -> Shown:
    """The row that says whether the agreement's own words can be read."""
    text = act.text
    if text is None:
        return {"label": view.say("Text"), "blank_code": "uncoded"}
    row: Shown = {
        "label": view.say("Text"),
        **view.origin(act, text.source, text.as_of),
        "note": text.note,
    }
    if text.availability in ("not-public", "unknown"):
        return {**row, "blank_code": text.availability}
    languages = view.wording.listed([words.language(code, view.lang) for code in text.languages])
    label = view.label("text_availability", text.availability)
    archive = text.archive
    return {
        **row,
        "value": view.say("{label}, in {languages}", label=label, languages=languages)
        if languages
        else label,
        "links": [
            {"label": label, "href": url}
            for label, url in (
                (view.say("read the text"), text.url),
                (view.say("archived copy"), archive.url if archive else None),
            )
            if url
        ],
    }


def pillars(view: View, act: Agreement) -> list[Shown]:
    """The pillars as worded, with how far each goes."""
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


def commitments(view: View, act: Agreement) -> list[Shown]:
    """What the text promises that could later be seen to happen."""
    return [
        {
            **view.origin(act, one.source, None),
            "type": view.label("commitments", one.type),
            "said": _promised(one),
            "number": one.quantity if not one.unit else None,
            "deadline": view.day(one.deadline),
            "funder": one.funder,
        }
        for one in (act.commitments.items if act.commitments else ())
    ]


def _promised(one: Commitment) -> str:
    amount = f"{one.quantity} {one.unit}." if one.quantity and one.unit else ""
    worded = f"“{one.as_worded}”" if one.as_worded else ""
    return " ".join(filter(None, (amount, one.detail or worded)))


def blank(part: Pillars | Commitments | None) -> str:
    """The blank that stands where nothing is listed; `uncoded` where the field was left out."""
    return part.blank or "none" if part else "uncoded"
