"""What every page that gathers records shares: head, acts as a table, briefings, feeds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.outputs import lists
from tessera.outputs.cards.of import Named
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.pages.schema import Node
from tessera.outputs.rows import rows
from tessera.outputs.search.found import KINDS, NOWHERE, Found
from tessera.outputs.site import Site
from tessera.outputs.view import Shown


def hub_page(
    site: Site,
    address: str,
    *,
    index: tuple[str, str],
    kind: str,
    title: str,
    description: str,
    acts: Iterable[Agreement],
    template: str = "hub.html",
    analyses: Sequence[Analysis] = (),
    card: Callable[[], Named] | None = None,
    data: bool = False,
    lede: str | None = None,
    also: Iterable[str] = (),
    found: bool = True,
    more: str | None = lists.NAME,
    subject: Sequence[Node] = (),
    **context: Any,
) -> Drawn:
    """The page at `address` (`countries/irn/`).

    `index` is the label and address of the index that lists it, `kind` a word for what it is;
    `also` are other names under which readers look for it, `found` is whether the search offers it
    beside the records that it lists; `more` is where the rows of a very
    long list go on.
    """
    uri = f"{address}index.html"
    view = view_of(site, uri)
    page = Page(
        uri, template,
        title=title,
        description=description,
        card=card,
        hub=address,
        data="index.json" if data else None,
        subject=subject,
        found=Found(
            view.say(KINDS[address.split("/", maxsplit=1)[0]]), head_only=True, titles=(title, *also)
        ) if found else NOWHERE,
    )  # fmt: skip
    trail: list[Shown] = [
        view.home(),
        {"label": index[0], "href": view.href(index[1])},
        {"label": title},
    ]
    rowed = rows(view, acts)
    given: dict[str, Any] = {
        "stats": [], "partners": [], "timeline": [], "undated": [], "shared": [], "definition": None,
        "aligns": [], "notes": [], "memberships": [], "cited": [], "earlier": None, "later": None,
        "empty": "", "flag": None, "acts_title": view.say("Agreements"), "grid": None, "arrivals": None, "ring": None, "bundle": [],
        "sheet": "sheet/" if address.split("/", maxsplit=1)[0] in ("countries", "pairs") and rowed else None,
    }  # fmt: skip
    return draw(
        site, page, view,
        trail=trail,
        kind=kind,
        index=trail[1],
        lede=lede,
        rows=rowed,
        more=more,
        analyses=[view.briefing(one) for one in reversed(analyses)],
        **{**given, **context},
    )  # fmt: skip
