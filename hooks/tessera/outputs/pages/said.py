"""Said, unsaid, unseen: what a record can tell of the agreement's own words.

Only a text that was seen can be silent. While it has not been seen, what it is reported to contain
is labelled so, and everything else is unseen, which is not the same as absent.
"""

from __future__ import annotations

from tessera.content.agreement import Agreement
from tessera.outputs.view import Shown, View
from tessera.wording import mark

SEEN = ("full", "partial")
_HEADINGS = {
    "full": (mark("The text says"), mark("Looked for in it and not found")),
    "partial": (mark("The part seen says"), mark("Looked for in that part and not found")),
}
_UNREAD = (mark("It is reported to cover"), mark("Looked for and not found"))


def columns(view: View, act: Agreement) -> Shown:
    """The three columns, with headings that fit whether the text was seen."""
    availability = act.text.availability if act.text else "unknown"
    says, silent = _HEADINGS.get(availability, _UNREAD)
    return {
        "labels": (view.say(says), view.say(silent), view.say("Not seen")),
        "said": _said(view, act),
        "unsaid": [claim.says for claim in act.claims if claim.modality == "absence"]
        + _no_commitments(view, act),
        "unseen": _unseen(view, act),
    }


def _said(view: View, act: Agreement) -> list[str]:
    lines = []
    for code, pillar in (act.pillars.items if act.pillars else {}).items():
        label = view.label("pillars", code)
        worded = pillar.as_worded
        same = worded is None or worded.lower() == label.lower()
        lines.append(label if same else view.say("{label}: “{words}”", label=label, words=worded))
    for one in act.commitments.items if act.commitments else ():
        detail = one.detail or " ".join(filter(None, (one.quantity, one.unit)))
        label = view.label("commitments", one.type)
        lines.append(view.say("{label}: {words}", label=label, words=detail) if detail else label)
    return lines


def _no_commitments(view: View, act: Agreement) -> list[str]:
    if act.commitments is not None and act.commitments.blank == "none":
        return [
            view.say(
                "No commitment to anything that could later be counted; the text was read for one."
            )
        ]
    return []


def _unseen(view: View, act: Agreement) -> list[str]:
    lines = []
    availability = act.text.availability if act.text else "unknown"
    if availability == "partial":
        lines.append(view.say("The rest of the text: only a part was seen."))
    elif availability == "summary":
        lines.append(view.say("The text itself: only a summary was seen."))
    elif availability == "unknown":
        lines.append(
            view.say(
                "The text itself, and whether it is public. What it leaves out cannot be known."
            )
        )
    elif availability not in SEEN:
        label = view.label("text_availability", availability).lower()
        lines.append(
            view.say(
                "The text itself ({availability}). What it leaves out cannot be known.",
                availability=label,
            )
        )
    if act.commitments is None or act.commitments.blank in ("not-public", "unknown"):
        lines.append(view.say("Whether it commits anyone to a budget, a quota, a body or a date."))
    return lines
