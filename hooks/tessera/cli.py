"""The command `tessera`: what authors and workflows run beside `mkdocs build`."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import click

from tessera import __version__, errors
from tessera.authoring import reference, told
from tessera.authoring.command import new
from tessera.authoring.init import init
from tessera.authoring.words import words
from tessera.content import files, further, keep, lists, mend, rendering
from tessera.content import schema as schemas
from tessera.content.library import Library
from tessera.content.loader import Loader, Query
from tessera.links.command import links
from tessera.options import ROOT
from tessera.pattern import impact as impacts
from tessera.pattern import index, network, spelling
from tessera.pattern import review as reviews
from tessera.publishing.command import build, deploy, ledger, verify
from tessera.publishing.progress import Progress
from tessera.registers import mapping, report, suggest
from tessera.registers.importing import Importer


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="tessera")
def main() -> None:
    """Check and prepare the records of a briefing site.

    Example: tessera check
    """


for command in (init, new, build, links, deploy, ledger, verify, words):
    main.add_command(command)


@main.command()
@ROOT
@click.option(
    "--format",
    "form",
    type=click.Choice(["pretty", "text", "github", "markdown", "sarif", "json"]),
    default=None,
    help="pretty shows each line, and is usual at a terminal; text is for editors, and usual elsewhere; github for "
    "annotations and markdown for a summary of a pull request; sarif for code scanning; json for programs.",
)
@click.option("--review", is_flag=True, help="List what an editor would ask, too, as warnings.")
@click.option(
    "--fix", is_flag=True, help="Mend first what is wrong in form alone, and show what was changed."
)
def check(root: Path, form: str | None, *, review: bool, fix: bool) -> None:
    """Read every file under briefings/ and list every problem in it.

    --fix writes dates, codes and names of parties as records have them, and puts fields in order,
    where nothing else can be meant. Exit status: 0 if no problem is left, 1 otherwise; warnings do
    not count.

    Example: tessera check --fix
    """
    root, form = root.resolve(), form or ("pretty" if sys.stdout.isatty() else "text")
    if fix:
        _mend(root)
    loader = Loader(root, drafts=True)
    try:
        library = loader.load()
        if unreadable := [*rendering.problems(library)]:
            raise errors.ContentError(unreadable)
    except errors.ContentError as error:
        _tell(error.problems, form, root)
        if form not in PROGRAMS:
            click.echo(f"{errors.count(error.problems)}. Nothing was built.", err=True)
        sys.exit(1)
    asked = reviews.queries(library, library.newest)
    warnings = loader.warnings(chain(asked, _spelling(library))) if review else ()
    _tell(warnings, form, root)
    if form in PROGRAMS:
        return
    acts, texts = len(library.agreements), len(library.analyses)
    click.echo(
        f"No problems in {acts} agreement{'s' if acts != 1 else ''} "
        f"and {texts} analys{'e' if texts != 1 else 'i'}s."
    )
    number = len(warnings) if review else sum(1 for _ in asked)
    if number:
        click.echo(f"{number:,} {'query' if number == 1 else 'queries'} of an editor"
                   + (", above." if review else ": tessera check --review lists them."))  # fmt: skip


def _spelling(library: Library) -> Iterable[Query]:
    """Words that may be misspelt; none where the dictionary is not installed, which is said."""
    try:
        return [*spelling.queries(library)]
    except ModuleNotFoundError:
        click.echo("Spelling was not looked at: pip install 'tessera-briefings[review]'.", err=True)
        return []


def _mend(root: Path) -> None:
    """Mend the records' files, and print what was changed as a diff."""
    desk = lists.read(root)
    for path in mend.records_of(root):
        text = files.read(path, root)
        if not isinstance(text, str) or (new := mend.mended(text, path, root, desk)) == text:
            continue
        name = files.name_of(path, root)
        keep.keep(path, new)
        lines = difflib.unified_diff(text.splitlines(), new.splitlines(), name, name, lineterm="")
        click.echo("\n".join(map(errors.visible, lines)))


PROGRAMS = frozenset({"json", "sarif", "markdown"})
"""Formats that stand alone, also where there is no problem."""


def _tell(problems: Sequence[errors.Problem], form: str, root: Path) -> None:
    """Print the problems in one of the formats."""
    if form in PROGRAMS:
        views = {"json": errors.as_json, "sarif": told.sarif, "markdown": told.markdown}
        click.echo(views[form](problems))
    elif problems and form == "pretty":
        width = min(shutil.get_terminal_size().columns, 120)
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        click.echo(told.pretty(problems, root, width=width, colour=colour))
    elif problems:
        click.echo(errors.as_github(problems) if form == "github" else errors.as_text(problems))


@main.command()
@ROOT
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if out of date.")
def schema(root: Path, only_check: bool) -> None:
    """Write the JSON Schemas that editors use to complete and check records.

    They are drawn from the same models that read the records, with the desk's own codes, and go
    to docs/schema/.

    Example: tessera schema --check
    """
    try:
        drawn = schemas.draw(root.resolve())
    except errors.ContentError as error:
        click.echo(errors.as_text(error.problems))
        sys.exit(1)
    _write(drawn, root.resolve(), "schema", only_check=only_check)


@main.command("reference")
@ROOT
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit 1 if out of date.")
def reference_(root: Path, only_check: bool) -> None:
    """Write the reference pages of docs/ anew: every command, every setting.

    Example: tessera reference --check
    """
    root = root.resolve()
    pages = {
        root / reference.COMMANDS: reference.commands(main),
        root / reference.SETTINGS: reference.options(),
    }
    _write(pages, root, "reference", only_check=only_check)


def _write(drawn: Mapping[Path, str], root: Path, command: str, *, only_check: bool) -> None:
    """Write what differs, or exit with 1 if anything would be written."""
    stale = False
    for path, text in drawn.items():
        if (path.read_text("utf-8") if path.exists() else None) == text:
            continue
        stale = True
        if not only_check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        click.echo(f"{'out of date' if only_check else 'wrote'}: {path.relative_to(root)}")
    if stale and only_check:
        click.echo(f"Run `tessera {command}` and commit what it wrote.", err=True)
        sys.exit(1)


@main.command()
@ROOT
@click.option("--anew", is_flag=True, help="Lay everything out again; the picture will change.")
def arrange(root: Path, *, anew: bool) -> None:
    """Place the parties of the network's picture, and keep the places in briefings/positions.yml.

    Parties that have a place keep it: only new ones are put among their partners.

    Example: tessera arrange
    """
    try:
        library = Loader(root.resolve()).load()
    except errors.ContentError as error:
        click.echo(errors.as_text(error.problems))
        sys.exit(1)
    ties = {pair: len(acts) for pair, acts in index.build(library).bilateral.items()}
    known = {} if anew else library.positions
    placed = network.arrange(ties, known)
    path = further.keep_positions(root.resolve(), placed)
    click.echo(
        f"{len(placed) - len(known)} placed, {len(known)} kept: {path.relative_to(root.resolve())}"
    )


@main.command()
@ROOT
@click.argument("name")
def impact(root: Path, name: str) -> None:
    """List what rests on a record, or on one of its sources or claims, and would fall with it.

    NAME is an agreement's id, or id#source, or id#claim.

    Example: tessera impact blr-irn-2026-education-research-technology-culture#alalam
    """
    try:
        library = Loader(root.resolve()).load()
        effects = impacts.of(name, library, index.build(library))
    except errors.ContentError as error:
        click.echo(errors.as_text(error.problems))
        sys.exit(1)
    except impacts.UnknownNameError as error:
        raise click.ClickException(f"{error}. Give an id of briefings/agreements/.") from None
    for effect in effects:
        click.echo(f"{effect.kind:9} {effect.what}  {effect.how}")
    click.echo(f"{len(effects)} in all." if effects else "Nothing on record rests on it.")


@main.command("import")
@ROOT
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--map", "map_", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="MAP.yml: which column feeds which field, and what its terms mean.")  # fmt: skip
@click.option("--suggest", "only_suggest", is_flag=True, help="Print a draft of the map instead.")
@click.option("--dry-run", "dry", is_flag=True, help="Report, and write no record.")
@click.option("--overwrite", is_flag=True, help="Write records anew that differ from the register.")
@click.option("--report", "into", type=click.Path(dir_okay=False, path_type=Path),
              help="Write the whole report here, as JSON.")  # fmt: skip
def import_(
    root: Path, file: Path, map_: Path | None, into: Path | None, *, only_suggest: bool, dry: bool,
    overwrite: bool,
) -> None:  # fmt: skip
    """Turn the rows of a register into records: FILE is CSV, JSON Lines or XLSX.

    Every row becomes a record of briefings/agreements/ or is refused with its reason. Running it
    again changes nothing. Exit status: 0 if every row is on record, 1 if any was refused.

    \b
    Example: tessera import --suggest treaties.csv > treaties-map.yml
             tessera import treaties.csv --map treaties-map.yml --dry-run
    """
    root = root.resolve()
    try:
        desk = lists.read(root)
        if desk.problems:
            raise errors.ContentError(desk.problems)
        if only_suggest:
            click.echo(suggest.draft(file, desk), nl=False)
            return
        if map_ is None:
            raise click.UsageError("Give --map MAP.yml, or --suggest for a draft of one.")
        importer = Importer(root, mapping.read(map_, desk), desk, Loader(root, drafts=True).load(),
                            overwrite=overwrite, dry=dry)  # fmt: skip
        told_so_far = Progress(lambda words: click.echo(words, err=True))
        with told_so_far.step(f"Importing {file.name}") as tick:
            done = importer.run(file, tick)
    except errors.ContentError as error:
        click.echo(errors.as_text(error.problems))
        sys.exit(1)
    except errors.TesseraError as error:
        raise click.ClickException(str(error)) from None
    if into is not None:
        keep.keep(into, json.dumps(done.as_data(), ensure_ascii=False, indent=2) + "\n")
    for line in report.lines(done, dry=dry):
        click.echo(line)
    if done.written and not dry:
        click.echo("Next: tessera check")
    sys.exit(1 if done.fates["refused"] else 0)


if __name__ == "__main__":
    main()
