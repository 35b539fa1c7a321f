"""The made-up desk as MkDocs with Material has it: a Markdown page for each record and country.

Everything stands out of the navigation, which is the fast way: in it, time grows with the square of
the number of pages. There are no feeds: MkDocs makes none.
"""

from __future__ import annotations

from collections import defaultdict
from json import dumps
from pathlib import Path

from tests.bench.corpus import Desk, Record
from tests.bench.peers.records import Labels, day_of, plain_body

from tessera.content.parties import Parties

CONFIG = {
    "site_name": "Register",
    "site_url": "https://peer.example/",
    "theme": {"name": "material", "font": False},
    "plugins": [],
    "nav": [{"Home": "index.md"}],
    "not_in_nav": "*",
    "markdown_extensions": ["admonition", "footnotes", "tables", "attr_list"],
    "validation": {"links": {"absolute_links": "ignore", "not_found": "ignore"}},
}


def write(desk: Desk, labels: Labels, folder: Path) -> None:
    """A project in `folder`, ready for `mkdocs build`."""
    docs = folder / "docs"
    for name in ("agreements", "analyses", "countries"):
        (docs / name).mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(dumps(CONFIG), "utf-8")
    (docs / "index.md").write_text("# Register\n\n- [Countries](/countries/)\n", "utf-8")
    page = _Page(desk, labels)
    acts: dict[str, list[str]] = defaultdict(list)
    for name, record in desk.agreements.items():
        (docs / "agreements" / f"{name}.md").write_text(page.agreement(record), "utf-8")
        for party in record["parties"]:
            acts[party["country"]].append(page.row(name, record))
    for name, (record, body) in desk.analyses.items():
        text = f"# {record['title']}\n\n{record['standfirst']}\n\n{plain_body(desk, body)}"
        (docs / "analyses" / f"{name}.md").write_text(text, "utf-8")
    for code, rows in sorted(acts.items()):
        head = "| Date | Agreement | Instrument | Pillars | Status | Text |\n|---|---|---|---|---|---|\n"
        text = f"# {page.names.name(code)}\n\n{len(rows)} agreements\n\n{head}{''.join(rows)}"
        (docs / "countries" / f"{code.lower()}.md").write_text(text, "utf-8")
    links = (f"- [{page.names.name(code)}]({code.lower()}.md), {len(acts[code])}" for code in acts)
    (docs / "countries" / "index.md").write_text("# Countries\n\n" + "\n".join(links), "utf-8")


class _Page:
    def __init__(self, desk: Desk, labels: Labels) -> None:
        self.desk, self.labels, self.names = desk, labels, Parties()

    def row(self, name: str, record: Record) -> str:
        """An agreement in a country's list."""
        pillars = ", ".join(self.labels["pillars"][code] for code in record["pillars"])
        cells = (
            day_of(record),
            f"[{record['title']}](../agreements/{name}.md)",
            self.labels["instruments"][record["instrument"]],
            pillars,
            self._status(record),
            self.labels["text_availability"][record["text"]["availability"]],
        )
        return f"| {' | '.join(cells)} |\n"

    def agreement(self, record: Record) -> str:
        """Facts, pillars, claims, what followed, sources: the sections of Tessera's page."""
        label = self.labels
        parts = [f"# {record['title']}", record["summary"]]
        parts += [f"- *{one['lang']}*: {one['text']}" for one in record["titles"] or ()]
        parts += [
            f"- [{self.names.name(one['country'])}](../countries/{one['country'].lower()}.md), {one['body']}"
            for one in record["parties"]
        ]
        facts = {
            "Instrument": label["instruments"][record["instrument"]],
            "Level": label["levels"].get(record["level"] or "", "Not coded"),
            "Signed": day_of(record),
            "Place": record["place"] or "Not coded",
            "Status": self._status(record),
            "Text": label["text_availability"][record["text"]["availability"]],
            "Confidence": label["confidences"][record["coding"]["confidence"]],
        }
        parts += [
            "## Facts",
            "| | |\n|---|---|\n" + "".join(f"| {k} | {v} |\n" for k, v in facts.items()),
        ]
        parts += ["## Pillars", *(f"- {label['pillars'][code]}" for code in record["pillars"])]
        parts.append("## Claims")
        parts += [
            f"- {one['says']} {label['modalities'][one['modality']]}, as of {one['as_of']}, "
            f"{label['confidences'][one['confidence']]} confidence. "
            + ", ".join(f"{label['bearings'][e['bears']]}: {e['source']}" for e in one["evidence"])
            for one in record["claims"]
        ]
        parts.append("## What followed")
        parts += [
            f"- {one['date']}: {label['rungs'][one['rung']]}. {one['what']}"
            for one in record["follow_through"] or ()
        ]
        parts.append("## Sources")
        parts += [
            f"1. [{one['url']}]({one['url']}), {self.desk.outlets[one['outlet']]['name']}, "
            f"{label['source_roles'][one['role']]}, {one['lang']}, accessed {one['accessed']}"
            for one in record["sources"]
        ]
        return "\n\n".join(parts) + "\n"

    def _status(self, record: Record) -> str:
        status = record["status"]
        return self.labels["statuses"][status["value"]] if status else "Not coded"
