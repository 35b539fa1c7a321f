"""Every file under `data/`, in the order of the page that offers them."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from tessera.outputs.data import agreements_csv, codebook_csv, events_csv, evidence_csv, parts_csv
from tessera.outputs.data.record_json import agreement, line
from tessera.outputs.data.table import Table
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

TABLES: tuple[Table[Any], ...] = (
    agreements_csv.TABLE,
    parts_csv.PARTIES,
    parts_csv.PILLARS,
    parts_csv.COMMITMENTS,
    parts_csv.RELATIONS,
    evidence_csv.SOURCES,
    evidence_csv.CLAIMS,
    events_csv.TABLE,
    codebook_csv.CODEBOOK,
    codebook_csv.OUTLETS,
)
JSON_LINES = "agreements.jsonl"


@dataclass(frozen=True, slots=True)
class Export:
    """One file to download: `rows` below the heading, `bytes` and `sha256` of the whole."""

    name: str
    title: str
    description: str
    rows: int
    bytes: int
    sha256: str

    @property
    def uri(self) -> str:
        """Its address from the site's root."""
        return f"data/{self.name}"


@per_site
def bodies(site: Site) -> dict[str, tuple[bytes, int]]:
    """File name → its bytes and rows; made together, because each one's hash is asked for."""
    made = {f"{table.name}.csv": table.csv(site) for table in TABLES}
    acts = site.library.agreements.values()
    made[JSON_LINES] = ("".join(line(agreement(site, act)) for act in acts).encode(), len(acts))
    return made


@per_site
def exports(site: Site) -> tuple[Export, ...]:
    """What there is to download, for the page that offers it; the data package stands apart."""
    about = {f"{table.name}.csv": (table.title, table.description) for table in TABLES}
    about[JSON_LINES] = (
        "Agreements, whole",
        "One agreement a line, as JSON, as in index.json beside its page: the whole record.",
    )
    return tuple(
        Export(name, *about[name], rows, len(body), sha256(body).hexdigest())
        for name, (body, rows) in bodies(site).items()
    )


PRODUCERS = (
    Producer(
        "data files",
        lambda _: (*(f"{table.name}.csv" for table in TABLES), JSON_LINES),
        lambda _, key: f"data/{key}",
        lambda site, key: bodies(site)[key][0],
        together="data",
    ),
)
