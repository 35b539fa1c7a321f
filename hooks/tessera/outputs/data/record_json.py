"""`index.json` beside the page of an agreement, analysis, country or pair.

What the author wrote stands at the top; what follows from it stands under `derived`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from pydantic_core import to_json

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.lookups import Kept
from tessera.outputs.data.plain import plain
from tessera.outputs.hubs import pair_address
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.pattern import evidence, follow_through
from tessera.pattern.index import analysis_parties

Data = dict[str, Any]
LINES = 4
"""Lines that stay at hand: the page of a record and its file are made one after the other."""
_OURS = ("path", "body_line", "draft")
"""What the loader and the preview need to know of a file, and readers do not."""


def agreements(site: Site) -> Iterable[str]:
    """Every agreement's id: the keys of its page too, so that both are made together."""
    return site.library.agreements


def agreement(site: Site, act: Agreement) -> Data:
    """One agreement: also a line of `data/agreements.jsonl`."""
    chronology = act.dates.chronology
    return {
        "type": "agreement",
        **plain(act, _OURS),
        "derived": {
            "lateralism": act.lateralism,
            "parties": list(act.codes),
            "pairs": [list(pair) for pair in act.pairs],
            "formula": list(act.formula),
            "chronology": {"kind": chronology[0], "date": str(chronology[1])}
            if chronology else None,
            "evidence": evidence.kind(act),
            "voices": [
                {"side": voice.side, "sources": [source.id for source in voice.sources]}
                for voice in evidence.voices(act, site.library)
            ],
            "rungs_seen": follow_through.rungs(act),
            "analyses": [one.id for one in site.index.analyses_of.get(act.id, ())],
            **_identity(site, "agreement", act.id, f"agreements/{act.id}/"),
        },
    }  # fmt: skip


def agreement_line(site: Site, act: Agreement) -> str:
    """One agreement as a line of JSON, made once for its page, which cites it, and its file."""
    return _lines(site).get(act.id, lambda: line(agreement(site, act)))


@per_site
def _lines(site: Site) -> Kept[str]:
    return Kept(site.library.lookups, LINES, shelf="lines")


def analysis(site: Site, one: Analysis) -> Data:
    """One analysis; `body` is Markdown with its references unresolved."""
    return {
        "type": "analysis",
        **plain(one, _OURS),
        "derived": {
            "parties": list(analysis_parties(one, site.library)),
            **_identity(site, "analysis", one.id, f"analyses/{one.id}/"),
        },
    }


def country(site: Site, code: str) -> Data:
    """One party and its agreements in order of time, undated ones first."""
    library, acts = site.library, site.index.by_party[code]
    partners = Counter(other for act in acts for other in act.codes if other != code)
    entry = library.parties.entries.get(code)
    return {
        "type": "party",
        "code": code,
        "name": site.name(code),
        "kind": library.parties.kind(code),
        **(plain(entry, ("name", "kind")) if entry else {}),
        "agreements": [act.id for act in acts],
        "analyses": [one.id for one in site.index.analyses_by_party.get(code, ())],
        "derived": {
            "partners": {other: partners[other] for other in sorted(partners)},
            **_identity(site, "party", code.lower(), f"countries/{code.lower()}/"),
        },
    }


def pair(site: Site, both: tuple[str, str]) -> Data:
    """Two parties: their bilateral acts in order of time, and the wider ones they share."""
    address = pair_address(both)
    return {
        "type": "pair",
        "parties": list(both),
        "name": site.pair_name(both),
        "agreements": [act.id for act in site.index.by_pair[both]],
        "plurilateral": [act.id for act in site.index.between(both)],
        "analyses": [one.id for one in site.hubs[address].analyses],
        "derived": _identity(site, "pair", address.split("/")[1], address),
    }


def line(data: Data) -> str:
    """Compact JSON in one line, by an encoder five times as fast as the standard one."""
    return to_json(data).decode() + "\n"


def _identity(site: Site, kind: str, name: str, address: str) -> Data:
    settings = site.settings
    return {
        "tag": settings.tag(kind, name),
        "url": settings.absolute(address),
        "data": settings.absolute(f"{address}index.json"),
        "license": {"name": settings.content_license, "url": settings.content_license_url},
        "attribution": settings.desk,
    }


def _pairs(site: Site) -> Iterable[str]:
    return ("-".join(both) for both in site.index.by_pair if pair_address(both) in site.hubs)


def _both(key: str) -> tuple[str, str]:
    first, second = key.split("-")
    return first, second


PRODUCERS = (
    Producer(
        "agreements as data",
        agreements,
        lambda _, key: f"agreements/{key}/index.json",
        lambda site, key: agreement_line(site, site.library.agreements[key]),
    ),
    Producer(
        "analyses as data",
        lambda site: site.library.analyses,
        lambda _, key: f"analyses/{key}/index.json",
        lambda site, key: line(analysis(site, site.library.analyses[key])),
    ),
    Producer(
        "countries as data",
        lambda site: site.index.by_party,
        lambda _, key: f"countries/{key.lower()}/index.json",
        lambda site, key: line(country(site, key)),
    ),
    Producer(
        "pairs as data",
        _pairs,
        lambda _, key: f"{pair_address(_both(key))}index.json",
        lambda site, key: line(pair(site, _both(key))),
    ),
)
