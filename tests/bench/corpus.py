"""Made-up desks of any size: valid, seeded, and skewed the way real registers are.

    python -m tests.bench.corpus OUT --agreements 10000 [--seed 1]

writes OUT/briefings with that many agreements, a tenth as many analyses, two hundred outlets and
the shipped vocabulary and parties. Agreement n is the same in a desk of any size, so that a desk can
grow from one measurement to the next. Nothing in it is true.
"""

from __future__ import annotations

import argparse
import re
import shutil
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, count
from json import dumps
from pathlib import Path
from random import Random
from typing import Any

import yaml
from tests.bench import wording

from tessera.content.parties import Parties, all_codes

Record = dict[str, Any]
Say = Callable[[tuple[str, ...]], str]
ROOT = Path(__file__).resolve().parents[2]
HEADER = "# yaml-language-server: $schema=../../docs/schema/agreement.json\n"
PARTIES, OUTLETS = 190, 200
SKEW = 0.75
"""Zipf's exponent: of 190 states the busiest signs a twelfth of all acts, a busy pair one in 120."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9 .()/-]*[A-Za-z0-9.)]|[A-Za-z0-9]")


@dataclass(frozen=True)
class Desk:
    """What a desk of made-up records consists of: file names without endings, and contents."""

    agreements: dict[str, Record] = field(default_factory=dict)
    analyses: dict[str, tuple[Record, str]] = field(default_factory=dict)
    outlets: dict[str, Record] = field(default_factory=dict)

    def write(self, root: Path) -> None:
        """Write `root`/briefings, which must not be there yet."""
        briefings = root / "briefings"
        for folder in ("agreements", "analyses"):
            (briefings / folder).mkdir(parents=True)
        for name in ("vocabulary.yml", "parties.yml"):
            shutil.copy(ROOT / "briefings" / name, briefings / name)
        (briefings / "outlets.yml").write_text(_yaml(self.outlets), "utf-8")
        for name, record in self.agreements.items():
            path = briefings / "agreements" / f"{name}.yml"
            path.write_text(HEADER + _yaml(record), "utf-8")
        for name, (front, body) in self.analyses.items():
            path = briefings / "analyses" / f"{name}.md"
            path.write_text(f"---\n{_yaml(front)}---\n{body}", "utf-8")


def desk(agreements: int, seed: int = 1) -> Desk:
    """The desk with this many agreements."""
    return _Maker(seed).desk(agreements)


class _Maker:
    def __init__(self, seed: int) -> None:
        self.seed = seed
        vocabulary = (ROOT / "briefings" / "vocabulary.yml").read_text("utf-8")
        self.terms: dict[str, Record] = yaml.load(vocabulary, yaml.CBaseLoader)
        self.codes: dict[str, tuple[str, ...]] = {
            section: tuple(terms) for section, terms in self.terms.items()
        }
        chance = self._chance("states")
        self.states = chance.sample(all_codes(), PARTIES)
        self.weights = list(accumulate(rank**-SKEW for rank in range(1, PARTIES + 1)))
        self.names = {
            lang: {code: Parties().name(code, lang) for code in self.states}
            for lang in wording.TITLES
        }
        self.outlets = {
            f"{code.lower()}-{n}": self._outlet(chance, code)
            for n, code in enumerate(
                chance.choices(self.states, cum_weights=self.weights, k=OUTLETS)
            )
        }

        self.outlet_keys = list(self.outlets)

    def desk(self, size: int) -> Desk:
        made = Desk(outlets=self.outlets)
        ids: list[str] = []
        for number in range(size):
            wanted, record = self._agreement(self._chance(f"agreement {number}"), ids)
            name = next(name for name in _numbered(wanted) if name not in made.agreements)
            made.agreements[name] = record
            ids.append(name)
        pairs: dict[tuple[str, str], list[str]] = {}
        for name, record in made.agreements.items():
            if len(both := record["parties"]) == 2:
                pairs.setdefault((both[0]["country"], both[1]["country"]), []).append(name)
        for number in range(-(-size // 10)):
            chance = self._chance(f"analysis {number}")
            first = ids[min(number * 10, size - 1)]
            about = tuple(party["country"] for party in made.agreements[first]["parties"][:2])
            acts = pairs.get((about[0], about[1]), [first])
            made.analyses[f"desk-note-{number + 1}"] = self._analysis(chance, about, acts, made)
        return made

    def _chance(self, name: str) -> Random:
        return Random(f"{self.seed} {name}")

    def _usual(self, chance: Random, section: str) -> str:
        """A code of the section; the first ones are the common ones."""
        codes = self.codes[section]
        return codes[min(int(chance.expovariate(3 / len(codes))), len(codes) - 1)]

    def _outlet(self, chance: Random, code: str) -> Record:
        return {
            "name": f"{self.names['en'][code]} {chance.choice(wording.OUTLETS)}",
            "country": code,
            "ownership": chance.choice(self.codes["ownerships"]),
            "kind": chance.choice(self.codes["source_kinds"]),
            "languages": ["en"],
            "host": f"{code.lower()}.example",
        }

    # --- agreements ----------------------------------------------------------------------------

    def _agreement(self, chance: Random, earlier: list[str]) -> tuple[str, Record]:
        """One record with its wished-for id. About as rich as the shipped ones."""
        parties = self._parties(chance)
        pillars = list(
            dict.fromkeys(
                self._usual(chance, "pillars")
                for _ in range(chance.choices((1, 2, 3, 5, 8), (30, 30, 25, 12, 3))[0])
            )
        )
        topic = self.terms["pillars"][pillars[0]]["label"].lower()
        year = int(chance.triangular(1955, 2026.9, 2026))
        signed = _day(chance, year)
        sources = self._sources(chance, signed)
        any_source = [one["id"] for one in sources]

        def say(patterns: tuple[str, ...]) -> str:
            return chance.choice(patterns).format(
                a=self.names["en"][parties[0]], b=self.names["en"][parties[1]], topic=topic,
                n=chance.randint(2, 40),
            )  # fmt: skip

        def maybe(share: float, value: Any) -> Any:
            return value if chance.random() < share else None

        record = {
            "title": say(wording.TITLES["en"]),
            "titles": maybe(0.4, [
                {"lang": lang, "text": chance.choice(wording.TITLES[lang]).format(
                    a=self.names[lang][parties[0]], b=self.names[lang][parties[1]])}
                for lang in chance.sample(("ru", "fa", "zh", "ar"), chance.randint(1, 2))
            ]),
            "summary": say(wording.SUMMARIES),
            "instrument": self._usual(chance, "instruments"),
            "binding": maybe(0.3, {"value": chance.choice(("binding", "non-binding")), "basis": "inferred-from-title"}),
            "level": maybe(0.8, self._usual(chance, "levels")),
            "parties": [{"country": code, "body": chance.choice(wording.BODIES)} for code in parties],
            "dates": {"signed": self._signed(chance, signed, any_source)},
            "place": maybe(0.7, chance.choice(wording.PLACES)),
            "status": maybe(0.94, {"value": self._usual(chance, "statuses"), "as_of": signed, "source": any_source[0]}),
            "text": {"availability": self._usual(chance, "text_availability")},
            "pillars": {
                code: {"as_worded": maybe(0.5, self.terms["pillars"][code]["label"].lower()),
                       "depth": maybe(0.5, chance.choice("123"))}
                for code in pillars
            },
            "commitments": maybe(0.5, [
                {"type": self._usual(chance, "commitments"), "quantity": str(chance.randint(1, 50)),
                 "detail": say(wording.DETAILS), "source": any_source[0]}
            ]) or maybe(0.5, chance.choice(self.codes["blanks"])),
            "relations": maybe(0.2, [{"type": self._usual(chance, "relations"), "to": chance.choice(earlier)}])
            if earlier else None,
            "sources": sources,
            "claims": self._claims(chance, say, signed, any_source),
            "follow_through": maybe(0.25, [
                {"date": _day(chance, min(year + n, 2026)), "rung": self._usual(chance, "rungs"),
                 "what": say(wording.STEPS), "source": any_source[-1]}
                for n in range(1, chance.randint(2, 4))
            ]),
            "note": maybe(0.3, chance.choice(wording.NOTES)),
            "coding": {"coder": "desk", "date": "2026-11-01", "confidence": chance.choice(self.codes["confidences"])},
            "published": _day(chance, 2026),
        }  # fmt: skip
        slug = (
            "-".join(sorted(code.lower() for code in parties)) if len(parties) == 2 else "several"
        )
        return f"{slug}-{year}-{pillars[0]}"[:58].rstrip("-"), record

    def _parties(self, chance: Random) -> list[str]:
        """Two busy or less busy states; now and then three to five."""
        number = chance.choices((2, 3, 5), (95, 4, 1))[0]
        chosen: dict[str, None] = {}
        while len(chosen) < number:
            chosen[self.states[bisect(self.weights, chance.random() * self.weights[-1])]] = None
        return sorted(chosen)

    def _signed(self, chance: Random, signed: str, sources: list[str]) -> Any:
        if chance.random() < 0.05:
            return "unknown"
        if chance.random() < 0.07 and len(sources) > 1:
            return {"values": [
                {"value": signed, "source": sources[0], "chosen": True},
                {"value": f"{int(signed[:4]) - 1}", "source": sources[1]},
            ]}  # fmt: skip
        return {"value": signed, "source": sources[0]}

    def _sources(self, chance: Random, signed: str) -> list[Record]:
        number = chance.choices((1, 2, 3, 6), (52, 30, 14, 4))[0]
        sources: list[Record] = []
        for rank in {int(OUTLETS * chance.random() ** 2): None for _ in range(number)}:
            outlet = self.outlet_keys[rank]
            path = "-".join(chance.choice(wording.BODIES).lower().split())
            sources.append({
                "id": f"s{len(sources) + 1}",
                "outlet": outlet,
                "url": f"https://{outlet}.example/news/{chance.randrange(10**6)}/{path}-sign-a-paper",
                "lang": chance.choice(("en", "ru", "fa", "zh", "ar", "es")),
                "published": signed if chance.random() < 0.8 else None,
                "accessed": "2026-11-23",
                "role": self._usual(chance, "source_roles"),
                "seen": self._usual(chance, "source_seen"),
                "syndicates": sources[0]["id"] if sources and chance.random() < 0.15 else None,
                "note": chance.choice(wording.NOTES) if chance.random() < 0.35 else None,
            })  # fmt: skip
        return sources

    def _claims(self, chance: Random, say: Say, day: str, sources: list[str]) -> list[Record]:
        claims: list[Record] = []
        for n in range(chance.choices((1, 2, 4), (62, 28, 10))[0]):
            modality = self._usual(chance, "modalities")
            claims.append({
                "id": f"c{n + 1}",
                "says": say(wording.CLAIMS),
                "about": "commitments",
                "modality": modality,
                "as_of": day,
                "evidence": [{"source": chance.choice(sources), "bears": self._usual(chance, "bearings")}],
                "confidence": chance.choice(self.codes["confidences"]),
                "searched": [{"where": "Two registers and one agency", "query": "agreement", "date": "2026-11-23"}]
                if modality == "absence" else None,
                "note": chance.choice(wording.NOTES) if chance.random() < 0.15 else None,
            })  # fmt: skip
        return claims

    # --- analyses ------------------------------------------------------------------------------

    def _analysis(
        self, chance: Random, about: tuple[str, ...], acts: list[str], made: Desk
    ) -> tuple[Record, str]:
        """One briefing on a pair and up to six of its acts, some 700 words."""
        used = acts[:6]
        names = [self.names["en"][code] for code in about]
        front = {
            "title": f"{names[0]} and {names[1]}: what the papers say, and what came of them",
            "standfirst": f"{len(acts)} recorded acts, most of them on science, education or culture. "
            "The papers are easier to find than anything that came of them.",
            "authors": [{"name": "Made-up desk"}],
            "published": _day(chance, 2026),
            "as_of": "2026-11-23",
            "kind": chance.choice(self.codes["analysis_kinds"]),
            "agreements": used,
            "countries": list(about),
            "topics": ["science diplomacy", "joint commissions"],
            "provenance": [
                {"source": f"{name}#{made.agreements[name]['sources'][0]['id']}", "use": chance.choice(wording.NOTES)}
                for name in used
            ],
            "would_change_our_mind": ["A list of the projects that were paid for.", "The dated text."],
            "review_by": "2027-06-30",
        }  # fmt: skip
        parts = []
        for heading in ("The papers", "The commission", "What is missing"):
            parts.append(f"## {heading}\n")
            parts += [
                pattern.format(pair="-".join(about), plus="+".join(about), was=len(acts),
                               first=used[0], second=used[-1]) + "\n"
                for pattern in chance.sample(wording.PARAGRAPHS, 3)
            ]  # fmt: skip
        parts[2:2] = [wording.TABLE, wording.NOTICE]
        return front, "\n".join(parts)


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{n}" for n in count(2))


def _day(chance: Random, year: int) -> str:
    """A day of the year, sometimes known to the month or year only, seldom uncertain."""
    form = chance.choices(("{}-{:02}-{:02}", "{}-{:02}", "{}", "{}-{:02}-{:02}?"), (86, 7, 5, 2))[0]
    return form.format(year, chance.randint(1, 11), chance.randint(1, 28))


def _yaml(data: Record, indent: str = "") -> str:
    """A mapping in block style, the way authors write it; what is None is left out."""
    lines = []
    for key, value in data.items():
        if isinstance(value, dict):
            lines.append(f"{indent}{key}:\n{_yaml(value, indent + '  ') or ''}")
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            items = [_yaml(item, f"{indent}    ") for item in value]
            lines.append(
                f"{indent}{key}:\n" + "".join(f"{indent}  - {item.lstrip()}" for item in items)
            )
        elif value is not None:
            lines.append(f"{indent}{key}: {_scalar(value)}\n")
    return "".join(lines)


def _scalar(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_scalar, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    return value if _PLAIN.fullmatch(value) else dumps(value, ensure_ascii=False)


def main() -> None:
    """Write a desk, and say how large it is."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.corpus", description=__doc__.splitlines()[0]
    )
    parser.add_argument("out", type=Path, help="a folder without briefings/")
    parser.add_argument("--agreements", type=int, default=1000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    made = desk(given.agreements, given.seed)
    made.write(given.out)
    for folder in ("agreements", "analyses"):
        sizes = [path.stat().st_size for path in (given.out / "briefings" / folder).iterdir()]
        print(
            f"{len(sizes):,} {folder}, {sum(sizes) // max(len(sizes), 1):,} bytes each on average"
        )


if __name__ == "__main__":
    main()
