"""Pages as they are, one of each kind. `UPDATE_GOLDEN=1` writes them anew, to be read in the diff."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree, html

from tessera.outputs.site import Site

PAGES = {
    "agreement-rich": "agreements/blr-irn-2026-memorandum/",
    "agreement-sparse": "agreements/blr-irn-committee/",
    "agreement-of-three": "agreements/brics-2015-science/",
    "agreement-at-home": "agreements/blr-blr-2020-academy/",
    "agreement-withdrawn": "agreements/blr-ven-2006-science/",
    "agreement-moved": "agreements/blr-irn-2026-memo/",
    "analysis": "analyses/two-nouns/",
    "analysis-persian": "analyses/older-brief/",
    "country": "countries/blr/",
    "country-bloc": "countries/brics/",
    "country-empty": "countries/chn/",
    "pair": "pairs/blr-irn/",
    "pair-empty": "pairs/chn-cub/",
    "watch": "watch/",
    "changes": "changes/",
}


def readable(page: str) -> str:
    """The page, one element a line: only white space between elements differs."""
    tree = html.document_fromstring(page)
    for element in tree.iter():
        element.text, element.tail = _trim(element.text), _trim(element.tail)
    etree.indent(tree)
    return str(html.tostring(tree, encoding="unicode")) + "\n"


def _trim(text: str | None) -> str | None:
    return re.sub(r"\s+", " ", text).strip() or None if text else None


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str, tiny: Site, page: Callable[[Site, str], str], golden: Path) -> None:
    """Page and head together; a card's address has a hash of its drawing, which is not judged."""
    found = re.sub(r"-[0-9a-f]{12}\.png", "-HASH.png", readable(page(tiny, PAGES[name])))
    expected = golden / "pages" / f"{name}.html"
    if os.environ.get("UPDATE_GOLDEN"):
        expected.write_text(found, "utf-8")

    assert found == expected.read_text("utf-8")
