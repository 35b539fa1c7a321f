"""What a list can be narrowed by: the values that its rows have, labelled, counted and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from tessera.outputs import words

if TYPE_CHECKING:  # the environment that holds this filter is part of what a view stands on
    from tessera.outputs.rows import Row
    from tessera.outputs.view import Shown, View

UNCODED = "uncoded"
"""The code of a field that nobody has coded, so that it can be asked for like any other."""


def facets(rows: Sequence[Row], view: View) -> Shown:
    """The filters of a table of agreements.

    `parties` are options; `selects` are `{name, label, key, options}` where `key` names the data
    attribute of a row; `years` is the first and the last, or None. An option is `{code, label,
    count}`. A filter that could only say the same of every row is left out.
    """
    selects = [
        _select("pillar", view.say("Pillar"), "pi", "pillars", (
            row.pillars for row in rows), view),
        _select("instrument", view.say("Instrument"), "i", "instruments", (
            [row.instrument] for row in rows), view),
        _select("level", view.say("Level"), "l", "levels", ([row.level] for row in rows), view),
        _select("status", view.say("Status"), "s", "statuses", ([row.status] for row in rows), view),
        _select("text", view.say("Text"), "t", "text_availability", ([row.text] for row in rows), view),
    ]  # fmt: skip
    years = [row.year for row in rows if row.year]
    return {
        "parties": _options((row.parties for row in rows), view.name),
        "selects": [one for one in selects if len(one["options"]) > 1],
        "years": (min(years), max(years)) if years and min(years) < max(years) else None,
    }


def _select(
    name: str, label: str, key: str, section: str, values: Iterable[Iterable[str]], view: View
) -> Shown:
    def word(code: str) -> str:
        return view.say("Not coded") if code == UNCODED else view.label(section, code)

    return {"name": name, "label": label, "key": key, "options": _options(values, word)}


def _options(values: Iterable[Iterable[str]], label: Callable[[str], str]) -> list[Shown]:
    counts = Counter(code for codes in values for code in codes)
    options = [{"code": code, "label": label(code), "count": n} for code, n in counts.items()]
    return sorted(options, key=lambda one: (words.alphabetical(str(one["label"])), one["code"]))
