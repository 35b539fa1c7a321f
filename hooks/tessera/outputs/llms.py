"""`llms.txt`: where a program that reads the site should begin (https://llmstxt.org)."""

from __future__ import annotations

from collections.abc import Iterator

from tessera.outputs.pages import twin
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.wording import IN_ENGLISH

URI = "llms.txt"
NEWEST = 50
"""Briefings that the list names; the index of briefings has them all."""
FIRST = (
    ("pattern/", "The pattern", "what the records have in common, and what cannot be said"),
    ("coverage/", "Coverage", "where the desk looked, and where the records are too thin to count"),
    ("codebook/", "Codebook", "what every code means"),
    ("data/", "Data", "all records as CSV, JSON Lines, Parquet and SQLite"),
)
LISTS = (
    ("agreements/", "Agreements", "every record"),
    ("countries/", "Countries and parties", "who signs"),
    ("pairs/", "Pairs", "who signs with whom"),
    ("pillars/", "Pillars", "fields of cooperation"),
    ("years/", "Years", "when"),
)
MORE = (
    ("conflicts/", "Conflicts", "where sources disagree"),
    ("watch/", "Watch", "what is due, and what is overdue"),
    ("changes/", "Changes", "what was corrected"),
    ("outlets/", "Outlets", "who publishes the sources"),
    ("feeds/", "Feeds", "what can be followed"),
)


def make(site: Site, key: str) -> str:
    """The list. Every address in it leads to Markdown."""
    settings = site.settings
    about = (
        " ".join(settings.site_description.split())
        or "Agreements between states, from public sources."
    )
    blanks = ", ".join(f"`{code}`" for code in site.library.vocabulary.sections["blanks"])
    lines = [
        f"# {settings.site_name}",
        f"> {about}",
        (f"{IN_ENGLISH.plural('{n} agreement', '{n} agreements', len(site.library.agreements))} on record. A record "
        "says what its sources say, and as of when. A field with one of the "
        f"blanks {blanks} is a finding and never means no; a field that is not there was not coded. The "
        f"records are a collection, not a census. Each page is also there as Markdown: its address with "
        f"`{twin.NAME}` after it. Licence of words and data: {settings.content_license}, "
        f"{settings.content_license_url}."),
        "## Start here", "\n".join(_links(site, FIRST)),
        "## Briefings", "\n".join(_briefings(site)) or "None yet.",
        "## Lists", "\n".join(_links(site, LISTS)),
        "## Optional", "\n".join(_links(site, MORE)),
    ]  # fmt: skip
    return "\n\n".join(lines) + "\n"


def _links(site: Site, pages: tuple[tuple[str, str, str], ...]) -> Iterator[str]:
    for address, title, about in pages:
        yield f"- [{title}]({site.settings.absolute(address)}{twin.NAME}): {about}"


def _briefings(site: Site) -> Iterator[str]:
    newest = sorted(site.library.analyses.values(), key=lambda one: one.order, reverse=True)
    for one in newest[:NEWEST]:
        address = site.settings.absolute(f"analyses/{one.id}/{twin.NAME}")
        yield f"- [{twin.escaped(one.title)}]({address}): {twin.escaped(one.standfirst)}"


TEXT = Producer("llms.txt", lambda _: (URI,), lambda _, key: key, make)
