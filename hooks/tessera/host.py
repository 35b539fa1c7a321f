"""MkDocs' events, turned into calls of tessera. Nothing else in the project imports `mkdocs`.

    mkdocs build     the host's pages, then everything from briefings/, aside; checked; swapped in
    mkdocs serve     the host's pages the same way; everything from briefings/ when it is asked for

A site's hooks/publish.py imports all of this. MkDocs registers whatever there is called `on_*`, and
keeps the module between the rebuilds of `serve`: what belongs to one build is in `_command.build`
and goes with it.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import Environment, TemplateError, TemplateNotFound
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from tessera import locales, theme
from tessera.content.loader import Loader
from tessera.content.lookups import Lookups
from tessera.errors import ContentError, TesseraError, count
from tessera.outputs import registry
from tessera.outputs.pages import twin
from tessera.outputs.shell import SENTINELS, Shells
from tessera.outputs.site import Site
from tessera.outputs.words import direction
from tessera.preview import Preview, Records, Reload, Watcher
from tessera.preview.faults import Fault
from tessera.publishing import build as records
from tessera.publishing.progress import Progress
from tessera.publishing.staging import Staging
from tessera.settings import Settings

# Strict builds fail on what is logged below `mkdocs`, and on nothing else.
HOST = logging.getLogger("mkdocs")
log = HOST.getChild("plugins.tessera")

LAST = -100
"""The priority of a hook before which all the others have run."""


@dataclass
class _Build:
    """What one build knows from one event to the next."""

    config: MkDocsConfig
    settings: Settings
    staging: Staging
    site_dir: str
    nav: Navigation = field(default_factory=lambda: Navigation([], []))
    docs: tuple[str, ...] = ()
    shells: Shells | None = None

    def site(
        self,
        loader: Loader,
        lookups: Lookups | None = None,
        changed: Collection[Path] | None = None,
    ) -> Site:
        assert self.shells is not None, "on_env comes before anything is made"
        return Site.of(self.settings, loader.load(changed), self.shells, self.docs, lookups)

    def end(self) -> None:
        """Leave nothing behind but what was committed."""
        self.config.site_dir = self.site_dir
        self.staging.discard()


@dataclass
class _Command:
    """What a command keeps between its builds: nothing for `build`, a preview for `serve`."""

    serving: bool = False
    build: _Build | None = None
    watchers: tuple[Watcher, ...] = ()
    last: _Build | None = field(default=None, repr=False)
    """The last build that went well: the preview's pages stand in its theme."""


_command = _Command()


def on_startup(command: str, **_: object) -> None:
    _command.serving = command == "serve"


@event_priority(LAST)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    _hear_warnings(config)
    try:
        settings = Settings.from_mkdocs(config)
        if _command.serving:
            settings = settings.model_copy(update={"site_url": config.site_url, "drafts": True})
            _allow_inline_scripts(config)
        staging = Staging.begin(Path(config.site_dir))
    except TesseraError as error:
        raise PluginError(str(error)) from error
    _command.build = _Build(config, settings, staging, config.site_dir)
    if (ours := str(theme.OURS)) not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, ours)
    config.site_url = settings.site_url or config.site_url
    config.site_dir = str(staging.folder)
    if not config.repo_url:
        config.edit_uri = None  # leads nowhere, and MkDocs would warn of it page by page
    return config


@event_priority(LAST)
def on_nav(nav: Navigation, **_: object) -> Navigation:
    _current().nav = nav
    return nav


@event_priority(LAST)
def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    build = _current()
    pages = files.documentation_pages()
    build.docs = tuple(sorted(file.url for file in pages))
    words = locales.of(build.settings.language, theme.folders(build.settings.root))
    env.globals.update(words.functions(), translated=words.translated, direction_of=direction)

    def render(section: str, depth: int, lang: str) -> str:
        with _theme_language(config, env, lang):
            page = _blank_page(config, section, depth)
            context = get_context(build.nav, pages, config, page)
            context = config.plugins.on_page_context(
                context, page=page, config=config, nav=build.nav
            )
            return env.get_template("main.html").render(context)

    build.shells = Shells(render, root=build.settings.base_path, lang=build.settings.language)
    return env


@event_priority(LAST)
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put a hand-written page beside itself in Markdown, as every other page has it."""
    settings = _current().settings
    if settings.markdown and page.content:
        told = {"title": page.title or settings.site_name, "url": page.canonical_url or page.url}
        path = Path(config.site_dir, page.file.dest_uri + twin.SUFFIX)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(twin.markdown(page.content, told), "utf-8")
    return output


@event_priority(LAST)
def on_post_build(config: MkDocsConfig) -> None:
    build = _current()
    with ExitStack() as later:
        if not _command.serving:
            with records.uncollected():
                _add_records(build, later)
        if _warnings(config):
            log.info("The site was not changed: %s", build.staging.target)
            return  # MkDocs aborts for them as soon as this event is over
        build.staging.commit(keep=not _command.serving)
    _command.last = build
    _end()


def on_build_error(error: Exception, **_: object) -> None:
    _end()
    if isinstance(error, OSError):  # a full disk, a folder that may not be written
        where = f": {error.filename}" if error.filename else ""
        raise PluginError(f"{error.strerror or error}{where}. The site was not changed.") from error


def on_shutdown() -> None:
    for watcher in _command.watchers:
        watcher.stop()
    _end()


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Put the preview before the server's own application, and let no rebuild stop it."""
    assert _command.last is not None, "MkDocs serves only what it has built"
    settings = _command.last.settings
    root, loader = settings.root, records.loader(settings)

    def site(changed: Collection[Path] | None) -> Site:
        assert _command.last is not None, "MkDocs serves only what it has built"
        return records.remembering(_command.last.site(loader, changed=changed))

    host = server.get_app()
    assert host is not None, "MkDocs sets its application before this event"
    preview = Preview(
        host,
        reload=Reload(site, (*registry.producers(settings), registry.CARDS)),
        find=Records.find,
        log=log,
        mount=server.mount_path,
        indexed=root / "site",
    )
    server.set_app(preview)
    server.builder = preview.guarding(builder, HOST)
    ours = {Path(config.theme.custom_dir or root / "overrides"), *theme.folders(root)}
    config.watch += [
        str(path)
        for folder in sorted(ours)
        for path in sorted(folder.glob("*"))
        if path.name != "pages"
    ]
    pages = [path for folder in sorted(ours) if (path := folder / "pages").is_dir()]
    _command.watchers = (
        Watcher([root / "briefings", *pages], preview.refresh),
        Watcher([root / "hooks"], _restart),
    )
    for watcher in _command.watchers:
        watcher.start()
    with records.uncollected():
        preview.refresh()
    records.keep(settings, loader)
    return server


def _restart(changed: Collection[Path]) -> None:
    """Begin anew with the code as it is now: Python keeps what it has once imported.

    Code that cannot be read is told, and the preview goes on as it is.
    """
    edited = sorted(path for path in changed if path.suffix == ".py" and path.is_file())
    for path in edited:
        try:
            compile(path.read_bytes(), path, "exec")
        except (SyntaxError, ValueError) as error:
            log.error("%s:%s: %s", path, getattr(error, "lineno", None) or 1, error)
            return
    # Python tells an edit from what it has compiled by its size and whole seconds alone.
    for path in edited:
        with suppress(OSError):
            Path(cache_from_source(path)).unlink(missing_ok=True)
    if edited:
        log.info("Changed: %s. Starting again", ", ".join(path.name for path in edited))
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  no shell


def _current() -> _Build:
    assert _command.build is not None, "on_config comes before every other event of a build"
    return _command.build


def _end() -> None:
    if _command.build is not None:
        _command.build.end()
        _command.build = None


def _add_records(build: _Build, later: ExitStack) -> None:
    """Put everything made from briefings/ beside the host's pages."""
    progress = Progress(log.info)
    try:
        with ExitStack() as aside:
            writer = records.prepare(build.settings, build.staging, aside)
            with progress.step("Reading briefings/"):
                site = records.read(build.settings, build.site, aside)
            if _warnings(build.config):
                return  # the build is lost already, and everything that is wrong was told
            files = records.write(site, writer, progress, aside, later)
    except ContentError as error:
        for problem in error.problems:
            log.error(str(problem))
        raise Abort(f"{count(error.problems)}. The site was not changed.") from error
    except (TesseraError, TemplateError) as error:
        fault = Fault.of(error, "A page could not be made")
        raise PluginError("\n".join(fault.lines)) from error
    log.info("%s files, %s agreements", f"{len(files):,}", f"{len(site.library.agreements):,}")


def _blank_page(config: MkDocsConfig, section: str, depth: int) -> Page:
    """A page of no file, somewhere in this section at this depth, with sentinels for content."""
    folders = [section or "page", *["page"] * depth][:depth]
    file = File("/".join([*folders, "index.md"]), None, config.site_dir, use_directory_urls=True)
    page = Page(SENTINELS["heading"], file, config)
    page.canonical_url = SENTINELS["canonical"]
    page.content = SENTINELS["content"]
    page.edit_url = None
    page.meta = {
        "description": SENTINELS["description"],
        "tessera": {**SENTINELS, "section": section},
    }
    return page


@contextmanager
def _theme_language(config: MkDocsConfig, env: Environment, lang: str) -> Iterator[None]:
    """The theme's own words in `lang`, if it has them."""
    usual = config.theme["language"]
    try:
        env.get_template(f"partials/languages/{lang}.html")
        config.theme["language"] = lang
    except TemplateNotFound:
        pass
    try:
        yield
    finally:
        config.theme["language"] = usual


def _warnings(config: MkDocsConfig) -> int:
    """How many warnings a strict build has had: MkDocs acts on them only after the last event."""
    handlers = HOST.handlers if config.strict else []
    counters = [handler for handler in handlers if isinstance(handler, CountHandler)]
    return sum(number for counter in counters for _, number in counter.get_counts())


def _hear_warnings(config: MkDocsConfig) -> None:
    """Let `mkdocs --quiet build --strict` count the warnings that it does not print."""
    if config.strict and HOST.level > logging.WARNING:
        for handler in HOST.handlers:
            if not isinstance(handler, CountHandler):
                handler.setLevel(HOST.level)
        HOST.setLevel(logging.WARNING)


def _allow_inline_scripts(config: MkDocsConfig) -> None:
    """MkDocs puts its live reload into pages as an inline script, which the policy refuses."""
    if policy := config.extra.get("csp"):
        config.extra["csp"] = policy.replace("script-src ", "script-src 'unsafe-inline' ", 1)
