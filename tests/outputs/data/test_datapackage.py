"""`data/datapackage.json`: the files, described so that a machine can trust them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest

from tessera.outputs.data import datapackage, exports
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

Make = Callable[..., Site]
ID = "blr-irn-2026-memorandum"


@pytest.fixture
def package(site: Site) -> Any:
    return json.loads(datapackage.make(site))


@pytest.fixture
def files(site: Site) -> dict[str, bytes]:
    return {one.uri.removeprefix("data/"): one.data for one in produce(site, exports.PRODUCERS)}


@pytest.fixture
def released(package: Any, files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: body for name, body in files.items() if name.endswith((".csv", ".jsonl"))}


def test_every_file_of_the_release_is_described(package: Any, released: dict[str, bytes]) -> None:
    """Each is a resource, at its address beside the package."""
    assert [one["path"] for one in package["resources"]] == list(released)
    assert len({one["name"] for one in package["resources"]}) == len(released)


def test_sizes_and_hashes_are_those_of_the_files(package: Any, files: dict[str, bytes]) -> None:
    """A reader can tell a whole download from a broken one."""
    for one in package["resources"]:
        body = files[one["path"]]
        assert one["bytes"] == len(body)
        assert one["hash"] == f"sha256:{sha256(body).hexdigest()}"


def test_fields_are_the_headings(package: Any, files: dict[str, bytes]) -> None:
    """A schema names the columns of its file, in their order, and each is described."""
    for one in package["resources"]:
        if one.get("type") != "table":
            continue
        heading = next(csv.reader(io.StringIO(files[one["path"]].decode(), newline="")))
        assert [field["name"] for field in one["schema"]["fields"]] == heading
        assert set(one["schema"]["primaryKey"]) <= set(heading)


def test_cells_have_the_type_of_their_field(package: Any, files: dict[str, bytes]) -> None:
    """Integers and truth values are written as the schema says, or left empty."""
    fits = {"integer": str.isdigit, "boolean": {"true", "false"}.__contains__}
    for one in package["resources"]:
        if one.get("type") != "table":
            continue
        types = {field["name"]: field["type"] for field in one["schema"]["fields"]}
        for row in csv.DictReader(io.StringIO(files[one["path"]].decode(), newline="")):
            for name, cell in row.items():
                assert not cell or types[name] == "string" or fits[types[name]](cell)


def test_references_hold(package: Any, files: dict[str, bytes]) -> None:
    """A foreign key names a resource and field that exist, and every value is found there."""
    resources = {one["name"]: one for one in package["resources"]}

    def column(resource: str, field: str) -> set[str]:
        text = files[resources[resource]["path"]].decode()
        return {row[field] for row in csv.DictReader(io.StringIO(text, newline=""))}

    keys = [(name, key) for name, one in resources.items()
            for key in one.get("schema", {}).get("foreignKeys", [])]  # fmt: skip
    assert keys
    for name, key in keys:
        (here,), (there,) = key["fields"], key["reference"]["fields"]
        assert column(name, here) - {""} <= column(key["reference"]["resource"], there)


def test_licence_and_identity(package: Any) -> None:
    """The package says under which licence it may be used, and who made it."""
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["id"] == "tag:tessera.example,2026:data/package"
    assert package["contributors"] == [{"title": "Tessera desk", "roles": ["creator"]}]
    assert package["$schema"].startswith("https://datapackage.org/profiles/2.0/")


def test_version_follows_the_data(make_site: Make, rich_act: dict[str, Any]) -> None:
    """The same records have the same version, and any change of them another."""
    same = [exports.version(make_site({ID: rich_act})) for _ in range(2)]
    other = exports.version(make_site({ID: {**rich_act, "place": "Minsk"}}))
    assert same[0] == same[1] != other
    assert other.startswith("2026-07-31+")


def test_the_desk_may_set_the_day(make_site: Make, rich_act: dict[str, Any]) -> None:
    """`evaluated` is the day of the package where it is set."""
    package = json.loads(datapackage.make(make_site({ID: rich_act}, evaluated="2026-12-24")))
    assert package["created"] == "2026-12-24T00:00:00Z"


def test_exports_are_worked_out_once(site: Site) -> None:
    """The page that offers the files and the package that describes them share one reckoning."""
    assert exports.release(site) is exports.release(site)
