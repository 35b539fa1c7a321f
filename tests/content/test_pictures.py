"""What may stand beside a text as a picture."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from tessera.content import pictures
from tessera.content.pictures import Picture
from tessera.errors import Problem


def code(found: Picture | Problem) -> str:
    return found.code if isinstance(found, Problem) else "good"


def png(size: tuple[int, int] = (3, 2)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size).save(data, "PNG")
    return data.getvalue()


def declared(width: int, height: int) -> bytes:
    """A few bytes that claim to be a picture of any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def test_a_picture_knows_its_size_before_it_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(png())
    found = pictures.read(tmp_path / "map.png", tmp_path)

    assert isinstance(found, Picture)
    assert (found.path, found.kind, found.width, found.height) == ("map.png", "PNG", 3, 2)
    assert pictures.read(tmp_path / "map.png", tmp_path, found) is found


@pytest.mark.parametrize("size", [(2_001, 2_000), (60_000, 60_000), (2**31 - 1, 1)])
def test_a_bomb_is_refused_by_its_head(tmp_path: Path, size: tuple[int, int]) -> None:
    (tmp_path / "map.png").write_bytes(declared(*size))

    assert code(pictures.read(tmp_path / "map.png", tmp_path)) == "picture-too-large"


@pytest.mark.parametrize(
    "data",
    [b"", b"<svg/>", b"GIF89a" + b"\0" * 40, png()[:40], declared(2_000, 2_000),
     declared(0, 5), b"\xff\xd8\xff\xe0 no"],
)  # fmt: skip
def test_what_cannot_be_decoded_is_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "map.png").write_bytes(data)

    assert code(pictures.read(tmp_path / "map.png", tmp_path)) == "bad-picture"


def test_a_file_is_what_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "map.jpg").write_bytes(png())

    assert code(pictures.read(tmp_path / "map.jpg", tmp_path)) == "bad-picture"


@pytest.mark.parametrize(
    "name", ["Map.png", "map.svg", "a b.png", "-a.png", "карта.png", "a" * 61 + ".png", "a..png"]
)
def test_a_name_can_stand_in_an_address(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(png())

    assert code(pictures.read(tmp_path / name, tmp_path)) == "bad-picture-name"


def test_nothing_is_followed_or_waited_for(tmp_path: Path) -> None:
    (tmp_path / "target.png").write_bytes(png())
    (tmp_path / "link.png").symlink_to("target.png")
    os.mkfifo(tmp_path / "pipe.png")

    assert code(pictures.read(tmp_path / "link.png", tmp_path)) == "unreadable"
    assert code(pictures.read(tmp_path / "pipe.png", tmp_path)) == "not-a-file"


def test_a_heavy_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "map.png").write_bytes(png() + b"\0" * pictures.MAX_BYTES)

    assert code(pictures.read(tmp_path / "map.png", tmp_path)) == "too-large"


@given(
    at=st.integers(0, 200),
    what=st.binary(min_size=1, max_size=8),
    kind=st.sampled_from(["png", "jpg", "webp"]),
)
def test_a_damaged_file_is_a_picture_or_a_problem(
    tmp_path_factory: pytest.TempPathFactory, at: int, what: bytes, kind: str
) -> None:
    """Whatever is wrong with it, never a traceback."""
    data = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(data, pictures.SUFFIXES[f".{kind}"])
    bytes_ = bytearray(data.getvalue())
    bytes_[at : at + len(what)] = what
    folder = tmp_path_factory.mktemp("pictures")
    (folder / f"map.{kind}").write_bytes(bytes_)

    assert code(pictures.read(folder / f"map.{kind}", folder)) in {
        "good", "bad-picture", "picture-too-large",
    }  # fmt: skip
