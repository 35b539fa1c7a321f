"""The data as a deposit: who to cite, sums to check by, and one archive for a repository with DOIs.

Such repositories (Zenodo, Dataverse, OSF) take a folder of open, plain formats with a description that
people read and one that machines do. The archive is the release, no copy of it in another format; its
bytes depend on nothing but the data.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import yaml

from tessera.outputs.data import datapackage
from tessera.outputs.data.exports import (
    GROUP,
    Export,
    database,
    parquet_files,
    release,
    version,
)
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.wording import IN_ENGLISH

ARCHIVE, CITATION, SUMS = "agreements.zip", "CITATION.cff", "SHA256SUMS"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP can name: the archive has no day of its own."""
EFFORT = 5
"""Deflate's usual 6 takes half as long again, for a twentieth less."""


def citation(site: Site) -> str:
    """`CITATION.cff` (Citation File Format 1.2.0) of the data, not of the software."""
    settings = site.settings
    told = {
        "cff-version": "1.2.0",
        "message": "If you use these data, please cite them as below, with the version you used.",
        "type": "dataset",
        "title": title(site),
        "authors": [{"name": settings.desk}],
        "version": version(site),
        "date-released": site.today,
        "license": settings.content_license.replace(" ", "-"),
        "identifiers": [{
            "type": "other",
            "value": settings.tag("data", "package"),
            "description": "The permanent identity of these data, whatever their version",
        }],
    }  # fmt: skip
    if settings.site_url:
        told["url"] = settings.absolute("data/")
    if settings.repo_url:
        told["repository"] = settings.repo_url
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000)


def title(site: Site) -> str:
    """What the data are called where they are cited."""
    return f"{site.settings.site_name}: agreements on record"


@per_site
def archive(site: Site) -> Export:
    """The release with its descriptions, in one ZIP."""
    files: list[tuple[str, bytes]] = [
        ("README.md", _readme(site).encode()),
        (CITATION, citation(site).encode()),
        ("datapackage.json", datapackage.make(site).encode()),
        *((one.name, one.body) for one in release(site)),
    ]
    out = io.BytesIO()
    with ZipFile(out, "w") as made:
        for name, body in files:
            info = ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = 3, 0o644 << 16
            made.writestr(info, body, ZIP_DEFLATED, EFFORT)
    return Export(
        ARCHIVE,
        "The whole release, archive",
        "Every CSV file and the JSON Lines with `datapackage.json`, `CITATION.cff` and a `README.md`: "
        "ready for a repository that gives DOIs.",
        len(files),
        out.getvalue(),
    )


def _readme(site: Site) -> str:
    settings = site.settings
    lines = [
        f"# {title(site)}",
        "",
        (
            f"Version {version(site)}. {IN_ENGLISH.plural('{n} agreement', '{n} agreements', len(site.library.agreements))}, coded "
            f"from public sources by {settings.desk}."
        ),
        "",
        f"Licence: {settings.content_license}, {settings.content_license_url}",
        "",
        (
            "The records are a collection, not a census: that a pair has no row means that no record of "
            "it was found. An empty cell was not coded; `none`, `unknown`, `not-public` and the other "
            "blanks of `codebook.csv` say what was looked for and what came of it. Dates are EDTF."
        ),
        "",
        "`datapackage.json` describes every column (Data Package 2.0); `CITATION.cff` says how to cite.",
        "",
        "| File | Rows | What is in it |",
        "|---|---|---|",
        *(f"| {one.name} | {one.rows} | {one.description} |" for one in release(site)),
        "",
    ]
    if settings.site_url:
        lines += [f"The pages made from the same records: {settings.site_url}", ""]
    return "\n".join(lines)


def sums(site: Site) -> str:
    """A line a file, as `sha256sum --check` reads them."""
    whole: Iterable[Export] = (
        *release(site), *parquet_files(site), database(site), archive(site)
    )  # fmt: skip
    return "".join(f"{one.sha256}  {one.name}\n" for one in whole)


def _one(name: str, make: Callable[[Site], str | bytes]) -> Producer:
    return Producer(
        name,
        lambda _: (name,),
        lambda _, key: f"data/{key}",
        lambda site, _: make(site),
        together=GROUP,
    )


PRODUCERS = (
    _one(ARCHIVE, lambda site: archive(site).body),
    _one(CITATION, citation),
    _one(SUMS, sums),
)
