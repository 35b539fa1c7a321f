"""Pictures that stand beside a briefing's text: what may be one, and which of them a text shows.

A picture comes from a stranger like everything else here. It is a PNG, JPEG or WebP file of at most
2 MiB and 4 megapixels, counted from its head before anything is decoded: a small file can unfold to
gigabytes. Readers never get these bytes, but a picture drawn anew from its pixels.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
from dataclasses import dataclass
from pathlib import Path

from tessera.content import files
from tessera.errors import Problem

SUFFIXES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 4_000_000
NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\.(?:png|jpe?g|webp)")
EXPECTED = "a PNG, JPEG or WebP file that an image viewer opens"


@dataclass(frozen=True, slots=True)
class Picture:
    """One file, known to be a picture of its kind: `kind` is Pillow's name of the format."""

    path: str
    kind: str
    width: int
    height: int
    data: bytes
    digest: str


def read(path: Path, root: Path, known: Picture | None = None) -> Picture | Problem:
    """The picture at `path`, decoded once to know that it can be, or what is wrong with it.

    `known`, if its bytes are still the same.
    """
    name = files.name_of(path, root)
    if not (NAME.fullmatch(path.name) and len(path.name) <= 64):
        return Problem(name, 1, 1, "bad-picture-name", f"`{path.name}` cannot name a picture",
                       "at most 64 lower-case letters and digits, with single hyphens, and .png, "
                       ".jpg, .jpeg or .webp")  # fmt: skip
    data = files.read_bytes(path, root, MAX_BYTES)
    if isinstance(data, Problem):
        return data
    if known is not None and known.data == data:
        return known
    return _decoded(name, SUFFIXES[path.suffix], data)


def _decoded(name: str, kind: str, data: bytes) -> Picture | Problem:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(data), formats=[kind]) as image:
            warnings.simplefilter("error")
            width, height = image.size
            if width * height > MAX_PIXELS:
                return _too_large(name, f"{width:,} × {height:,} pixels")
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_large(name, "far too many pixels")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning):
        return Problem(name, 1, 1, "bad-picture", f"This is not a {kind} picture, or a damaged one",
                       EXPECTED)  # fmt: skip
    return Picture(name, kind, width, height, data, hashlib.sha256(data).hexdigest())


def _too_large(name: str, size: str) -> Problem:
    return Problem(name, 1, 1, "picture-too-large", f"The picture has {size}",
                   f"at most {MAX_PIXELS:,} in all; scale it down")  # fmt: skip
