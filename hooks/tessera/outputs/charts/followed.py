"""`follow-through`: how long after the signature a further step was seen."""

from __future__ import annotations

from markupsafe import Markup

from tessera.outputs.charts import vega
from tessera.outputs.charts.figure import Cell, Figure
from tessera.outputs.pages import looked
from tessera.outputs.site import Site
from tessera.pattern import effort, survival
from tessera.pattern.survival import Curve, Point

AGES = (0.5, 1, 2, 3, 5, 10, 20)
"""Years at which the table reads the curve."""
STEPS = 150
"""Steps of the curve at most: more would not be seen, and every one is paid for."""
_READ = (
    "The line climbs wherever a step after the signature was seen; the band is its 95 % interval. "
    "An agreement counts only for as long as it could be watched, so a young one has not failed."
)


def figure(site: Site) -> Figure:
    """The curve, or why there is none."""
    curve = survival.curve(site.library.agreements.values(), site.today)
    if curve.refused:
        drawing, width, height = Markup(""), *vega.EMPTY
    else:
        svg, width, height = vega.draw(_spec(curve))
        drawing = Markup(svg)  # noqa: S704  Vega wrote it from numbers
    rows = [(age, point) for age in AGES if (point := curve.at(age)) is not None]
    return Figure(
        "follow-through",
        title=_title(curve),
        read=_READ,
        alt=_alt(rows),
        shape="drawn",
        width=width,
        height=height,
        given={"drawing": drawing},
        columns=("Years after signature", "Share with a step seen", "95 % interval", "Still watched"),
        rows=tuple(
            (Cell(f"{age:g}"), Cell(_percent(point.share)),
             Cell(f"{_percent(point.low)} to {_percent(point.high)}"),
             Cell(sum(1 for one in curve.spans if one.days > age * survival.YEAR)))
            for age, point in rows
        ),
        note=f"{curve.left_out} agreements cannot be followed, because the month of their signature or "
        "the date of their step is not known. A step that nobody reported is not in the picture: the "
        "true curve lies higher. It says nothing of what caused the step. "
        + looked.sentence(effort.looks(site.library), site.settings.language),
    )  # fmt: skip


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"


def _title(curve: Curve) -> str:
    if curve.refused:
        return f"No curve of follow-through is drawn: {curve.refused}"
    two = curve.at(2) or curve.points[-1]
    age = "two years" if curve.at(2) else f"{two.years:.1f} years"
    return (
        f"Within {age} of signature a further step was seen for about {_percent(two.share)} "
        f"({_percent(two.low)} to {_percent(two.high)})"
    )


def _alt(rows: list[tuple[float, Point]]) -> str:
    told = [f"{_percent(point.share)} by {age:g} years" for age, point in rows]
    return f"Curve of the share with a step seen: {'; '.join(told)}." if told else "No curve."


def _spec(curve: Curve) -> dict[str, object]:
    first = {"years": 0.0, "share": 0.0, "low": 0.0, "high": 0.0}
    steps = {round(p.years / curve.until * STEPS): p for p in curve.points}  # the last of each
    points = [first] + [
        {"years": p.years, "share": p.share, "low": p.low, "high": p.high} for p in steps.values()
    ]
    points.append({**points[-1], "years": curve.until})
    x = {"field": "years", "type": "quantitative", "title": "Years after signature",
         "axis": {"grid": False}}  # fmt: skip
    percent = {"format": "%"}
    return {
        "width": 760,
        "height": 280,
        "data": {"values": points},
        "layer": [
            {"mark": {"type": "area", "interpolate": "step-after", "color": "var(--tile-1)",
                      "opacity": 0.55},
             "encoding": {"x": x,
                          "y": {"field": "low", "type": "quantitative", "axis": percent,
                                "title": "Share with a step seen"},
                          "y2": {"field": "high"}}},
            {"mark": {"type": "line", "interpolate": "step-after", "color": "var(--petrol)",
                      "strokeWidth": 2},
             "encoding": {"x": x, "y": {"field": "share", "type": "quantitative"}}},
        ],
    }  # fmt: skip
