"""The draft of a briefing: what its records hold, in the order in which a briefing tells it.

Everything in it is taken from the records, to be rewritten by somebody who thinks. It is a draft, so
that no build publishes it before its author takes `draft: true` out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tessera.content import yaml_text
from tessera.content.agreement import Agreement
from tessera.outputs.pages import place, said, standing
from tessera.outputs.site import Site
from tessera.outputs.view import View

_MARKUP = {ord(char): f"&#{ord(char)};" for char in "&\\`*_[]{}<>|"}
"""What could be markup, as HTML writes a character that is none."""


def text(
    site: Site, acts: Sequence[Agreement], *, title: str, standfirst: str, authors: Sequence[str], kind: str,
    today: str,
) -> str:  # fmt: skip
    """The Markdown of the draft. `today` (ISO) is the day on which its facts are known."""
    view = View(site, "")
    columns = [said.columns(view, act) for act in acts]
    front: dict[str, Any] = {
        "title": title,
        "standfirst": standfirst,
        "authors": [{"name": name} for name in authors],
        "published": today,
        "as_of": today,
        "kind": kind,
        "agreements": [act.id for act in acts],
        "countries": list(dict.fromkeys(code for act in acts for code in act.codes)),
        "provenance": [*_provenance(view, acts)],
        "said": _once(line for one in columns for line in one["said"]),
        "unsaid": _once(line for one in columns for line in (*one["unsaid"], *one["unseen"])),
        "draft": "true",
    }
    filled = {name: value for name, value in front.items() if value}
    return f"---\n{yaml_text.write(filled)}---\n" + "\n\n".join(_body(view, acts, columns)) + "\n"


def _provenance(view: View, acts: Iterable[Agreement]) -> Iterator[dict[str, str]]:
    for act in acts:
        for source in act.sources:
            role = (
                view.label("source_roles", source.role) if source.role else "Source of the record"
            )
            yield {"source": f"{act.id}#{source.id}", "use": f"{role}."}


def _body(
    view: View, acts: Sequence[Agreement], columns: Sequence[dict[str, Any]]
) -> Iterator[str]:
    yield "## What is known"
    for act in acts:
        known = f"[[{act.id}|{_plain(act.title)}]]: {view.names(act)}. {view.when(act)}."
        yield f"{known} {_plain(act.summary)}" if act.summary else known
        yield from _list(f"{claim.says} ({view.label('modalities', claim.modality).lower()})"
                         for claim in act.claims if claim.modality != "absence")  # fmt: skip
    yield "## What it does not say"
    yield from _list(_once(line for one in columns for line in (*one["unsaid"], *one["unseen"])))
    yield "## Where it sits"
    for act in acts:
        yield from _list([place.told(view, act), *standing.texts(view, act)])
        for first, second in act.pairs:
            number = len(view.site.index.by_pair.get((first, second), ()))
            yield (f"[[{first}-{second}]] have {{{{ count(parties={first}+{second}, was={number}) }}}} "
                   "acts on record.")  # fmt: skip
    watched = [one.what for act in acts for one in act.watch if one.outcome is None]
    if watched:
        yield "## What to look for"
        yield from _list(watched)


def _list(lines: Iterable[str]) -> Iterator[str]:
    """One list, or nothing."""
    items = [f"- {_plain(line)}" for line in lines]
    if items:
        yield "\n".join(items)


def _plain(line: str | None) -> str:
    """A line of a record as text of Markdown."""
    return " ".join((line or "").split()).translate(_MARKUP)


def _once(lines: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(lines))
