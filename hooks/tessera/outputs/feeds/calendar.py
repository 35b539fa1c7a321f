"""iCalendar (RFC 5545): ends of terms, reviews and things to watch for, of the site and of each party.

An entry is a whole day, the last one on which the thing may fall, and takes nobody's time. Its UID
follows from the record, the kind and the words; its stamp is the day on which the desk last changed the
record, so that the same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from hashlib import sha256
from itertools import chain

from icalendar import Calendar, Event

from tessera.content.dates import parse
from tessera.content.lookups import Kept
from tessera.outputs import days, due, words
from tessera.outputs.days import Record
from tessera.outputs.due import Due
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

NAME, TYPE = "calendar.ics", "text/calendar"
SITE = f"watch/{NAME}"
_END = b"END:VCALENDAR"


def keys(site: Site) -> Iterable[str]:
    """Each party with something dated, and "" for the whole site."""
    return ("", *(code for code in site.index.by_party if has(site, code)))


def has(site: Site, code: str) -> bool:
    """Whether anything of the party has a day and no answer yet."""
    return any(due.dated(_records(site, code)))


def _records(site: Site, key: str) -> list[Record]:
    library, index = site.library, site.index
    if key:
        return [*index.by_party[key], *index.analyses_by_party.get(key, ())]
    return [*library.agreements.values(), *library.analyses.values()]


def uri(site: Site, key: str) -> str:
    """`watch/calendar.ics`, `countries/irn/calendar.ics`."""
    return f"countries/{key.lower()}/{NAME}" if key else SITE


def make(site: Site, key: str) -> bytes:
    """The calendar."""
    settings = site.settings
    name = site.wording.say("{site}: what to watch", site=settings.site_name)
    if key:
        name = f"{site.name(key)}, {name}"
    made = Calendar()
    made.add("prodid", f"-//{settings.desk}//Tessera//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", name)
    made.add("x-wr-calname", name)
    made.add("url", settings.absolute("watch/"))
    records = {f"{days.folder(one)}/{one.id}": one for one in _records(site, key)}
    head, end, rest = made.to_ical().partition(_END)
    each: Iterable[Events] = (
        (_events(site, one) for one in records.values())
        if key
        else site.library.lasting_each("events", records, partial(_looked_up, site))
    )
    return b"".join([head, *(event for _, event in sorted(chain.from_iterable(each))), end, rest])


Events = list[tuple[tuple[str, str, str, str], bytes]]
"""Entries of a calendar, each after what they are sorted by."""


def _looked_up(site: Site, name: str) -> Events:
    """The entries of the record of this folder and id."""
    folder, _, key = name.partition("/")
    library = site.library
    return _events(site, (library.agreements if folder == "agreements" else library.analyses)[key])


def _events(site: Site, record: Record) -> Events:
    """The entries of a record, which stand in the site's calendar and in each party's."""
    return _once(site).get(
        (days.folder(record), record.id),
        lambda: [
            ((one.day, record.id, one.kind, one.what), _written(site, one))
            for one in due.dated([record])
        ],
    )


@per_site
def _once(site: Site) -> Kept[Events]:
    return Kept(site.library.lookups)


def _written(site: Site, one: Due) -> bytes:
    settings, record = site.settings, one.record
    name = sha256(f"{record.id}\x00{one.kind}\x00{one.what}".encode()).hexdigest()[:20]
    changed = days.updated(record) or parse(settings.tag_year)
    url = settings.absolute(f"{days.folder(record)}/{record.id}/")
    day = date.fromisoformat(one.day)
    event = Event()
    event.add("uid", f"{name}@{settings.tag_host}")
    event.add("dtstamp", datetime.combine(changed.first, time(), UTC))
    event.add("dtstart", day)
    if day < date.max:
        event.add("dtend", day + timedelta(days=1))
    kind = site.wording.say(one.kind)
    event.add("summary", f"{kind}: {words.cut(record.title, 120)}")
    by = site.wording.say("By {date}.", date=words.date(one.by, site.wording)) if one.by else ""
    event.add("description", f"{one.words(site.wording)} {by}".strip() + f"\n{url}")
    event.add("url", url)
    event.add("categories", [kind])
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    return bytes(event.to_ical())


PRODUCERS = (Producer("calendars", keys, uri, make),)
