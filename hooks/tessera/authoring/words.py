"""`tessera words`: the languages that the site's own words are there in, and a catalogue of another."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tessera import locales, theme, wording
from tessera.authoring import catalogue
from tessera.errors import TesseraError
from tessera.options import ROOT

SHOWN = 10
"""Messages without words that are named; a catalogue shows all of them."""


@click.command("words")
@ROOT
@click.argument("lang", required=False)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if any message lacks words.")
def words(root: Path, *, lang: str | None, check: bool) -> None:
    """List the languages of the site's own words, or begin or update the catalogue of one.

    A catalogue is a gettext file, overrides/locales/LANG.po: any editor of such files opens it. The
    site speaks the language that `theme.language` of mkdocs.yml names; what a catalogue lacks is English.

    \b
    Example: tessera words
             tessera words pt-BR
             tessera words fr --check
    """
    try:
        if lang is None:
            _list(root)
            return
        path, made = catalogue.merged(lang, root)
        if not check:
            catalogue.write(path, made)
    except TesseraError as error:
        raise click.ClickException(str(error)) from None
    missing = catalogue.missing(made)
    place = path.relative_to(root) if path.is_relative_to(root) else path
    click.echo(f"{place}: {len(made)} messages, {len(missing)} without words")
    for one in missing[:SHOWN]:
        click.echo(f"  {one}")
    if len(missing) > SHOWN:
        click.echo(f"  and {len(missing) - SHOWN} more: look for empty and fuzzy entries")
    if check and missing:
        sys.exit(1)


def _list(root: Path) -> None:
    for one in locales.languages(theme.folders(root)):
        if one == wording.ENGLISH:
            click.echo("en: the words in the code")
            continue
        _, made = catalogue.merged(one, root)
        click.echo(f"{one}: {len(made)} messages, {len(catalogue.missing(made))} without words")
