"""What can be followed and has no page of its own: changes, corrections, authors, a party's field.

A hub is followed at its own address (hubs.py). A stream's feeds stand under `feeds/`, but for the
changes, which have a page. A *slice* is a party and a pillar: there are many of them, so it is one
Atom feed of summaries.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis, Author
from tessera.outputs.days import Record
from tessera.outputs.edits import CORRECTIONS, Edit, edits
from tessera.outputs.once import per_site
from tessera.outputs.site import Site

CHANGES, CORRECTED = "changes/", "feeds/corrections/"


@dataclass(frozen=True, slots=True)
class Stream:
    """`address` is where its feeds stand, `home` the page to read instead; records or edits."""

    kind: str
    address: str
    title: str
    about: str
    home: str
    records: tuple[Record, ...] = ()
    edits: tuple[Edit, ...] = ()

    def __len__(self) -> int:
        return len(self.records) + len(self.edits)


@per_site
def streams(site: Site) -> Mapping[str, Stream]:
    """Address → stream, for those with feeds in every format."""
    made = [*_edited(site), *_authors(site)]
    return {one.address: one for one in made}


def title(site: Site, address: str) -> str | None:
    """What is followed at the address, hub or stream; None where nothing is."""
    if address == CHANGES:
        return site.wording.say("Changes")
    return site.hubs.title(address)


def _edited(site: Site) -> Iterator[Stream]:
    every = edits(site.library)
    say = site.wording.say
    yield Stream(
        "site", CHANGES, say("Changes"),
        say("What the desk changed in records that were already published, and why. New records are not "
            "in it."), CHANGES, edits=every,
    )  # fmt: skip
    yield Stream(
        "site", CORRECTED, say("Corrections"),
        say("What was wrong and has been put right or withdrawn."), CHANGES,
        edits=tuple(one for one in every if one.kind in CORRECTIONS),
    )  # fmt: skip


def _authors(site: Site) -> Iterator[Stream]:
    works: dict[str, tuple[str, list[Analysis]]] = {}
    for one in site.library.analyses.values():
        for author in one.authors:
            works.setdefault(author_key(author), (author.name, []))[1].append(one)
    for key in sorted(works):
        name, found = works[key]
        yield Stream("author", f"feeds/authors/{key}/", name, site.wording.say("Briefings by {author}, newest first.", author=name),
                     "analyses/", tuple(found))  # fmt: skip


def author_key(author: Author) -> str:
    """The ORCID iD; for an author without one the name in plain letters, or its hash."""
    if author.orcid:
        return author.orcid
    letters = unicodedata.normalize("NFKD", author.name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", letters.lower()).strip("-")
    return plain or sha256(author.name.encode()).hexdigest()[:12]


# --- a party's field ------------------------------------------------------------------------------


def slices(site: Site) -> Iterator[str]:
    """`feeds/irn/education/`, for every party and pillar with an agreement."""
    for code, acts in site.index.by_party.items():
        for pillar in sorted({name for act in acts for name in act.formula}):
            yield slice_address(code, pillar)


def slice_address(code: str, pillar: str) -> str:
    """Where the feed of a party and a pillar stands."""
    return f"feeds/{code.lower()}/{pillar}/"


def slice_of(site: Site, address: str) -> Stream:
    """The stream of a party and a pillar."""
    _, code, pillar, _ = address.split("/")
    code = code.upper()
    name, label = site.name(code), site.library.vocabulary.label("pillars", pillar)
    acts: tuple[Agreement, ...] = tuple(
        act for act in site.index.by_party[code] if pillar in act.formula
    )
    return Stream(
        "slice", address, f"{name}: {label}",
        site.wording.say(
            "Agreements of {party} that name this field: {field}. Newest first, in summary.",
            party=name, field=label,
        ),
        f"agreements/?party={code}&pillar={pillar}", acts,
    )  # fmt: skip
