"""`follow-through`: how long after the signature a further step was seen."""

from __future__ import annotations

from markupsafe import Markup

from tessera.outputs.charts import vega
from tessera.outputs.charts.figure import Cell, Figure
from tessera.outputs.pages import looked
from tessera.outputs.site import Site
from tessera.pattern import effort, survival
from tessera.pattern.survival import Curve, Point
from tessera.wording import Wording, mark

AGES = (0.5, 1, 2, 3, 5, 10, 20)
"""Years at which the table reads the curve."""
_COLUMNS = (
    mark("Years after signature"),
    mark("Share with a step seen"),
    mark("95 % interval"),
    mark("Still watched"),
)
STEPS = 150
"""Steps of the curve at most: more would not be seen, and every one is paid for."""
_READ = mark(
    "The line climbs wherever a step after the signature was seen; the band is its 95 % interval. "
    "An agreement counts only for as long as it could be watched, so a young one has not failed."
)


def figure(site: Site) -> Figure:
    """The curve, or why there is none."""
    followed = survival.follow(site.library.agreements.values(), site.today)
    curve = site.library.lasting("follow-through", repr(followed), lambda: survival.curve(followed))
    if curve.refused:
        drawing, width, height = Markup(""), *vega.EMPTY
    else:
        svg, width, height = vega.draw(site, "follow-through", _spec(site.wording, curve))
        drawing = Markup(svg)  # noqa: S704  Vega wrote it from numbers
    rows = [(age, point) for age in AGES if (point := curve.at(age)) is not None]
    return Figure(
        "follow-through",
        title=_title(site.wording, curve),
        read=site.wording.say(_READ),
        alt=_alt(site.wording, rows),
        shape="drawn",
        width=width,
        height=height,
        given={"drawing": drawing},
        columns=tuple(map(site.wording.say, _COLUMNS)),
        rows=tuple(
            (Cell(_age(site.wording, age)), Cell(site.wording.percent(point.share)),
             Cell(_interval(site.wording, point)),
             Cell(sum(1 for one in followed.spans if one.days > age * survival.YEAR)))
            for age, point in rows
        ),
        note=" ".join((
            site.wording.plural(
                "{n} agreement cannot be followed, because the month of its signature or the date of its "
                "step is not known.",
                "{n} agreements cannot be followed, because the month of their signature or the date of "
                "their step is not known.",
                followed.left_out,
            ),
            site.wording.say(
                "A step that nobody reported is not in the picture: the true curve lies higher. It says "
                "nothing of what caused the step."
            ),
            looked.sentence(effort.looks(site.library), site.wording),
        )),
    )  # fmt: skip


def _age(wording: Wording, years: float) -> str:
    return wording.decimal(years, 0 if years == int(years) else 1)


def _interval(wording: Wording, point: Point) -> str:
    return wording.say(
        "{low} to {high}", low=wording.percent(point.low), high=wording.percent(point.high)
    )


def _title(wording: Wording, curve: Curve) -> str:
    if curve.refused:
        return wording.say(
            "No curve of follow-through is drawn: {reason}", reason=wording.tell(curve.refused)
        )
    two = curve.at(2) or curve.points[-1]
    age = (
        wording.say("two years")
        if curve.at(2)
        else wording.say("{number} years", number=wording.decimal(two.years, 1))
    )
    return wording.say(
        "Within {age} of signature a further step was seen for about {share} ({interval})",
        age=age,
        share=wording.percent(two.share),
        interval=_interval(wording, two),
    )


def _alt(wording: Wording, rows: list[tuple[float, Point]]) -> str:
    told = [
        wording.say(
            "{share} by {age} years", share=wording.percent(point.share), age=_age(wording, age)
        )
        for age, point in rows
    ]
    if not told:
        return wording.say("No curve.")
    return wording.say("Curve of the share with a step seen: {list}.", list="; ".join(told))


def _spec(wording: Wording, curve: Curve) -> dict[str, object]:
    first = {"years": 0.0, "share": 0.0, "low": 0.0, "high": 0.0}
    steps = {round(p.years / curve.until * STEPS): p for p in curve.points}  # the last of each
    points = [first] + [
        {"years": p.years, "share": p.share, "low": p.low, "high": p.high} for p in steps.values()
    ]
    points.append({**points[-1], "years": curve.until})
    x = {"field": "years", "type": "quantitative", "title": wording.say("Years after signature"),
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
                                "title": wording.say("Share with a step seen")},
                          "y2": {"field": "high"}}},
            {"mark": {"type": "line", "interpolate": "step-after", "color": "var(--petrol)",
                      "strokeWidth": 2},
             "encoding": {"x": x, "y": {"field": "share", "type": "quantitative"}}},
        ],
    }  # fmt: skip
