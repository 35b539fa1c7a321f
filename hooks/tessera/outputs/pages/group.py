"""A named set of parties: its members, and the acts that they signed among themselves."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from tessera.content.further import Member
from tessera.outputs.cards import of as cards
from tessera.outputs.pages.hub import hub_page
from tessera.outputs.pages.page import Drawn, view_of
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View
from tessera.pattern import follow_through, groups


def keys(site: Site) -> Iterable[str]:
    """Every group of groups.yml."""
    return site.library.further.groups


def uri(site: Site, key: str) -> str:
    """`groups/<key>/`."""
    return f"groups/{key}/index.html"


def make(site: Site, key: str) -> Drawn:
    """The page of the group with this key."""
    library, group = site.library, site.library.further.groups[key]
    view = view_of(site, uri(site, key))
    acts = groups.acts(key, library, library.agreements.values())
    members = library.further.members(key, library.parties)
    hub = site.hubs.get(f"groups/{key}/")
    followed = sum(1 for act in acts.among if follow_through.beyond_signature(act))
    return hub_page(
        site, f"groups/{key}/",
        index=(view.say("Groups"), "groups/"),
        kind=view.say("Group"),
        title=group.label,
        description=view.plural(
            "{n} agreement among members of this group. {definition}",
            "{n} agreements among members of this group. {definition}",
            len(acts.among), definition=group.definition,
        ),
        acts=acts.among,
        card=partial(cards.group, site, key),
        analyses=hub.analyses if hub else (),
        definition=group.definition,
        notes=[group.note] if group.note else [],
        stats=[
            {"value": len({one.party for one in members}), "label": view.say("members")},
            {"value": len(acts.among), "label": view.say("agreements among members")},
            {"value": len(acts.outward), "label": view.say("agreements of members with others")},
            {"value": followed, "label": view.say("among members with a step after the signature on record")},
        ],
        memberships=sorted((_member(view, one) for one in members), key=lambda one: str(one["name"])),
        acts_title=view.say("Agreements among members"),
        empty=view.say(
            "No agreement among members of this group is on record here. That says something about "
            "this collection, and nothing yet about the group."
        ),
    )  # fmt: skip


def _member(view: View, member: Member) -> Shown:
    source = member.source
    return {
        **view.party(member.party),
        "role": "members",
        "title": view.say("Members"),
        "when": view.span(member.from_, member.until),
        "source": {"label": source.title or source.url, "href": source.url} if source else None,
    }
