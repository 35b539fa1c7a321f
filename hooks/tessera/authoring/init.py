"""`tessera init`: a folder in which a new desk can begin."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from babel import Locale, UnknownLocaleError

from tessera import errors, locales, theme, wording
from tessera.authoring import desk
from tessera.content import keep
from tessera.content.loader import Loader
from tessera.settings import Settings, readable


@click.command("init")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", help="The site's name.")
@click.option(
    "--subject", help="What the agreements are about, such as “Defence pacts between states”."
)
@click.option("--desk", "who", help="Who signs the briefings. Default: the name, and “desk”.")
@click.option("--url", help="The public address, or the one that it will have.")
@click.option(
    "--pillar", multiple=True, help="A field that agreements name, such as “Mutual defence”; often."
)
@click.option(
    "--commitment", multiple=True, help="A thing they promise, such as “Joint exercise”; often."
)
@click.option(
    "--language",
    multiple=True,
    help="A language of titles, such as fr; often. English is always there.",
)
@click.option(
    "--site-language", help="The language of the site's own words, such as fr. Default: en."
)
@click.option("--accent", help="The desk's colour, such as #7a1f3d. Default: Tessera's petrol.")
@click.option(
    "--licence",
    help=f"Of words and data: {', '.join(desk.LICENCES)}, or another with --licence-url.",
)
@click.option("--licence-url", help="Where the terms of the licence can be read.")
@click.option(
    "--since",
    "split",
    type=int,
    default=2022,
    show_default=True,
    help="The first year of the later of two periods that the site compares.",
)
@click.option(
    "--wheel",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The Tessera that the desk builds with. Default: the one that is running.",
)
@click.option(
    "--renew", is_flag=True, help="Write anew what a desk has from Tessera, and nothing else."
)
@click.option(
    "--ask/--no-ask", default=None, help="Ask for what is missing. Default: at a terminal."
)
def init(folder: Path, *, ask: bool | None, renew: bool, wheel: Path | None, **given: Any) -> None:  # fmt: skip
    """Begin a desk's own site in an empty folder, on any subject.

    The folder holds what is the desk's: settings, codebook, records, words. Tessera stays a package, and
    --renew, after installing a newer one, brings locks, workflows and reference pages up to date.

    \b
    Example: tessera init pacts
             tessera init pacts --name "Pact Watch" --subject "Defence pacts between states" \\
               --url https://pacts.example/ --pillar "Mutual defence" --pillar "Arms" --accent "#7a1f3d"
    """
    folder = folder.resolve()
    try:
        if renew:
            if not (folder / "mkdocs.yml").is_file():
                raise errors.TesseraError(f"{folder} holds no site: mkdocs.yml is not there.")
            _write(folder, desk.renewed(wheel))
            _write(folder, desk.schemas(folder))
            return
        if folder.exists() and any(one.name != ".git" for one in folder.iterdir()):
            raise errors.TesseraError(
                f"{folder} is not empty. Name a new folder, or give --renew for a desk that is there."
            )
        answers = _answers(given, ask=ask if ask is not None else sys.stdin.isatty())
        _write(folder, {**desk.own(answers), **desk.renewed(wheel)})
        Settings.of_project(folder)
        Loader(folder).load()
        _write(folder, desk.schemas(folder))
    except errors.ContentError as error:
        click.echo(errors.as_text(error.problems), err=True)
        sys.exit(1)
    except errors.TesseraError as error:
        raise click.ClickException(str(error)) from None
    if answers.language not in (known := locales.languages((theme.OURS,))):
        click.echo(
            f"\nThe site's own words are there in {', '.join(known)}, and stay English in others till they "
            f"are translated: `tessera words {answers.language}` begins that.",
            err=True,
        )
    click.echo(f"\nNext: cd {folder}; make site. README.md says how to go on.", err=True)


def _answers(given: dict[str, Any], *, ask: bool) -> desk.Answers:
    """What was given, and at a terminal the rest; raises TesseraError for what cannot be taken."""

    def value(option: str, question: str, default: str | None, read: Callable[[str], Any]) -> Any:
        said = given[option] or (None if ask else default)
        while True:
            if said is None and not ask:
                raise errors.TesseraError(f"Give --{option.replace('_', '-')}: {question.lower()}.")
            try:
                return read(
                    said if said is not None else click.prompt(question, default=default, err=True)
                )
            except errors.TesseraError as error:
                if not ask or said is not None:
                    raise
                click.echo(f"  {error}", err=True)

    name = value("name", "Name of the site", None, _some)
    subject = value(
        "subject",
        "What the agreements are about, such as “Defence pacts between states”",
        None,
        _some,
    )
    pillars = given["pillar"] or value(
        "pillar", "Fields that they name, with commas", None, _several
    )
    url = value("url", "Public address, such as https://pacts.example/", None, _address)
    accent = value("accent", "The desk's colour, such as #7a1f3d (empty: petrol)", "", _colour)
    language = value(
        "site_language", "Language of the site's own words, such as fr", wording.ENGLISH, _language
    )
    licence = value(
        "licence",
        f"Licence of words and data ({', '.join(desk.LICENCES)} or another)",
        "CC BY 4.0",
        _some,
    )
    usual = desk.LICENCES.get(licence)
    return desk.Answers(
        name=name,
        subject=subject,
        desk=given["who"] or desk.signature(name, language),
        url=f"{url.rstrip('/')}/",
        year=datetime.now(UTC).year,
        pillars=tuple(pillars),
        commitments=given["commitment"],
        languages=tuple(map(_language, given["language"])),
        accent=accent,
        licence=licence,
        licence_url=usual or value("licence_url", "Where its terms can be read", None, _address),
        split=given["split"],
        language=language,
    )  # fmt: skip


def _some(said: str) -> str:
    if not (words := " ".join(said.split())):
        raise errors.TesseraError("Something has to stand here.")
    return words


def _several(said: str) -> list[str]:
    found = [_some(one) for one in said.split(",") if one.strip()]
    return found or [_some(said.replace(",", " "))]


def _address(said: str) -> str:
    parts = urlsplit(said.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise errors.TesseraError(f"`{said}` is not an address such as https://pacts.example/.")
    return parts.geturl()


def _colour(said: str) -> str:
    try:
        return readable(said.strip().lower())
    except ValueError as error:
        raise errors.TesseraError(f"{error}.") from None


def _language(said: str) -> str:
    try:
        Locale.parse(said, sep="-")
    except (ValueError, UnknownLocaleError):
        raise errors.TesseraError(f"`{said}` is not a language such as fr or zh-Hans.") from None
    return said


def _write(folder: Path, files: Mapping[str, str | bytes]) -> None:
    for path, content in sorted(files.items()):
        place = folder / path
        body = content.encode() if isinstance(content, str) else content
        known = place.read_bytes() if place.is_file() else None
        if known != body:
            keep.keep(place, body)
            click.echo(f"{'wrote' if known is None else 'renewed'} {path}")
