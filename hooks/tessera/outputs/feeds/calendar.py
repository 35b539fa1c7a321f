"""iCalendar (RFC 5545): ends of terms, reviews and things to watch for, of the site and of each party.

An entry is a whole day, the last one on which the thing may fall, and takes nobody's time. Its UID
follows from the record, the kind and the words; its stamp is the day on which the desk last changed the
record, so that the same data give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Calendar, Event

from tessera.content.agreement import Agreement
from tessera.content.dates import parse
from tessera.outputs import days, due, words
from tessera.outputs.days import Record
from tessera.outputs.due import Due
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.pattern.index import analysis_parties

NAME, TYPE = "calendar.ics", "text/calendar"
SITE = f"watch/{NAME}"


@per_site
def dated(site: Site) -> dict[str, list[Due]]:
    """Party → what waits for a day and has no answer yet, in order; under "" all of it."""
    library, found = site.library, dict[str, list[Due]]({"": []})
    waiting = due.dated([*library.agreements.values(), *library.analyses.values()])
    for one in sorted(waiting, key=lambda one: (one.day, one.record.id, one.kind, one.what)):
        for code in ("", *_codes(site, one.record)):
            found.setdefault(code, []).append(one)
    return found


def _codes(site: Site, record: Record) -> Iterable[str]:
    if isinstance(record, Agreement):
        return record.codes
    return analysis_parties(record, site.library)


def keys(site: Site) -> Iterable[str]:
    """Each party with something dated, and "" for the whole site."""
    return dated(site)


def uri(site: Site, key: str) -> str:
    """`watch/calendar.ics`, `countries/irn/calendar.ics`."""
    return f"countries/{key.lower()}/{NAME}" if key else SITE


def make(site: Site, key: str) -> bytes:
    """The calendar."""
    settings = site.settings
    of = f"{site.library.parties.name(key)}, " if key else ""
    made = Calendar()
    made.add("prodid", f"-//{settings.desk}//Tessera//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", f"{of}{settings.site_name}: what to watch")
    made.add("x-wr-calname", f"{of}{settings.site_name}: what to watch")
    made.add("url", settings.absolute("watch/"))
    for event in _events(site, dated(site)[key]):
        made.add_component(event)
    return bytes(made.to_ical())


def _events(site: Site, items: Iterable[Due]) -> Iterator[Event]:
    settings = site.settings
    for one in items:
        record = one.record
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
        event.add("summary", f"{one.kind}: {words.cut(record.title, 120)}")
        when = f" By {words.date(one.by, settings.language)}." if one.by else ""
        event.add("description", f"{one.what}{when}\n{url}".strip())
        event.add("url", url)
        event.add("categories", [one.kind])
        event.add("transp", "TRANSPARENT")
        event.add("class", "PUBLIC")
        yield event


PRODUCERS = (Producer("calendars", keys, uri, make),)
