"""References read back by reference managers' own parsers, without loss."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import bibtexparser
import pytest
import rispy

from tessera.outputs.data import exports, record_json
from tessera.outputs.pages import cite
from tessera.outputs.sharing import produce
from tessera.outputs.site import Site

Make = Callable[..., Site]
ID = "blr-irn-2026-memorandum"
TITLES = (
    "Memorandum on 50 % of {costs} & R_D #1 ~ $2^3",
    "یادداشت همکاری، پژوهش و فناوری",
    "What is said?",
    "ER  - and TY  - in one line",
    "=cmd()|' /C calc'!A0 </script>]]>",
)


def _texts(forms: list[dict[str, Any]]) -> dict[str, str]:
    return {form["label"]: form["text"] for form in forms}


@pytest.fixture(params=TITLES)
def titled(make_site: Make, rich_act: dict[str, Any], request: pytest.FixtureRequest) -> Site:
    """The rich record under a title that a format may stumble on."""
    return make_site({ID: {**rich_act, "title": request.param, "titles": []}})


def test_a_record_is_imported_without_loss(titled: Site) -> None:
    """Title, author, year, address and version are the same in every format."""
    act = titled.library.agreements[ID]
    texts = _texts(cite.forms(titled, cite.agreement(titled, act)))
    version = texts["Reference"].partition(", version ")[2].partition(". ")[0]

    (ris,) = rispy.loads(texts["RIS"])
    assert (ris["title"], ris["authors"], ris["year"]) == (act.title, ["Tessera desk"], "2026")
    assert (ris["urls"], ris["edition"], ris["id"]) == (
        [f"https://desk.example/site/agreements/{ID}/"], version, ID,
    )  # fmt: skip

    (csl,) = json.loads(texts["CSL-JSON"])
    assert (csl["title"], csl["version"], csl["id"]) == (act.title, version, ID)
    assert csl["issued"] == {"date-parts": [[2026, 7]]}

    (bib,) = bibtexparser.loads(texts["BibTeX"]).entries
    assert (bib["ID"], bib["year"], bib["url"]) == (ID, "2026", csl["URL"])
    assert version in bib["note"]
    for plain, tex in cite._TEX.items():
        if plain in act.title and plain not in "\\{}":
            assert tex in bib["title"]


def test_the_hash_is_that_of_the_record_as_data(site: Site) -> None:
    """Anyone can tell whether a copy is the version that is cited."""
    files = {one.uri: one.data for one in produce(site, record_json.PRODUCERS)}
    for act in site.library.agreements.values():
        digest = sha256(files[f"agreements/{act.id}/index.json"]).hexdigest()[: cite.DIGITS]
        assert all(digest in form["text"] for form in cite.forms(site, cite.agreement(site, act)))
    one = site.library.analyses["two-nouns"]
    digest = sha256(files["analyses/two-nouns/index.json"]).hexdigest()[: cite.DIGITS]
    assert all(digest in form["text"] for form in cite.forms(site, cite.analysis(site, one)))


def test_every_author_of_a_briefing_is_imported(site: Site) -> None:
    texts = _texts(cite.forms(site, cite.analysis(site, site.library.analyses["two-nouns"])))

    assert rispy.loads(texts["RIS"])[0]["authors"] == ["Ada Byron"]
    assert json.loads(texts["CSL-JSON"])[0]["author"] == [{"literal": "Ada Byron"}]
    assert bibtexparser.loads(texts["BibTeX"]).entries[0]["author"] == "{Ada Byron}"


def test_data_and_figures_name_their_version(site: Site) -> None:
    """The same version as the data package, and a figure's own."""
    for form in cite.forms(site, cite.data(site)):
        assert exports.version(site) in form["text"]
    for form in cite.forms(site, cite.figure(site, "map", "Who signed", "abc123")):
        assert f"{site.today}+abc123" in form["text"]
    assert (
        rispy.loads(_texts(cite.forms(site, cite.data(site)))["RIS"])[0]["type_of_reference"]
        == "DATA"
    )
