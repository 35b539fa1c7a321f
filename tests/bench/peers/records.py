"""What every peer needs of a record, and could not be expected to work out in its templates."""

from __future__ import annotations

import re

import yaml
from tests.bench.corpus import ROOT, Desk, Record

Labels = dict[str, dict[str, str]]
_REFERENCE = re.compile(r"\[\[([^\]|]+)(?:\|([^\]]+))?\]\]")
_NUMBER = re.compile(r"\{\{ count\([^)]*was=(\d+)\) \}\}")


def labels() -> Labels:
    """Section → code → label of the shipped vocabulary."""
    text = (ROOT / "briefings" / "vocabulary.yml").read_text("utf-8")
    return {
        section: {code: term["label"] for code, term in terms.items()}
        for section, terms in yaml.load(text, yaml.CBaseLoader).items()
    }


def day_of(record: Record) -> str:
    """The day that is shown for the act, or that none is known."""
    signed = record["dates"]["signed"]
    if isinstance(signed, str):
        return signed
    if "values" in signed:
        return str(signed["values"][0]["value"])
    return str(signed["value"])


def plain_body(desk: Desk, body: str) -> str:
    """The briefing as ordinary Markdown: references are links, living numbers are numbers."""

    def link(match: re.Match[str]) -> str:
        folder = "agreements" if match[1] in desk.agreements else "pairs"
        return f"[{match[2] or match[1]}](/{folder}/{match[1].lower()}/)"

    return _NUMBER.sub(r"\1", _REFERENCE.sub(link, body))
