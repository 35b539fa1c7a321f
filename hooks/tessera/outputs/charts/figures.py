"""Every figure of the site: the table of contents of what the pattern page shows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

from markupsafe import Markup

from tessera.outputs import accent, words
from tessera.outputs.charts import followed, formulas, matrix, network, vega, world
from tessera.outputs.charts.figure import Figure
from tessera.outputs.data.table import safe
from tessera.outputs.once import per_site
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.wording import mark

FIGURES: Mapping[str, Callable[[Site], Figure]] = {
    "map": world.figure,
    "matrix": matrix.figure,
    "network": network.figure,
    "periods": matrix.multiples,
    "formulas": formulas.figure,
    "follow-through": followed.figure,
}
NAMES = {
    "map": mark("map"),
    "matrix": mark("matrix"),
    "network": mark("network"),
    "periods": mark("periods"),
    "formulas": mark("formulas"),
    "follow-through": mark("follow through"),
}
"""What each is called where it is one of several."""
GROUP = "figures"
"""All that is made of figures is made by one worker, so that each is worked out once."""


@per_site
def figures(site: Site) -> Mapping[str, Figure]:
    """Key → figure, in the order of the pattern page."""
    return {key: make(site.bare) for key, make in FIGURES.items()}


def svg(site: Site, key: str) -> str:
    """The figure as a document of its own: title, drawing, legend, source and version."""
    figure = figures(site)[key]
    return vega.plain(
        site.templates.get_template("figure.svg.html").render(
            figure=figure,
            words=words,
            lines=_lines(figure.title, figure.width),
            origin=site.wording.say(
                "{site}, {licence}, version {version}",
                site=site.settings.site_name,
                licence=site.settings.content_license,
                version=f"{site.today}+{figure.digest}",
            ),
            style=Markup(STYLE),  # noqa: S704  written below
        ),
        accent.light(site.settings.accent) if site.settings.accent else {},
    )


def _lines(title: str, width: int) -> list[str]:
    """The title broken where it would leave the picture."""
    room, lines = max(width // 10, 24), [""]
    for word in title.split():
        if lines[-1] and len(lines[-1]) + len(word) >= room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


STYLE = """
text{font-family:var(--sans);fill:var(--ink)}.name{font-size:12px}.name--node{paint-order:stroke;stroke:var(--paper);stroke-width:3px}.title{font-size:18px;font-weight:600}
.origin{font-size:11px;fill:var(--soft)}.land{stroke:var(--paper);stroke-width:.6}
.tile--0{fill:var(--rule)}.tile--1{fill:var(--tile-1)}.tile--2{fill:var(--tile-2)}.tile--3{fill:var(--tile-3)}
.tile--4{fill:var(--tile-4)}.tile--5{fill:var(--tile-5)}.grid,.frame{fill:none;stroke:var(--rule)}.self{fill:var(--rule)}
.tie{fill:none;stroke:var(--tile-2)}.tie--1{stroke-width:1}.tie--2{stroke-width:2}.tie--3{stroke-width:3.5}
.tie--4{stroke-width:5.5}.tie--5{stroke-width:8}.node{fill:var(--petrol);stroke:var(--paper);stroke-width:1.5}
""".replace("\n", "")


def table(site: Site, key: str) -> str:
    """The figure's table as CSV, safe to open in a spreadsheet."""
    figure, out = figures(site)[key], io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(figure.columns)
    write.writerows([safe(str(cell.text)) for cell in row] for row in figure.rows)
    return out.getvalue()


PRODUCERS = (
    Producer("figures as tables", lambda _: FIGURES, lambda _, key: f"pattern/{key}/table.csv",
             table, together=GROUP),
    Producer("figures as SVG", lambda _: FIGURES, lambda _, key: f"pattern/{key}/figure.svg", svg,
             together=GROUP),
    Producer("figures as PNG", lambda _: FIGURES, lambda _, key: f"pattern/{key}/figure.png",
             lambda site, key: vega.png(site, key, svg(site, key)), together=GROUP),
)  # fmt: skip
