"""Which words and flags each page's card carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.lookups import Kept
from tessera.outputs import words
from tessera.outputs.cards.spec import HEIGHT, WIDTH, CardSpec, joined
from tessera.outputs.once import per_site
from tessera.outputs.pages import standing
from tessera.outputs.site import Site
from tessera.outputs.view import DATE_LABELS
from tessera.pattern import groups
from tessera.pattern.index import analysis_parties

JOINTS, MEMBERS = 6, 12
"""The fields of a pair and the members of a group that a card's network has room for."""

Named = tuple[str, CardSpec]
"""A card and the file name it goes by, before its hash."""


@dataclass(frozen=True, slots=True)
class Image:
    """A card as a page names it: where it stands, its words, and its size in pixels."""

    url: str
    alt: str
    width: int = WIDTH
    height: int = HEIGHT


def shown(site: Site, card: Callable[[], Named] | None = None) -> Image | None:
    """The card that a page names, the default where it has none; None where none are drawn."""
    if not site.settings.cards:
        return None
    name, spec = card() if card is not None else default(site)
    return Image(site.settings.absolute(spec.uri(name)), spec.alt)


def default(site: Site) -> Named:
    """The card of every page that has none of its own."""
    library = site.library
    return "site", CardSpec(
        "default",
        kicker=site.wording.plural("{n} agreement", "{n} agreements", len(library.agreements)),
        title=site.settings.site_description or site.settings.site_name,
        site=site.settings.site_name,
        accent=site.settings.accent,
        lang=site.settings.language,
    )


def agreement(site: Site, act: Agreement) -> Named:
    """Flags and names, instrument and place in the pair, date, pillars, status, and text."""
    label = site.library.vocabulary.label
    say, facts = site.wording.say, []
    if act.dates.chronology:
        name, value = act.dates.chronology
        facts.append((say(DATE_LABELS[name]), words.date(value, site.wording)))
    else:
        facts.append((say("Signed"), say("date unknown")))
    if act.formula:
        pillars = [label("pillars", code) for code in act.pillars.items] if act.pillars else []
        more = f" +{len(pillars) - 2}" if len(pillars) > 2 else ""
        facts.append((say("Pillars"), ", ".join(pillars[:2]) + more))
    if act.status:
        facts.append((say("Status"), label("statuses", str(act.status.value))))
    facts.append(
        (
            say("Text"),
            label("text_availability", act.text.availability) if act.text else say("Not coded"),
        )
    )
    return act.id, CardSpec(
        "agreement",
        kicker=joined(
            " · ",
            (
                site.instrument_name(str(act.instrument.value)),
                standing.place(act, site),
            ),
        ),
        title=act.title,
        flags=act.codes,
        parties=tuple(site.name(code) for code in act.codes),
        facts=tuple(facts),
        site=site.settings.site_name,
        accent=site.settings.accent,
        lang=site.settings.language,
    )


def address(site: Site, act: Agreement) -> str:
    """Where an agreement's card lives: worked out once for all feeds, which show no more of it."""

    def worked_out() -> str:
        name, card = agreement(site, act)
        return card.uri(name)

    return _addresses(site).get(act.id, worked_out)


@per_site
def _addresses(site: Site) -> Kept[str]:
    return Kept(site.library.lookups)


def analysis(site: Site, one: Analysis) -> Named:
    """Headline, parties and dates."""
    codes = analysis_parties(one, site.library)[:6]
    return one.id, CardSpec(
        "analysis",
        kicker=site.library.vocabulary.label("analysis_kinds", one.kind),
        title=one.title,
        flags=codes,
        parties=tuple(site.name(code) for code in codes),
        facts=(
            (site.wording.say("Published"), words.date(one.published, site.wording)),
            (site.wording.say("As of"), words.date(one.as_of, site.wording)),
        ),
        site=site.settings.site_name,
        accent=site.settings.accent,
        lang=one.lang or site.settings.language,
    )


def country(site: Site, code: str) -> Named:
    """The party and how much is recorded of it."""
    acts = site.index.by_party.get(code, ())
    partners = {other for act in acts for other in act.codes} - {code}
    dated = [act.when.year for act in acts if act.when]
    say = site.wording.say
    facts = [(say("Agreements"), str(len(acts))), (say("Partners"), str(len(partners)))]
    if dated:
        facts.append((say("Years"), words.years(dated)))
    return code.lower(), CardSpec(
        "country",
        kicker=say("Agreements on record"),
        title=site.name(code),
        flags=(code,),
        parties=(),
        facts=tuple(facts),
        site=site.settings.site_name,
        accent=site.settings.accent,
        lang=site.settings.language,
    )


def pair(site: Site, both: tuple[str, str]) -> Named:
    """The two parties, their acts, and the fields that join them: each line by the acts that name it."""
    acts = site.index.by_pair.get(both, ())
    dated = [act.when.year for act in acts if act.when]
    say = site.wording.say
    facts = [(say("Agreements"), str(len(acts)))]
    if dated:
        # Not "first": an act without a date may be earlier.
        facts.append((say("Earliest date"), str(min(dated))))
        facts.append((say("Latest date"), str(max(dated))))
    fields = Counter(code for act in acts for code in act.formula)
    drawn = sorted(fields, key=lambda code: (-fields[code], code))[:JOINTS]
    label = site.library.vocabulary.label
    return "-".join(both).lower(), CardSpec(
        "pair",
        kicker=say("Acts between two parties"),
        title=site.pair_name(both),
        flags=both,
        parties=tuple(site.name(code) for code in both),
        facts=tuple(facts),
        nodes=(*both, *(f"{label('pillars', code)} {fields[code]}" for code in drawn)) if drawn else (),
        ties=tuple(
            (pole, n, _weight(fields[code], max(fields.values())))
            for n, code in enumerate(drawn, 2) for pole in (0, 1)
        ),
        site=site.settings.site_name,
        accent=site.settings.accent,
        lang=site.settings.language,
    )  # fmt: skip


def group(site: Site, key: str) -> Named:
    """The members with the most acts among themselves, and who of them signed with whom."""
    library, named = site.library, site.library.further.groups[key]
    members = dict.fromkeys(one.party for one in library.further.members(key, library.parties))
    among = groups.acts(key, library, library.agreements.values()).among
    pairs = Counter(
        pair for act in among for pair in combinations(act.codes, 2) if members.keys() >= {*pair}
    )
    signed = Counter(code for act in among for code in act.codes if code in members)
    drawn = sorted(signed, key=lambda code: (-signed[code], code))[:MEMBERS]
    place = {code: n for n, code in enumerate(drawn)}
    shown = sorted(members, key=lambda code: (-signed[code], code))
    return key, CardSpec(
        "group",
        kicker=site.wording.say("Agreements among members"),
        title=named.label,
        flags=tuple(shown[:MEMBERS]),
        facts=(
            (site.wording.say("Members"), str(len(members))),
            (site.wording.say("Agreements among them"), str(len(among))),
        ),
        nodes=tuple(drawn) if len(drawn) > 2 else (),
        ties=tuple(
            (place[first], place[second], _weight(n, max(pairs.values())))
            for (first, second), n in sorted(pairs.items()) if first in place and second in place
        ) if len(drawn) > 2 else (),
        site=site.settings.site_name,
        accent=site.settings.accent,
        lang=site.settings.language,
    )  # fmt: skip


def _weight(count: int, most: int) -> int:
    """1 to 3, by thirds of the largest count."""
    return -(-3 * count // most)
