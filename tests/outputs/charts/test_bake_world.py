"""The world's shapes: every territory reachable, nothing upside down, nothing smeared over the line."""

from __future__ import annotations

import re

import pytest

from tessera.content.parties import all_codes
from tessera.outputs.charts import bake_world, world
from tessera.outputs.charts.bake_world import HEIGHT, WIDTH, equal_earth


def box(code: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of the party's largest area, or of its dot."""
    shapes = world.shapes()
    if code in shapes["dots"]:
        x, y = shapes["dots"][code]
        return x, y, x, y
    x = y = 0
    xs, ys = [], []
    ring = re.split("(?=M)", shapes["paths"][code])[1]
    start, _, steps = ring[1:].rstrip("z").partition("l")
    numbers = [int(n) for n in re.findall(r"-?\d+", f"{start} {steps}")]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        xs.append(x)
        ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def test_every_territory_can_be_reached() -> None:
    shapes = world.shapes()

    assert shapes["paths"].keys().isdisjoint(shapes["dots"])
    assert {*all_codes(), "XKX"} == shapes["paths"].keys() | shapes["dots"].keys()


def test_everything_is_on_the_map() -> None:
    for code in all_codes():
        left, top, right, bottom = box(code)
        assert 0 <= left <= right <= WIDTH, code
        assert 0 <= top <= bottom <= HEIGHT, code


@pytest.mark.parametrize(
    ("north", "south"), [("NOR", "ITA"), ("CAN", "MEX"), ("DZA", "ZAF"), ("CHN", "AUS")]
)
def test_north_is_up(north: str, south: str) -> None:
    assert box(north)[3] < box(south)[1]


@pytest.mark.parametrize(("west", "east"), [("PRT", "POL"), ("BRA", "AGO"), ("IND", "JPN")])
def test_east_is_right(west: str, east: str) -> None:
    assert box(west)[2] < box(east)[0]


@pytest.mark.parametrize("code", ["RUS", "FJI", "USA", "NZL"])
def test_nothing_is_smeared_across_the_180th_meridian(code: str) -> None:
    left, _, right, _ = box(code)

    assert right - left < WIDTH / 2


def test_the_projection_is_equal_earth() -> None:
    """The published map's corners: the pole line is 0.5918 of the equator, the height 0.4867 of it."""
    left, top = equal_earth(-180, 90)
    right, _ = equal_earth(180, 90)

    assert equal_earth(0, 0) == (WIDTH / 2, HEIGHT / 2)
    assert equal_earth(180, 0)[0] == pytest.approx(WIDTH)
    assert (right - left) / WIDTH == pytest.approx(0.5918, abs=1e-3)
    assert (HEIGHT / 2 - top) * 2 / WIDTH == pytest.approx(0.4867, abs=1e-3)


def test_areas_are_true() -> None:
    """A square degree at 60° has half the area of one at the equator."""

    def cell(latitude: float) -> float:
        corners = [(0, latitude), (1, latitude), (1, latitude + 1), (0, latitude + 1)]
        return abs(bake_world.area([equal_earth(*corner) for corner in corners]))

    assert cell(59.5) / cell(-0.5) == pytest.approx(0.5, abs=0.005)


def test_a_ring_is_cut_at_the_line() -> None:
    """A square of ten degrees on either side of it becomes two halves."""
    parts = bake_world.cut([(175, 0), (-175, 0), (-175, 10), (175, 10), (175, 0)])

    assert sorted((min(x for x, _ in part), max(x for x, _ in part)) for part in parts) == [
        (-180, -175),
        (175, 180),
    ]


def test_a_small_topology_is_baked() -> None:
    """Quantized arcs, one of them run backwards; an islet too small for an area becomes a dot."""
    topology = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [20, 0], [0, 20]], [[0, 0], [0, 20], [20, 0]], [[40, 10], [0, 0]]],
        "objects": {
            "countries": {
                "geometries": [
                    {"type": "Polygon", "properties": {"a3": "AAA"}, "arcs": [[0, ~1]]},
                    {"type": "MultiPolygon", "properties": {"a3": "BBB"}, "arcs": [[[2]]]},
                ]
            }
        },
    }

    baked = bake_world.bake(topology, topology, ["AAA", "BBB"])

    assert baked["paths"].keys() == {"AAA"}
    assert baked["dots"].keys() == {"BBB"}
