"""`pattern/acts.json`: what a reader's own selection is counted from, loaded at the first filter.

    {"parties": [code], "pillars": [code], "levels": [code],
     "acts": [[[party…], year, [pillar…], level], …]}

Parties, pillars and levels stand as their numbers in those lists; the year is 0 and the level -1 where
they are not known.
"""

from __future__ import annotations

import json

from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.outputs.view import Shown, View


def _acts(site: Site, _: str) -> str:
    acts = site.bare.library.agreements.values()
    parties = sorted({code for act in acts for code in act.codes})
    pillars = sorted({code for act in acts for code in act.formula})
    levels = sorted({str(act.level.value) for act in acts if act.level})
    number = {code: n for n, code in enumerate(parties)}
    pillar = {code: n for n, code in enumerate(pillars)}
    level = {code: n for n, code in enumerate(levels)}
    told = [
        [
            [number[code] for code in act.codes],
            act.when.year if act.when else 0,
            [pillar[code] for code in act.formula],
            level[str(act.level.value)] if act.level else -1,
        ]
        for act in acts
    ]
    data = {"parties": parties, "pillars": pillars, "levels": levels, "acts": told}
    return json.dumps(data, separators=(",", ":"))


ACTS = Producer("acts to filter", lambda _: ("acts",), lambda _, key: f"pattern/{key}.json", _acts)


def choices(site: Site, view: View) -> Shown:
    """What the pattern page can be narrowed by: pillars and levels with their labels, and years."""
    site, label = site.bare, site.library.vocabulary.label
    levels = {str(act.level.value) for act in site.library.agreements.values() if act.level}
    years = [*site.index.by_year]
    return {
        "pillars": [
            {"code": code, "label": label("pillars", code)} for code in site.index.by_pillar
        ],
        "levels": [{"code": code, "label": label("levels", code)} for code in sorted(levels)],
        "years": (min(years), max(years)) if years else None,
        "periods": [
            {
                "label": one.label,
                "from": one.from_ or "",
                "to": "" if one.until == 9999 else one.until,
            }
            for one in site.settings.periods
        ],
        "acts": view.href("pattern/acts.json"),
    }
