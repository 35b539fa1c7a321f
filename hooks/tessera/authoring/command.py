"""`tessera new`: begin a record or a briefing."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from tessera import errors
from tessera.authoring import agreement, analysis, asking
from tessera.authoring.answers import KINDS, AnswerError, Answers, Reader, propose, slug
from tessera.content import files, keep, lists, records, yaml_source
from tessera.content.library import Library
from tessera.content.lists import Desk
from tessera.content.loader import Loader
from tessera.content.parties import all_codes
from tessera.content.party_names import fold
from tessera.options import ROOT
from tessera.outputs.shell import Shells
from tessera.outputs.site import Site
from tessera.outputs.words import date as shown
from tessera.pattern import duplicates
from tessera.settings import Settings
from tessera.wording import IN_ENGLISH


class _Party(click.ParamType[str]):
    """A party by name or code, completed by the shell from its name."""

    name = "party"

    def shell_complete(
        self,
        ctx: click.Context,
        param: click.Parameter,  # noqa: ARG002  click gives it
        incomplete: str,
    ) -> list[CompletionItem]:
        desk = lists.read(Path(ctx.params.get("root") or ".").resolve())
        if desk.parties is None:
            return []
        reader = Reader(desk)
        names = {
            reader.parties.name(code): code for code in [*all_codes(), *reader.parties.entries]
        }
        return [
            CompletionItem(code, help=name)
            for name, code in sorted(names.items())
            if fold(name).startswith(fold(incomplete)) or code.startswith(incomplete.upper())
        ]


@click.group()
def new() -> None:
    """Begin a record or a briefing.

    Example: tessera new agreement
    """


@new.command("agreement")
@ROOT
@click.option(
    "--party", multiple=True, type=_Party(), help="Name in any language, or code; twice or more."
)
@click.option("--title", help="As its source has it, in the site's language.")
@click.option("--instrument", help="A code or label of the vocabulary, or a blank such as unknown.")
@click.option("--date", "when", help="2026-06-19, 2026-06, 2026, 2026-06-19? or unknown.")
@click.option(
    "--date-kind", "kind", help=f"Which day that is: {', '.join(KINDS)}. Default: signed."
)
@click.option("--pillar", multiple=True, help="A field that it names; as often as needed.")
@click.option("--source", help="The address of a source.")
@click.option("--source-title", help="The title of a source without an address.")
@click.option("--outlet", help="Who published it; found by the address if outlets.yml has it.")
@click.option("--lang", help="The source's language, such as fa.")
@click.option("--id", "name", help="The record's id; one is proposed.")
@click.option(
    "--stdin",
    "piped",
    is_flag=True,
    help="Read answers from standard input: YAML or JSON, named as the options.",
)
@click.option(
    "--ask/--no-ask", default=None, help="Ask for what is missing. Default: at a terminal."
)
@click.option(
    "--anyway", is_flag=True, help="Write it even if it is likely to be on record already."
)
@click.option("--print", "only_print", is_flag=True, help="Print the record instead of writing it.")
def new_agreement(root: Path, **given: Any) -> None:
    """Write a new record with comments for all that is not known yet.

    It passes `tessera check`. Acts already on record that may be the same are named, and a likely
    one is not written without --anyway. Exit status: 0 if written, 1 if not.

    \b
    Example: tessera new agreement
             tessera new agreement --party Belarus --party ایران --date 2026-06-19 \\
               --title "Memorandum on science" --instrument memorandum-of-understanding \\
               --source https://example.org/news/1
    """
    root = root.resolve()
    try:
        desk, library = _desk(root), Loader(root, drafts=True).load()
        reader = Reader(desk)
        answers = reader.answers(_given(given))
        if _asks(given["ask"], piped=given["piped"]):
            answers = asking.missing(answers, reader, _languages(library))
        if lacking := [*answers.missing]:
            raise AnswerError(f"Not answered: {', '.join(lacking)}. Give --{' --'.join(lacking)}, or run it at a "
                              "terminal to be asked.")  # fmt: skip
        _same(library, answers, anyway=given["anyway"])
        name = given["name"] or propose(answers, _taken(library))
        if given["name"] is None and _asks(given["ask"], piped=given["piped"]):
            name = click.prompt("Its id, for ever", default=name)
        text = agreement.text(answers, reader.vocabulary, _today())
        _write(root, desk, library, keep.path_of(root, "agreements", f"{name}.yml"), text,
               only_print=given["only_print"])  # fmt: skip
    except errors.TesseraError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


@new.command("analysis")
@ROOT
@click.argument("agreements", nargs=-1, required=True)
@click.option("--title", help="Default: “On”, and the title of the first record.")
@click.option("--standfirst", help="One or two sentences under the title.")
@click.option("--author", multiple=True, help="Who writes it. Default: the desk.")
@click.option("--kind", default="analysis", show_default=True, help="A code of analysis_kinds.")
@click.option("--id", "name", help="The briefing's id; made of the title otherwise.")
@click.option("--print", "only_print", is_flag=True, help="Print the draft instead of writing it.")
def new_analysis(root: Path, agreements: tuple[str, ...], **given: Any) -> None:
    """Draft a briefing from the records that it is about.

    The draft holds what the records hold: what is said, unsaid and unseen, where the acts sit among
    others, and each source. `draft: true` keeps it from being published.

    Example: tessera new analysis blr-irn-2026-education-research-technology-culture
    """
    root = root.resolve()
    try:
        desk, library = _desk(root), Loader(root, drafts=True).load()
        acts = [_record(library, one) for one in agreements]
        title = given["title"] or f"On {acts[0].title}"
        site = Site.of(Settings.of_project(root), library, Shells(lambda *_: ""))
        text = analysis.text(
            site, acts,
            title=title,
            standfirst=given["standfirst"] or acts[0].summary or f"What is on record of {acts[0].title}.",
            authors=given["author"] or (site.settings.desk,),
            kind=Reader(desk).code("analysis_kinds", given["kind"]),
            today=_today(),
        )  # fmt: skip
        name = given["name"] or slug(title)[:64].strip("-")
        _write(root, desk, library, keep.path_of(root, "analyses", f"{name}.md"), text,
               only_print=given["only_print"])  # fmt: skip
    except errors.TesseraError as error:
        click.echo(str(error), err=True)
        sys.exit(1)


def _desk(root: Path) -> Desk:
    desk = lists.read(root)
    if desk.problems:
        raise errors.ContentError(desk.problems)
    return desk


def _given(options: dict[str, Any]) -> dict[str, Any]:
    """The answers among the options, and those of standard input."""
    named = {"party": "party", "title": "title", "instrument": "instrument", "when": "date", "kind": "date_kind",
             "pillar": "pillar", "source": "source", "source_title": "source_title", "outlet": "outlet",
             "lang": "lang"}  # fmt: skip
    told = {name: options[option] for option, name in named.items() if options[option]}
    if not options["piped"]:
        return told
    source = yaml_source.parse(sys.stdin.read(), "standard input")
    if source.problems:
        raise errors.ContentError(source.problems)
    if not isinstance(source.data, dict):
        raise AnswerError(
            "Standard input holds no mapping. Expected `title: …` and the other answers."
        )
    return {**source.data, **told}


def _asks(chosen: bool | None, *, piped: bool) -> bool:
    return not piped and (chosen if chosen is not None else sys.stdin.isatty())


def _same(library: Library, answers: Answers, *, anyway: bool) -> None:
    """Name the acts on record that this one may be; raises AnswerError for a likely one."""
    found = duplicates.of(
        library.agreements.values(),
        codes=answers.parties,
        title=answers.title,
        when=answers.date,
        urls=[answers.url] if answers.url else [],
    )
    for one in found[:5]:
        when = shown(one.act.when, IN_ENGLISH) if one.act.when else "date unknown"
        click.echo(f"This may be {one.act.id} ({when}): {', '.join(one.why)}.", err=True)
    if any(one.likely for one in found) and not anyway:
        raise AnswerError(
            "Not written: it is likely to be on record. Look at it first; --anyway writes it all the same."
        )


def _taken(library: Library) -> frozenset[str]:
    every = [*library.agreements.values(), *library.analyses.values(), *library.withdrawn.values()]
    return frozenset(name for one in every for name in (one.id, *one.aliases))


def _record(library: Library, name: str) -> Any:
    if name in library.agreements:
        return library.agreements[name]
    hint = errors.closest(name, library.agreements)
    raise AnswerError(f"There is no record `{name}`." + (f" Did you mean {hint}?" if hint else ""))


def _write(
    root: Path, desk: Desk, library: Library, path: Path, text: str, *, only_print: bool
) -> None:
    """Put the file in its place; raises TesseraError with what keeps it from being read."""
    shown_path = files.name_of(path, root)
    if only_print:
        click.echo(text, nl=False)
        return
    if path.stem in _taken(library) or path.exists():
        raise AnswerError(f"`{path.stem}` is taken. Give another with --id.")
    if problems := records.of_text(text, path, shown_path, desk).problems:
        raise errors.ContentError(problems)
    keep.keep(path, text)
    click.echo(shown_path)
    click.echo(
        "Fill in what you know, run `tessera check`, and look at it with `make serve`.", err=True
    )


def _languages(library: Library) -> list[str]:
    """The languages that the desk has names of its own for."""
    return sorted({lang for entry in library.parties.entries.values() for lang in entry.names})


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
