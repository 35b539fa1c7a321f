"""A new desk's folder: what it keeps for itself, and what it has from Tessera.

    the desk's     mkdocs.yml, README.md, briefings/, docs/about.md and methodology.md, overrides/:
                   written once, from the answers
    Tessera's      Makefile, hooks/, workflows, locks, the reference pages, schemas:
                   written anew by `tessera init --renew`

Templates lie in start/. What is the same for every desk is Tessera's own file: a wheel carries a copy
in start/, and a checkout has it in its place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tessera import locales, theme, wording
from tessera.authoring.answers import slug
from tessera.content import schema
from tessera.errors import TesseraError
from tessera.outputs import accent
from tessera.wording import Wording

PACKAGE = "tessera-briefings"
LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
START = Path(__file__).resolve().parent / "start"
_CHECKOUT = Path(__file__).resolve().parents[3]

_ONCE = {
    "mkdocs.yml": "mkdocs.yml",
    "README.md": "README.md",
    ".gitignore": "gitignore",
    ".vscode/settings.json": "vscode-settings.json",
    "docs/about.md": "docs/about.md",
    "briefings/outlets.yml": "briefings/outlets.yml",
    "briefings/parties.yml": "briefings/parties.yml",
}
"""The desk's file → its template."""
FROM_TESSERA = (
    "hooks/publish.py",
    "requirements-build.lock",
    "requirements.lock",
    "docs/commands.md",
    "docs/importing.md",
    "docs/methodology.md",
    "docs/problems.md",
    "docs/publishing.md",
    "docs/settings.md",
    "docs/using.md",
    "docs/why.md",
    "docs/writing.md",
    "briefings/vocabulary.yml",
    ".github/workflows/check.yml",
    ".github/workflows/pages.yml",
    ".github/workflows/preview.yml",
    ".github/workflows/weekly.yml",
)
"""What a desk begins with as Tessera has it; hatch_build.py puts it into the wheel."""
_ITS_OWN = frozenset({"docs/methodology.md", "briefings/vocabulary.yml"})
"""Of these, what is the desk's from then on."""
_SUBJECT = re.compile(r"(?<=## What counts as an agreement\n\n).*?(?=\n\n## )", re.DOTALL)
"""What the methodology says of its desk's own subject."""
CODEBOOK = "codebook"
"""The context of the codebook's words in a catalogue."""
NO_DEFINITION = "Not written yet. Say what belongs here, and what does not."
_TERM = re.compile(r"^(    (?:label|definition): )(.+)$", re.MULTILINE)
_SECTION = r"^{}:\n(?:[ \t#].*\n|\n)*"
_ANY_SUBJECT = (
    "funding",
    "data-sharing",
    "committee",
    "secretariat",
    "programme-of-work",
    "deadline",
)
"""Kinds of commitment that agreements on any subject may hold."""


@dataclass(frozen=True)
class Answers:
    """What a desk says of itself. `url` ends in `/`; `pillars` and `commitments` are labels."""

    name: str
    subject: str
    desk: str
    url: str
    year: int
    pillars: Sequence[str]
    commitments: Sequence[str] = ()
    languages: Sequence[str] = ("en",)
    accent: str = ""
    licence: str = "CC BY 4.0"
    licence_url: str = LICENCES["CC BY 4.0"]
    split: int = 2022
    language: str = wording.ENGLISH
    """Of the site's own words."""


def signature(name: str, lang: str) -> str:
    """Who signs what a site says, where nobody was named."""
    return locales.of(lang, (theme.OURS,)).say("{name} desk", name=name)


def own(answers: Answers) -> Mapping[str, str | bytes]:
    """Path → content of the files that are the desk's own from the first day on."""
    made = Environment(
        loader=FileSystemLoader(START),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        autoescape=False,  # noqa: S701  YAML and Markdown: mkdocs.yml quotes for itself
    )
    words = locales.of(answers.language, (theme.OURS,))
    made.globals["_"] = words.say
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    given = {
        **vars(answers),
        "subject_inside": answers.subject[:1].lower() + answers.subject[1:],
        "languages": list(dict.fromkeys(["en", *answers.languages])),
        "host": urlsplit(answers.url).hostname,
    }
    files: dict[str, str | bytes] = {
        path: made.get_template(template).render(given) for path, template in _ONCE.items()
    }
    files["docs/methodology.md"] = _SUBJECT.sub(
        "Not written yet. Say which acts get a record and which do not: between whom, on what, and how\n"
        "formal. A reader should be able to tell from it whether an act is missing or out of scope.",
        _ours("docs/methodology.md").decode(),
    )
    files["briefings/vocabulary.yml"] = vocabulary(answers.pillars, answers.commitments, words)
    for empty in ("briefings/agreements", "briefings/analyses", "overrides"):
        files[f"{empty}/.gitkeep"] = ""
    files |= icons(answers.accent) if answers.accent else {}
    return files


def renewed(wheel: Path | None) -> Mapping[str, str | bytes]:
    """Path → content of what is Tessera's in a desk's folder; `wheel` is what it is to build with."""
    files: dict[str, str | bytes] = {
        path: _ours(path) for path in FROM_TESSERA if path not in _ITS_OWN
    }
    files["Makefile"] = (START / "Makefile").read_bytes()
    line, package = _requirement(wheel)
    files["tessera.lock"] = (
        f"# Tessera itself; what it stands on is in requirements.lock.\n{line}\n"
    )
    if package:
        files[f"packages/{package.name}"] = package.read_bytes()
    return files


def schemas(root: Path) -> Mapping[str, str]:
    """Path → content of the schemas that editors check the desk's records with."""
    return {path.relative_to(root).as_posix(): text for path, text in schema.draw(root).items()}


def vocabulary(pillars: Sequence[str], commitments: Sequence[str], words: Wording) -> str:
    """Tessera's codebook in a language, with this desk's pillars and commitments."""
    text = _ours("briefings/vocabulary.yml").decode()
    kept = "".join(
        found[0]
        for code in _ANY_SUBJECT
        if (found := re.search(rf"^  {code}:\n(?:    .*\n)+", text, re.MULTILINE))
    )
    sections = {
        "pillars": "".join(_terms(pillars, words)),
        "commitments": "".join(_terms(commitments, words)) + kept,
    }
    for name, terms in sections.items():
        pattern = re.compile(_SECTION.format(name), re.MULTILINE)
        before, after = pattern.split(text, maxsplit=1)
        text = f"{before}{name}:\n{terms}\n{after}"
    if not words.translated:
        return text
    text = re.sub(r"^    plural: .*\n", "", text, flags=re.MULTILINE)
    return _TERM.sub(lambda one: f"{one[1]}{_quoted(words, one[2])}", text)


def _quoted(words: Wording, text: str) -> str:
    """A label or definition of the codebook in the desk's language, as YAML."""
    return json.dumps(words.sense(CODEBOOK, str(yaml.safe_load(text))), ensure_ascii=False)


def codebook() -> Iterator[str]:
    """Every label and definition of the codebook that a desk begins with, in English."""
    text = vocabulary((), (), wording.IN_ENGLISH)
    return (str(yaml.safe_load(one[2])) for one in _TERM.finditer(text))


def _terms(labels: Sequence[str], words: Wording) -> Iterator[str]:
    codes = [slug(label) for label in labels]
    for code, label in zip(codes, labels, strict=True):
        if not code or codes.count(code) > 1:
            raise TesseraError(
                f"`{label}` gives the code `{code}`, which is empty or taken. Name it otherwise."
            )
        yield (
            f"  {code}:\n"
            f"    label: {json.dumps(label, ensure_ascii=False)}\n"
            f"    definition: {_quoted(words, NO_DEFINITION)}\n"
        )


def icons(colour: str) -> Mapping[str, str | bytes]:
    """Path → content of the site's icons in the desk's colour."""
    import vl_convert  # an engine that only this and figures wait for

    house, night = "#0f5c63", "#7cc4c6"
    drawn = (theme.OURS / "assets" / "icon.svg").read_text("utf-8")
    drawn = drawn.replace(house, colour).replace(night, accent.dark(colour)["--petrol"])
    light = re.sub(r"@media\([^)]*\)\{(?:[^{}]*\{[^{}]*\})*\}", "", drawn)
    paper = light.replace(
        'viewBox="0 0 32 32">', 'viewBox="-4 -4 40 40"><path fill="#fbfaf7" d="M-4-4h40v40h-40z"/>'
    )
    return {
        "overrides/assets/icon.svg": drawn,
        "overrides/assets/icon-32.png": vl_convert.svg_to_png(light, scale=1),
        "overrides/assets/apple-touch-icon.png": vl_convert.svg_to_png(paper, scale=4.5),
    }  # fmt: skip


def _ours(path: str) -> bytes:
    packed, here = START / path, _CHECKOUT / path
    return (packed if packed.is_file() else here).read_bytes()


def _requirement(wheel: Path | None) -> tuple[str, Path | None]:
    """The line that installs the Tessera that is running, and a wheel that has to go with it."""
    try:
        told = metadata.distribution(PACKAGE).read_text("direct_url.json")
        version = metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        told, version = None, ""
    direct = json.loads(told or "{}")
    url = str(direct.get("url", ""))
    local = Path(unquote(urlsplit(url).path)) if url.startswith("file:") else None
    if wheel is None and local is not None and local.suffix == ".whl":
        wheel = local
    if wheel is not None:
        if not wheel.is_file():
            raise TesseraError(
                f"The wheel is no longer at {wheel}. Say where it is with --wheel FILE."
            )
        return (
            f"./packages/{wheel.name} --hash=sha256:{sha256(wheel.read_bytes()).hexdigest()}",
            wheel,
        )
    if local is not None or not version:
        return f"-e {local or _CHECKOUT}", None
    if url:
        hashes = direct.get("archive_info", {}).get("hashes", {})
        pinned = "".join(f" --hash={kind}:{value}" for kind, value in hashes.items())
        return f"{PACKAGE} @ {url}{pinned}", None
    return f"{PACKAGE}=={version}", None
