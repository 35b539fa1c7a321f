"""What a first visit weighs: everything that a browser with an empty cache fetches, compressed as a host would."""

from __future__ import annotations

import gzip
import sys
from collections import Counter

from playwright.sync_api import Page, Response

LIMIT = 110_000
"""Bytes for a whole first visit, fonts and flags included."""
PACKED = ("font/", "image/png")
"""Kinds of file that are compressed already."""


def test_a_first_visit_is_light(page: Page, site: str, sample: str) -> None:
    """No kind of page costs a reader who comes from nowhere more than the limit, on a large screen."""
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(site + sample)
    page.evaluate("document.fonts.ready.then(() => null)")
    weights: Counter[str] = Counter()
    for answer in answers:
        body, kind = answer.body(), answer.headers.get("content-type", "")
        packed = body if kind.startswith(PACKED) else gzip.compress(body, mtime=0)
        weights[kind.partition(";")[0]] += len(packed)
    parts = ", ".join(f"{kind} {weight / 1000:.1f}" for kind, weight in weights.most_common())
    sys.stdout.write(f"{weights.total() / 1000:6.1f} kB  /{sample}  ({parts})\n")
    assert weights.total() < LIMIT
