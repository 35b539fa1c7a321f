"""`data/datapackage.json`: the files described for machines (Data Package 2.0, datapackage.org)."""

from __future__ import annotations

import json
import re
from typing import Any

from tessera.outputs.data.exports import (
    GROUP,
    JSON_LINES,
    Export,
    release,
    version,
)
from tessera.outputs.data.table import Table
from tessera.outputs.data.tables import TABLES
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

URI = "data/datapackage.json"
PROFILES = "https://datapackage.org/profiles/2.0"


def make(site: Site) -> str:
    """The descriptor, indented, because people open it too."""
    settings = site.settings
    tables = {f"{table.name}.csv": table for table in TABLES}
    package = {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": re.sub(r"[^a-z0-9]+", "-", settings.site_name.lower()).strip("-") or "agreements",
        "id": settings.tag("data", "package"),
        "title": f"{settings.site_name}: agreements on record",
        "description": settings.site_description or "Agreements between states, coded from public "
        "sources.",
        "homepage": settings.absolute("data/"),
        "version": version(site),
        "created": f"{site.today}T00:00:00Z",
        "licenses": [{
            "name": settings.content_license.replace(" ", "-"),
            "title": settings.content_license,
            "path": settings.content_license_url,
        }],
        "contributors": [{"title": settings.desk, "roles": ["creator"]}],
        "sources": [{
            "title": "The public sources that each record names",
            "path": settings.absolute("data/sources.csv"),
        }],
        "resources": [
            _table(one, tables[one.name]) if one.name != JSON_LINES else _lines(one)
            for one in release(site)
        ],
    }  # fmt: skip
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(export: Export, **more: Any) -> dict[str, Any]:
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": export.name.replace(".jsonl", "-lines").removesuffix(".csv"),
        "path": export.name,
        "title": export.title,
        "description": export.description,
        "encoding": "utf-8",
        "bytes": export.bytes,
        "hash": f"sha256:{export.sha256}",
        **more,
    }


def _lines(export: Export) -> dict[str, Any]:
    return _resource(export, format="jsonl", mediatype="application/jsonl")


def _table(export: Export, table: Table[Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [
            {"name": one.name, "type": one.type, "description": one.description}
            for one in table.columns
        ],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.refers:
        schema["foreignKeys"] = [_foreign(*pair) for pair in table.refers]
    return _resource(
        export,
        type="table",
        format="csv",
        mediatype="text/csv",
        dialect={"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
        schema=schema,
    )


def _foreign(column: str, there: str) -> dict[str, Any]:
    table, _, field = there.partition(".")
    return {"fields": [column], "reference": {"resource": table, "fields": [field]}}


PRODUCERS = (
    Producer(
        "data package",
        lambda _: (URI,),
        lambda _, key: key,
        lambda site, _: make(site),
        together=GROUP,
    ),
)
