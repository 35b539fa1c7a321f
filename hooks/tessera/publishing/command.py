"""`tessera deploy`, `tessera ledger`, `tessera verify`: what is published stays, and is what was built."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tessera import errors
from tessera.content import keep
from tessera.content.loader import Loader
from tessera.options import ROOT
from tessera.publishing import deploy as deploying
from tessera.publishing import ledger as ledgers
from tessera.publishing import site as sites
from tessera.publishing import verify as verifying
from tessera.publishing.progress import Progress
from tessera.settings import Settings


@click.command("ledger")
@ROOT
@click.option("--site", "built", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="The site that was published. Default: site/ in the project.")  # fmt: skip
@click.option("--day", help="The day on which it was published. Default: today.")
def ledger(root: Path, built: Path | None, day: str | None) -> None:
    """Write down what has been published, so that no later build loses an address.

    Adds every new address, id and feed item to ledger.jsonl; what stands there is never changed.
    Run it after publishing, and commit the file.

    Example: tessera ledger
    """
    root = root.resolve()
    day = day or datetime.now(UTC).date().isoformat()
    path = root / ledgers.FILE
    try:
        if not ledgers.is_day(day):
            raise errors.TesseraError(f"`{day}` is not a day such as 2026-06-19.")
        settings, library = Settings.of_project(root), Loader(root).load()
        files = verifying.of_folder(built or root / "site")
        known = path.read_text("utf-8") if path.is_file() else ""
        text = ledgers.append(
            known, [*sites.entries(settings, library), *ledgers.addresses(files)], day
        )
    except errors.TesseraError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    if text != known:
        keep.keep(path, text)
    new, old = (len(one.splitlines()) for one in (text[len(known) :], known))
    click.echo(f"{new:,} new, {old:,} known: {ledgers.FILE}")


@click.command("build")
@ROOT
@click.option(
    "--executor",
    metavar="URL",
    help="Who makes pages and cards: dask://HOST:PORT, or processes://N.",
)
@click.option(
    "--cache",
    metavar="URL",
    help="Where what can be kept between builds is: a folder, s3://bucket/path …",
)
@click.option(
    "--strict/--no-strict",
    default=True,
    show_default=True,
    help="Whether a warning fails the build.",
)
def build(root: Path, executor: str | None, cache: str | None, *, strict: bool) -> None:  # fmt: skip
    """Build the site, as `mkdocs build` does, with the help of other machines.

    Workers of a Dask cluster have the same packages, and see the project's folder at the same path.
    The site is the same, byte for byte, whoever makes it. Exit status: that of `mkdocs build`.

    \b
    Example: tessera build
             tessera build --executor dask://scheduler:8786 --cache s3://bucket/cache
    """
    given = {"TESSERA_EXECUTOR": executor, "TESSERA_CACHE": cache}
    command = [sys.executable, "-m", "mkdocs", "build", *(["--strict"] if strict else [])]
    environment = os.environ | {name: value for name, value in given.items() if value}
    done = subprocess.run(command, cwd=root, env=environment, check=False)
    sys.exit(done.returncode)


@click.command("deploy")
@ROOT
@click.option(
    "--to",
    "url",
    required=True,
    metavar="URL",
    help="A folder, or an address that fsspec knows: s3://bucket/path, sftp://host/path, gs://bucket …",
)
@click.option(
    "--site",
    "built",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The site to bring there. Default: site/ in the project.",
)
@click.option(
    "--option",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="Something that the place needs to know, such as endpoint_url=…; as often as needed.",
)
@click.option(
    "--dry-run",
    "dry",
    is_flag=True,
    help="List what would go up and come down, and change nothing.",
)
def deploy(root: Path, url: str, built: Path | None, options: tuple[str, ...], *, dry: bool) -> None:  # fmt: skip
    """Bring the built site to where it is served from: only what changed, and in a safe order.

    Sheets, pictures and data go up before the pages that need them, records before their lists, feeds
    last; what is no longer part of the site is taken down at the end. Files that no build put there
    are left alone. Broken off, it goes on where it was. Stores but folders need their own package, such
    as s3fs. Exit status: 0 if everything is there, 1 otherwise.

    \b
    Example: tessera deploy --to /var/www/briefings
             tessera deploy --to s3://bucket/briefings --dry-run
    """
    site = built or root.resolve() / "site"
    try:
        given = dict(one.split("=", 1) for one in options)
    except ValueError:
        raise click.UsageError("--option wants NAME=VALUE.") from None
    told_so_far = Progress(lambda words: click.echo(words, err=True))
    try:
        place = deploying.Place(url, given)
        made = deploying.plan(site, place)
        if dry:
            click.echo("\n".join(map(errors.visible, deploying.lines(made))))
        else:
            number = len(made.up) + len(made.down)
            with told_so_far.step(f"Bringing {number:,} files to {url}") as tick:
                made = deploying.deploy(site, place, tick)
    except errors.TesseraError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"{url}: {error}. What is there hangs together; run it again to go on."
        ) from None
    click.echo(
        f"{len(made.up):,} up, {len(made.down):,} down." + (" Nothing was changed." if dry else "")
    )


@click.command("verify")
@click.argument("where")
@click.option("--manifest", "given", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Hold it against this manifest, such as that of your own build.")  # fmt: skip
def verify(where: str, given: Path | None) -> None:
    """Compare a published site with the manifest of its build, file by file.

    WHERE is an address or a folder. Every build of the same records, code and locks has the same
    manifest. Exit status: 0 if every file is as it says, 1 otherwise.

    \b
    Example: tessera verify https://example.org/ --manifest site/manifest.json
             tessera verify site
    """
    told_so_far = Progress(lambda words: click.echo(words, err=True))
    try:
        wanted = verifying.manifest(given.read_bytes(), str(given)) if given else None
        with told_so_far.step(f"Comparing {where}") as tick:
            files = 0

            def count(done: int) -> None:
                nonlocal files
                files = done
                tick(done)

            at_web = where.startswith(("http://", "https://"))
            found = [
                *(
                    verifying.site(where, wanted, count)
                    if at_web
                    else verifying.folder(Path(where), wanted, count)
                )
            ]
    except errors.TesseraError as error:
        raise click.ClickException(str(error)) from None
    for one in found:
        click.echo(errors.visible(f"{one.state:8} {one.uri}" + (f"  {one.why}" if one.why else "")))
    click.echo(verifying.summary(found, files))
    sys.exit(bool(found))
