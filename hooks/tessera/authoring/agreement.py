"""The text of a new record: what was answered, and for all else a line to take in.

A line that begins with `#` and a field's name is valid as it stands once the `#` is gone, so that an
author fills in rather than looks up. A line that begins with `# ` explains.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tessera.authoring.answers import Answers
from tessera.content import yaml_text
from tessera.content.fields import BLANKS
from tessera.content.vocabulary import Vocabulary

HEAD = """\
# yaml-language-server: $schema=../../docs/schema/agreement.json
# Lines such as `#binding:` are offered: take the # away and fill them in. Leave out what you have not looked for.
# What you looked for and did not find gets a blank, and none of them means no: {blanks}.
"""


def text(answers: Answers, vocabulary: Vocabulary, today: str) -> str:
    """The YAML of the record. `today` (ISO) is the day on which the source is read."""
    parts = [
        yaml_text.write(part) if isinstance(part, dict) else f"{part}\n"
        for part in _parts(answers, vocabulary, today)
    ]
    return HEAD.format(blanks=", ".join(BLANKS)) + "".join(parts)


def _parts(answers: Answers, vocabulary: Vocabulary, today: str) -> Iterator[dict[str, Any] | str]:
    """What is known as data, what is offered as lines."""
    source = answers.source

    def offer(name: str, section: str, rest: str) -> str:
        codes = [*vocabulary.sections[section]]
        return f"#{name}: {{{rest.format(codes[0])}}}  # {', '.join(codes)}"

    yield {"title": answers.title}
    yield "#titles: [{lang: be, text: …, translated: true}]"
    yield "#summary: …  # two sentences in your own words: what it is, and what is not known of it"
    yield {"instrument": answers.instrument}
    yield offer("binding", "bindings", f"value: {{}}, source: {source}")
    yield offer("level", "levels", f"value: {{}}, source: {source}")
    yield "# A party may say who signed for it: {country: BLR, body: Ministry of Education, certainty: certain}"
    yield {"parties": sorted(dict.fromkeys(answers.parties))}
    yield {"dates": _dates(answers)}
    for other in ("announced", "in_force", "expires"):
        if other != answers.kind:
            yield f"#  {other}: {{value: {today[:4]}, source: {source}}}"
    yield f"#place: {{value: …, source: {source}}}"
    yield offer("status", "statuses", f"value: {{}}, as_of: {today}, source: {source}")
    yield offer("text", "text_availability", f"availability: {{}}, as_of: {today}")
    if answers.pillars:
        yield "# A pillar may also have as_worded (the source's own word), depth (1 to 3) and note."
        yield {"pillars": {code: {"source": source} for code in answers.pillars}}
    else:
        yield offer("pillars", "pillars", f"{{}}: {{{{source: {source}}}}}")
    codes = [*vocabulary.sections["commitments"]]
    yield f"#commitments: [{{type: {codes[0]}, detail: …, source: {source}}}]  # {', '.join(codes)}"
    yield {"sources": [_source(answers, today)]}
    yield "# What you say on the strength of it, one checkable statement each."
    yield (
        f"#claims:\n#  - {{id: signed, says: …, about: dates, modality: reported, as_of: {today}, "
        f"confidence: low,\n#     evidence: [{{source: {source}, bears: supports}}]}}"
    )
    yield "#watch: [{what: …}]  # what would tell whether it came to life, and by: when"
    yield {"published": today}


def _dates(answers: Answers) -> dict[str, Any]:
    known = {"value": answers.when, "source": answers.source} if answers.date else answers.when
    if answers.kind == "signed":
        return {"signed": known}
    return {"signed": "unknown", answers.kind: known}


def _source(answers: Answers, today: str) -> dict[str, str]:
    return {
        name: value
        for name, value in (
            ("id", answers.source),
            ("outlet", answers.outlet),
            ("url", answers.url),
            ("title", answers.source_title),
            ("lang", answers.lang),
            ("accessed", today if answers.url else ""),
        )
        if value
    }
