"""A party's page: its acts, its partners, its memberships. A party with nothing says so."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from tessera.content.parties import all_codes
from tessera.outputs import words
from tessera.outputs.cards import of as cards
from tessera.outputs.charts import ego
from tessera.outputs.feeds import calendar, opml
from tessera.outputs.pages import schema, years
from tessera.outputs.pages.hub import hub_page
from tessera.outputs.pages.page import Drawn, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import follow_through


def keys(site: Site) -> Iterable[str]:
    """Every ISO 3166-1 state, every entry of parties.yml, and every party that has an act."""
    named = {*all_codes(), *site.library.parties.entries, *site.index.by_party}
    return sorted(named)


def uri(site: Site, key: str) -> str:
    """`countries/<code>/`."""
    return f"countries/{key.lower()}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page of the party with this code."""
    library, acts = site.library, site.index.by_party.get(key, ())
    view = view_of(site, uri(site, key))
    name, say = site.name(key), view.say
    nothing = say("No agreement of {party} is on record here.", party=name)
    return hub_page(
        site, f"countries/{key.lower()}/",
        index=(say("Countries and parties"), "countries/"),
        kind=_kind(site, key),
        title=name,
        description=view.plural(
            "{party}: {n} agreement on record, with partners, sources and what followed.",
            "{party}: {n} agreements on record, with partners, sources and what followed.",
            len(acts), party=name,
        ) if acts else nothing,
        acts=acts,
        analyses=site.index.analyses_by_party.get(key, ()),
        card=partial(cards.country, site, key) if acts else None,
        data=bool(acts),
        also=[library.parties.name(key, lang) for lang in site.settings.languages],
        empty=say(
            "{nothing} That says something about this collection, and nothing yet about {party}.",
            nothing=nothing, party=name,
        ),
        flag=view.party(key)["flag"],
        stats=_stats(site, view, key) if acts else [],
        partners=_partners(site, view, key),
        arrivals=years.arrivals(view, key, acts),
        ring=ego.figure(site, key),
        memberships=_memberships(site, view, key),
        bundle=[*bundle(site, view, key)] if acts else [],
        subject=schema.party(site, key),
        notes=[note] if (note := library.parties.note(key)) else [],
    )  # fmt: skip


def bundle(site: Site, view: View, code: str) -> Iterable[Shown]:
    """All feeds of the party at once, and its calendar if anything has a day."""
    yield {
        "label": "OPML",
        "href": view.href(opml.uri(site, code)),
        "type": "text/x-opml",
    }
    if calendar.has(site, code):
        yield {
            "label": view.say("Calendar"),
            "href": view.href(calendar.uri(site, code)),
            "type": calendar.TYPE,
        }


def _kind(site: Site, code: str) -> str:
    """What the party is, where the desk says it. ISO 3166-1 also holds territories."""
    kind = site.library.parties.kind(code)
    return (
        site.wording.say("Party")
        if kind == "state"
        else site.library.vocabulary.label("party_kinds", kind)
    )


def _stats(site: Site, view: View, code: str) -> list[Shown]:
    acts = site.index.by_party[code]
    dated = [act.when.year for act in acts if act.when]
    followed = sum(1 for act in acts if follow_through.beyond_signature(act))
    partners = {other for act in acts for other in act.codes if other != code}
    stats: list[Shown] = [
        {
            "value": len(acts),
            "label": view.plural("agreement on record", "agreements on record", len(acts)),
        },
        {"value": len(partners), "label": view.plural("partner", "partners", len(partners))},
    ]
    if dated:
        stats.append({"value": min(dated), "label": view.say("the earliest on record"),
                      "href": view.href(f"years/{min(dated)}/")})  # fmt: skip
    stats.append(
        {"value": followed, "label": view.say("with a step after the signature on record")}
    )
    return stats


def _partners(site: Site, view: View, code: str) -> list[Shown]:
    """The other parties of its acts, most acts first."""
    partners: dict[str, list[int]] = {}
    counts: dict[str, int] = {}
    for act in site.index.by_party.get(code, ()):
        for other in act.codes:
            if other != code:
                counts[other] = counts.get(other, 0) + 1
                if act.when:
                    partners.setdefault(other, []).append(act.when.year)
    names = {other: site.name(other) for other in counts}
    shown = []
    for other in sorted(counts, key=lambda one: (-counts[one], names[one])):
        first, second = sorted((code, other))
        dated = partners.get(other, [])
        pair = (first, second) in site.index.by_pair
        shown.append({
            **view.party(other),
            "count": counts[other],
            "years": words.years(dated) or view.say("date unknown"),
            "pair": view.pair((first, second)) if pair else None,
        })  # fmt: skip
    return shown


def _memberships(site: Site, view: View, code: str) -> list[Shown]:
    """The unions and blocs that the party belongs to, or the members if it is one."""
    entries = site.library.parties.entries
    shown = []
    for key, entry in entries.items():
        for member in entry.members:
            if code not in (key, member.party):
                continue
            other = member.party if code == key else key
            shown.append({
                **view.party(other),
                "role": "members" if code == key else "member-of",
                "title": view.say("Members") if code == key else view.say("Member of"),
                "when": view.span(member.from_, member.until),
            })  # fmt: skip
    return sorted(shown, key=lambda one: (one["role"], one["name"]))
