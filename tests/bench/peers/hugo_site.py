"""The made-up desk as a Hugo site: front matter for records, data files for the desk's lists."""

from __future__ import annotations

import shutil
from json import dumps
from pathlib import Path

from tests.bench.corpus import Desk, Record
from tests.bench.peers.records import Labels, day_of, plain_body
from tests.bench.peers.worked_out import worked_out

from tessera.content.parties import Parties

HERE = Path(__file__).parent / "hugo"


def write(desk: Desk, labels: Labels, folder: Path, *, whole: bool) -> None:
    """A site in `folder`, ready for `hugo`; `whole` with what Tessera says beyond the records."""
    shutil.copytree(HERE, folder)
    names = Parties()
    codes = {one["country"] for act in desk.agreements.values() for one in act["parties"]}
    codes |= {outlet["country"] for outlet in desk.outlets.values()}
    data = {
        "vocabulary": labels,
        "outlets": desk.outlets,
        "parties": {code: names.name(code) for code in sorted(codes)},
    }
    (folder / "data").mkdir()
    for name, content in data.items():
        (folder / "data" / f"{name}.json").write_text(dumps(content, ensure_ascii=False), "utf-8")
    acts, hubs = worked_out(desk) if whole else ({}, {})
    content = folder / "content"
    for name, record in desk.agreements.items():
        worked = {"worked": acts[name]} if whole else {}
        _page(content / "agreements" / f"{name}.md", {**_agreement(record), **worked}, "")
    for name, (record, body) in desk.analyses.items():
        _page(content / "analyses" / f"{name}.md", _analysis(record), plain_body(desk, body))
    for address, said in hubs.items():
        kind, key, _ = address.split("/")
        home = content / ("parties" if kind == "countries" else kind) / key
        title = " and ".join(names.name(code) for code in key.upper().split("-"))
        outputs = ["html", "rss", "atom", "feed", *(["sheet"] if "shows" in said else [])]
        _page(home / "_index.md", {"title": title, "outputs": outputs, "worked": said}, "")
    if whole:  # a party's field is followed by one feed and has no page
        below = {"target": {"kind": "term"}, "outputs": ["atom"]}
        _page(content / "fields" / "_index.md", {"outputs": ["html"], "cascade": [below]}, "")


def _page(path: Path, front: Record, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{dumps(front, ensure_ascii=False, indent=1)}\n{body}", "utf-8")


def _agreement(record: Record) -> Record:
    codes = [party["country"] for party in record["parties"]]
    day = day_of(record)
    return {
        "title": record["title"],
        "description": record["summary"],
        "date": _whole(record["published"]),
        "parties": codes,
        "pairs": ["-".join(codes).lower()] if len(codes) == 2 else [],
        "pillars": list(record["pillars"]),
        "instruments": [record["instrument"]],
        "years": [day[:4]],
        "outlets": [source["outlet"] for source in record["sources"]],
        "fields": [f"{code}-{pillar}".lower() for code in codes for pillar in record["pillars"]],
        "day": day,
        "record": _filled(record),
    }


def _analysis(record: Record) -> Record:
    return {
        "title": record["title"],
        "description": record["standfirst"],
        "date": _whole(record["published"]),
        "parties": record["countries"],
        "pairs": ["-".join(record["countries"]).lower()],
        "record": _filled(record),
    }


def _whole(day: str) -> str:
    """Hugo's own dates are days: a vaguer one counts from its first."""
    return (day.rstrip("?~%") + "-01-01")[:10]


def _filled(data: Record) -> Record:
    """The record as its author would have written it: without what is left out."""
    return {
        key: _filled(value)
        if isinstance(value, dict)
        else [_filled(one) if isinstance(one, dict) else one for one in value]
        if isinstance(value, list)
        else value
        for key, value in data.items()
        if value is not None
    }
