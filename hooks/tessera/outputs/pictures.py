"""The pictures of briefings, each drawn anew from its pixels.

What a file may carry beside its pixels (where it was taken, another file, a script for a careless
reader) stays behind.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from PIL import Image

from tessera.content import body
from tessera.content.pictures import Picture
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site

OPTIONS: dict[str, dict[str, Any]] = {
    "PNG": {"compress_level": 9},
    "JPEG": {"quality": 85, "progressive": True},
    "WEBP": {"quality": 85, "method": 4},
}


def keys(site: Site) -> Iterable[str]:
    """`<analysis-id>/<file name>` of every picture that a briefing shows."""
    for one in site.library.analyses.values():
        yield from dict.fromkeys(f"{one.id}/{mention.name}" for mention in body.pictures(one))


def uri(site: Site, key: str) -> str:
    """Beside the page of the briefing that shows it."""
    return f"analyses/{key}"


def make(site: Site, key: str) -> bytes:
    """The picture as readers get it."""
    analysis, _, name = key.partition("/")
    picture = site.library.picture(site.library.analyses[analysis], name)
    assert picture is not None, "the loader lets no text through that shows what is not there"
    return _drawn(picture)


def _drawn(picture: Picture) -> bytes:
    with Image.open(io.BytesIO(picture.data), formats=[picture.kind]) as read:
        read.load()
        grey = read.mode in ("1", "L") and not read.has_transparency_data
        clear = read.has_transparency_data and picture.kind != "JPEG"
        clean = read.convert("L" if grey else "RGBA" if clear else "RGB")
    made = io.BytesIO()
    clean.info.clear()
    clean.save(made, picture.kind, **OPTIONS[picture.kind])
    return made.getvalue()


PICTURES = Producer("pictures", keys, uri, make)
