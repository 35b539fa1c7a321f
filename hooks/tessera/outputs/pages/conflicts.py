"""Where sources disagree, record by record: the values told, and the claims that are contradicted."""

from __future__ import annotations

from collections.abc import Iterable

from tessera.content.agreement import Agreement
from tessera.outputs.pages import facts
from tessera.outputs.pages.page import Drawn, Page, draw, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import evidence

MOST = 100
"""Records shown, the newest; the tables to download hold every claim with its evidence."""


def keys(site: Site) -> Iterable[str]:
    """One page."""
    return ("conflicts",)


def uri(site: Site, key: str) -> str:
    """`conflicts/`."""
    return "conflicts/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page: every disagreement that the records hold, newest act first."""
    view = view_of(site, uri(site, key))
    acts = [act for act in site.bare.library.agreements.values() if evidence.disputed(act)]
    lede = view.say(
        "Where sources differ the site keeps both and says which one it went by. A conflict is worth "
        "more than a smooth record: it shows what could be checked."
    )
    page = Page(uri(site, key), "conflicts.html", title=view.say("Conflicts"), description=lede)
    return draw(
        site, page, view,
        lede=lede,
        trail=[view.home(), {"label": view.say("Conflicts")}],
        records=[_record(view, view.site.whole(act)) for act in acts[: -MOST - 1 : -1]],
        disputed=len(acts),
        total=len(site.library.agreements),
    )  # fmt: skip


def _record(view: View, act: Agreement) -> Shown:
    link = view.act(act)

    def there(refs: Iterable[Shown]) -> list[Shown]:
        """Pointers to the sources on the record's own page."""
        return [{**one, "href": link["href"] + one["href"]} for one in refs]

    return {
        **link,
        "when": view.when(act),
        "names": view.names(act),
        "facts": [
            {**row, "as_of": None, "sources": there(row["sources"]),
             "conflict": [{**one, "sources": there(one["sources"])} for one in row["conflict"]]}
            for row in facts.rows(view, act) if row.get("conflict")
        ],
        "claims": [
            {
                "says": claim.says,
                "href": f"{link['href']}#claim-{claim.id}",
                **{
                    bears: there(view.refs(act, *(
                        one.source for one in claim.evidence if one.bears == bears)))
                    for bears in ("supports", "contradicts")
                },
            }
            for claim in act.claims if evidence.contradicted(claim)
        ],
    }  # fmt: skip
