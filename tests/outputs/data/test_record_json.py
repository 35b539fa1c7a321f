"""`index.json` beside pages, and `agreements.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tessera.outputs.data import exports, record_json
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

Make = Callable[..., Site]
ID = "blr-irn-2026-memorandum"


def data(site: Site, uri: str) -> Any:
    (found,) = (one for one in produce(site, record_json.PRODUCERS) if one.uri == uri)
    return json.loads(found.data)


def test_the_record_as_written(site: Site, rich_act: dict[str, Any]) -> None:
    """Authors' fields come back under their names, a fact always as a mapping with its value."""
    found = data(site, f"agreements/{ID}/index.json")
    for name in ("title", "summary", "claims", "follow_through", "coding", "published", "changes",
                 "commitments", "status", "binding"):  # fmt: skip
        assert found[name] == rich_act[name], name
    assert found["instrument"] == {"value": "memorandum-of-cooperation"}
    assert found["titles"][0]["translated"] is True
    assert found["pillars"]["technology"] == {"sensitive": True}


def test_honest_blanks_are_their_codes(site: Site) -> None:
    """A blank is its code where the value would stand, and what was not coded is not there."""
    found = data(site, f"agreements/{ID}/index.json")
    assert found["place"] == found["dates"]["in_force"] == {"value": "unknown"}
    assert found["commitments"] == "not-public"
    assert "duration" not in found
    assert data(site, "agreements/brics-2015-science/index.json")["pillars"] == "none"


def test_a_conflict_keeps_every_value(site: Site) -> None:
    """Where sources disagree, the chosen value stands first and all of them with their sources."""
    signed = data(site, f"agreements/{ID}/index.json")["dates"]["signed"]
    assert (signed["value"], signed["source"]) == ("2026-06-19", "wire")
    assert [(one["value"], one["chosen"]) for one in signed["values"]] == [
        ("2026-06-19", True), ("2026-06-20", False)
    ]  # fmt: skip


def test_what_follows_from_a_record(site: Site) -> None:
    """Everything that nobody wrote stands under `derived`, with identity and licence."""
    derived = data(site, f"agreements/{ID}/index.json")["derived"]
    assert derived == {
        "lateralism": "bilateral",
        "parties": ["BLR", "IRN"],
        "pairs": [["BLR", "IRN"]],
        "formula": ["education", "technology"],
        "chronology": {"kind": "signed", "date": "2026-06-19"},
        "evidence": "press",
        "voices": [{"side": "IRN", "sources": ["wire", "copy"]}],
        "rungs_seen": ["signed", "body-met"],
        "analyses": ["two-nouns"],
        "tag": f"tag:tessera.example,2026:agreement/{ID}",
        "url": f"https://desk.example/site/agreements/{ID}/",
        "data": f"https://desk.example/site/agreements/{ID}/index.json",
        "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        "attribution": "Tessera desk",
    }


def test_an_act_without_a_date(site: Site) -> None:
    """No date that places it in time is null, not a guess."""
    found = data(site, "agreements/brics-2015-science/index.json")
    assert found["derived"]["chronology"] is None
    assert found["dates"] == {"signed": {"value": "unknown"}}


def test_an_analysis(site: Site) -> None:
    """The briefing's front matter and its Markdown, without the loader's own fields."""
    found = data(site, "analyses/two-nouns/index.json")
    assert found["authors"] == [{"name": "Ada Byron", "orcid": "0000-0002-1825-0097"}]
    assert found["body"].startswith("A [[BLR-IRN]] paper.")
    assert found["derived"]["parties"] == ["BLR", "IRN"]
    assert not {"path", "body_line", "draft"} & found.keys()


def test_a_country(site: Site) -> None:
    """A party lists its agreements in order of time and how often it met each other party."""
    found = data(site, "countries/blr/index.json")
    assert found["agreements"] == ["blr-ven-2006-science", ID]
    assert found["analyses"] == ["two-nouns"]
    assert found["derived"]["partners"] == {"IRN": 1, "VEN": 1}


def test_a_party_of_the_desk(site: Site) -> None:
    """A bloc comes with what parties.yml says of it, its members' dates under their own keys."""
    found = data(site, "countries/brics/index.json")
    assert (found["name"], found["kind"]) == ("BRICS", "bloc")
    assert found["members"] == [{"party": "BRA", "from": "2009"}, {"party": "RUS"}]


def test_a_pair(site: Site) -> None:
    """A pair lists its acts and the briefings about them."""
    found = data(site, "pairs/blr-irn/index.json")
    assert found["name"] == "Belarus and Iran"
    assert (found["agreements"], found["analyses"]) == ([ID], ["two-nouns"])


def test_beside_every_page(site: Site) -> None:
    """Each agreement, analysis, country and pair has its data beside its page."""
    found = {one.uri for one in produce(site, record_json.PRODUCERS)}
    hubs = [key for key, hub in site.hubs.items() if hub.kind in ("country", "pair")]
    records = [f"agreements/{key}/" for key in site.library.agreements]
    assert found == {f"{key}index.json" for key in (*hubs, *records, "analyses/two-nouns/")}


def test_json_lines(site: Site) -> None:
    """One line an agreement, each the same as the record's own file."""
    lines = exports.release(site)[-1].body.decode().splitlines(keepends=True)
    files = {one.uri: one.data.decode() for one in produce(site, record_json.PRODUCERS)}
    assert lines == [files[f"agreements/{key}/index.json"] for key in site.library.agreements]


def test_a_line_is_one_line(make_site: Make, small_act: Any) -> None:
    """A line break in a record is written as an escape."""
    site = make_site({ID: small_act(summary="one\ntwo")})
    one = exports.release(site)[-1]
    assert (one.name, one.body.count(b"\n"), one.rows) == (exports.JSON_LINES, 1, 1)
    assert json.loads(one.body)["summary"] == "one\ntwo"
