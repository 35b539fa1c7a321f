"""The preview: pages when they are asked for, errors where the author looks."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined

from tessera.errors import ContentError, Problem, TesseraError
from tessera.outputs.output import Output
from tessera.outputs.producer import Producer
from tessera.outputs.site import Site
from tessera.preview import Preview, Records, Watcher, watcher
from tessera.preview.channel import Channel
from tessera.preview.heard import hear
from tessera.preview.remembered import Remembered

PAGE = "<!doctype html><html><body class=x><h1>{}</h1></body></html>"
WRONG = Problem("briefings/agreements/a.yml", 3, 7, "bad-date", "`2026-13` is not a month")


@dataclass
class World:
    """A site of two pages and a host with one, both of which can be broken."""

    pages: dict[str, str] = field(
        default_factory=lambda: {
            "index.html": PAGE.format("Home"),
            "agreements/a/index.html": PAGE.format("A"),
            "feed.xml": "<rss/>",
            "cards/a.png": "PNG",
        }
    )
    error: Exception | None = None
    broken: dict[str, Exception] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    changed: list[frozenset[Path]] = field(default_factory=list)

    def reload(self, changed: frozenset[Path]) -> dict[str, str]:
        self.changed.append(changed)
        if self.error:
            raise self.error
        return dict(self.pages)

    def find(self, site: dict[str, str], uri: str) -> Output | None:
        if uri in self.broken:
            raise self.broken[uri]
        return Output(uri, site[uri]) if uri in site else None

    def host(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        self.asked.append(path)
        if path == "/about/":
            start_response("200 OK", [("Content-Type", "text/html")])
            return iter([b"<html><body>", b"About</body></html>"])
        if path == "/style.css":
            start_response("200 OK", [("Content-Type", "text/css"), ("X-Host", "yes")])
            return [b"a{}"]
        start_response("404 Not Found", [("Content-Type", "text/html")])
        return [b"<html><body>Nothing here</body></html>"]


@dataclass
class Answer:
    status: str
    headers: dict[str, str]
    body: str


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def preview(world: World) -> Preview[dict[str, str]]:
    made = make(world)
    made.refresh()
    return made


def make(world: World, **given: Any) -> Preview[dict[str, str]]:
    return Preview(
        world.host, reload=world.reload, find=world.find, log=logging.getLogger("tests"), **given
    )


def get(preview: Preview[Any], path: str, query: str = "") -> Answer:
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    begun: list[tuple[str, dict[str, str]]] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
        begun.append((status, dict(headers)))

    body = b"".join(preview(environ, start))
    return Answer(*begun[-1], body.decode())


# --- what is served --------------------------------------------------------------------------


def test_a_page_is_made_when_it_is_asked_for_and_follows_changes(
    preview: Preview[Any], world: World
) -> None:
    answer = get(preview, "/agreements/a/")

    assert answer.status == "200 OK"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Length"] == str(len(answer.body.encode()))
    assert "<body class=x><link" in answer.body
    assert '<script src="/_tessera/client.js" data-version="' in answer.body
    assert "<h1>A</h1>" in answer.body
    assert "role=" not in answer.body
    assert world.asked == []


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/feed.xml", ("text/xml; charset=utf-8", "application/xml; charset=utf-8")),
     ("/cards/a.png", ("image/png",))],
)  # fmt: skip
def test_what_is_no_page_is_served_as_it_is(
    preview: Preview[Any], world: World, path: str, kind: tuple[str, ...]
) -> None:
    answer = get(preview, path)

    assert answer.headers["Content-Type"] in kind
    assert answer.body == world.pages[path[1:]]


def test_a_page_without_its_closing_slash_redirects(preview: Preview[Any]) -> None:
    answer = get(preview, "/agreements/a")

    assert (answer.status, answer.headers["Location"]) == ("302 Found", "/agreements/a/")


def test_the_hosts_pages_follow_changes_too(preview: Preview[Any]) -> None:
    answer = get(preview, "/about/")

    assert "client.js" in answer.body
    assert "About" in answer.body
    assert answer.headers["Content-Length"] == str(len(answer.body))


def test_what_the_host_serves_besides_pages_is_untouched(preview: Preview[Any]) -> None:
    answer = get(preview, "/style.css")

    assert (answer.body, answer.headers["X-Host"]) == ("a{}", "yes")


def test_what_nobody_has_is_the_hosts_404(preview: Preview[Any]) -> None:
    answer = get(preview, "/nope/")

    assert answer.status == "404 Not Found"
    assert "Nothing here" in answer.body


def test_a_site_under_a_path_is_served_under_it(world: World) -> None:
    preview = make(world, mount="/sub/")
    preview.refresh()

    assert "<h1>A</h1>" in get(preview, "/sub/agreements/a/").body
    assert "<h1>Home</h1>" in get(preview, "/sub/").body
    assert get(preview, "/agreements/a/").status == "404 Not Found"


def test_search_asks_the_index_of_the_last_build(world: World, tmp_path: Path) -> None:
    (tmp_path / "search" / "pages").mkdir(parents=True)
    (tmp_path / "search" / "pages" / "a.json").write_text("[1]")
    (tmp_path / "secret.txt").write_text("secret")
    preview = make(world, indexed=tmp_path)
    preview.refresh()

    assert get(preview, "/search/pages/a.json").body == "[1]"
    assert get(preview, "/search/pages/nope.json").status == "404 Not Found"
    assert get(preview, "/search/pages/../../secret.txt").status == "404 Not Found"


# --- what is wrong ---------------------------------------------------------------------------


def test_an_error_stands_on_every_page_above_the_last_good_one(
    preview: Preview[Any], world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.error = ContentError([WRONG])
    world.pages["agreements/a/index.html"] = PAGE.format("never seen")
    preview.refresh()

    for path, text in [("/agreements/a/", "<h1>A</h1>"), ("/", "<h1>Home</h1>"),
                       ("/about/", "About"), ("/nope/", "Nothing here")]:  # fmt: skip
        body = get(preview, path).body
        assert "1 problem in 1 file" in body
        assert "briefings/agreements/a.yml:3:7: `2026-13` is not a month. [<a " in body
        assert 'href="/problems/#bad-date">bad-date</a>]' in body
        assert text in body
    assert caplog.messages == [str(WRONG)]
    assert get(preview, "/feed.xml").body == "<rss/>"


def test_mending_the_error_takes_it_away(preview: Preview[Any], world: World) -> None:
    world.error = ContentError([WRONG])
    preview.refresh()
    world.error = None
    world.pages["agreements/a/index.html"] = PAGE.format("mended")

    preview.refresh()

    body = get(preview, "/agreements/a/").body
    assert "role=" not in body
    assert "<h1>mended</h1>" in body


def test_an_error_from_the_start_is_shown_once_where_a_page_would_be(world: World) -> None:
    world.error = ContentError([WRONG])
    preview = make(world)
    preview.refresh()

    answer = get(preview, "/agreements/a/")
    assert answer.status == "500 Internal Server Error"
    assert answer.body.count("is not a month") == 1
    assert "client.js" in answer.body

    world.error = None
    preview.refresh()
    assert get(preview, "/agreements/a/").status == "200 OK"


def test_what_authors_wrote_cannot_become_part_of_the_page(world: World) -> None:
    world.error = TesseraError("<script>alert(1)</script>")
    preview = make(world)
    preview.refresh()

    assert "<script>alert" not in get(preview, "/").body


def test_a_broken_template_is_told_by_its_line_above_the_page_as_it_was(
    preview: Preview[Any], world: World
) -> None:
    get(preview, "/agreements/a/")
    templates = Environment(
        loader=DictLoader({"a.html": "\n\n{{ missing.field }}"}), undefined=StrictUndefined
    )
    templates.loader.get_source = (  # type: ignore[method-assign, union-attr]
        lambda env, name: ("\n\n{{ missing.field }}", "overrides/pages/a.html", None)
    )
    try:
        templates.get_template("a.html").render()
    except Exception as error:  # noqa: BLE001
        world.broken["agreements/a/index.html"] = error

    answer = get(preview, "/agreements/a/")

    assert answer.status == "200 OK"
    assert "overrides/pages/a.html:3: UndefinedError: &#x27;missing&#x27; is" in answer.body
    assert "<h1>A</h1>" in answer.body
    assert "role=" not in get(preview, "/").body


def test_a_page_that_was_never_good_is_only_its_error(preview: Preview[Any], world: World) -> None:
    world.broken = {"index.html": ValueError("no"), "feed.xml": ValueError("no feed")}

    assert get(preview, "/").status == "500 Internal Server Error"
    assert "ValueError: no" in get(preview, "/").body
    assert get(preview, "/feed.xml").status == "500 Internal Server Error"
    assert get(preview, "/feed.xml").headers["Content-Type"] == "text/plain; charset=utf-8"


def test_a_failure_of_the_host_stands_on_every_page_until_it_is_mended(
    preview: Preview[Any], world: World
) -> None:
    preview.host_failed(["docs/about.md: link to nowhere"])
    assert "docs/about.md: link to nowhere" in get(preview, "/agreements/a/").body
    assert "docs/about.md: link to nowhere" in get(preview, "/about/").body

    preview.host_rebuilt()
    assert "role=" not in get(preview, "/agreements/a/").body
    assert world.changed[-1] == frozenset()


def test_what_the_host_says_is_heard_in_order_and_only_during_the_block() -> None:
    logger = logging.getLogger("tests.host")
    with hear(logger) as said:
        logger.warning("first %s", 1)
        logger.info("not this")
        logger.getChild("inner").error("second")
    logger.warning("later")

    assert said == ["first 1", "second"]


def test_the_oldest_page_is_forgotten_first() -> None:
    pages = Remembered(limit=2)
    for uri in ("a", "b", "a", "c"):
        pages.keep(uri, uri.encode())

    assert (pages.get("a"), pages.get("b"), pages.get("c")) == (b"a", None, b"c")


# --- what changes ----------------------------------------------------------------------------


def test_a_page_that_is_stale_is_told_at_once() -> None:
    channel = Channel()
    seen = channel.version
    channel.announce()

    events = list(channel.events(seen))

    assert events[-1] == f"event: reload\ndata: {channel.version}\n\n".encode()


def test_a_page_of_a_server_that_was_restarted_is_stale() -> None:
    assert b"event: reload" in b"".join(Channel().events("1-1"))


def test_a_page_waits_until_something_changes(preview: Preview[Any]) -> None:
    events = preview.channel.events(preview.channel.version)
    assert next(events) == b"retry: 500\n\n"
    told: list[bytes] = []
    waiting = threading.Thread(target=lambda: told.append(next(events)))
    waiting.start()
    time.sleep(0.05)
    assert told == []

    preview.refresh()

    waiting.join(5)
    assert told[0].startswith(b"event: reload")


def test_the_stream_is_served_at_its_address(preview: Preview[Any]) -> None:
    answer = get(preview, "/_tessera/events", "since=0-0")

    assert answer.headers["Content-Type"] == "text/event-stream"
    assert answer.body.endswith(f"data: {preview.channel.version}\n\n")


@pytest.mark.parametrize("name", ["client.js", "client.css"])
def test_the_pages_own_files_are_served(preview: Preview[Any], name: str) -> None:
    assert get(preview, f"/_tessera/{name}").status == "200 OK"
    assert get(preview, "/_tessera/app.py").status == "404 Not Found"


class Watched:
    """A folder under watch, and what was told of it."""

    def __init__(self, folder: Path, *, quiet: float, longest: float) -> None:
        self.told: list[frozenset[Path]] = []
        self._news = threading.Condition()
        self.watcher = Watcher(
            [folder, folder / "missing"], self._changed, quiet=quiet, longest=longest
        )

    def _changed(self, paths: frozenset[Path]) -> None:
        with self._news:
            self.told.append(paths)
            self._news.notify_all()

    def wait(self, count: int, timeout: float = 20) -> bool:
        with self._news:
            return self._news.wait_for(lambda: len(self.told) >= count, timeout)


@pytest.fixture
def watched(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Watched]:
    """A watched folder. Its quiet is long, so that a busy machine's pauses are none."""
    (tmp_path / "agreements").mkdir()
    quiet, longest = getattr(request, "param", (0.5, 30.0))
    watched = Watched(tmp_path, quiet=quiet, longest=longest)
    watched.watcher.start()
    yield watched
    watched.watcher.stop()


def test_saving_in_place_and_saving_by_renaming_are_each_told_once(
    watched: Watched, tmp_path: Path
) -> None:
    path = tmp_path / "agreements" / "a.yml"
    path.write_text("title: A")
    assert watched.wait(1)
    (tmp_path / "agreements" / ".a.yml.new").write_text("title: B")
    (tmp_path / "agreements" / ".a.yml.new").rename(path)
    assert watched.wait(2)

    assert not watched.wait(3, timeout=1)
    assert watched.told == [{path}, {path}]


def test_many_changes_at_once_are_told_together(watched: Watched, tmp_path: Path) -> None:
    """As one, unless the machine pauses in between for longer than the quiet."""
    paths = {tmp_path / "agreements" / f"{number}.yml" for number in range(100)}
    for path in paths:
        path.write_text("title: A")

    while watched.told == [] or frozenset().union(*watched.told) != paths:
        assert watched.wait(len(watched.told) + 1)

    assert len(watched.told) < 5


def test_reading_is_no_change_and_neither_are_an_editors_own_files(
    watched: Watched, tmp_path: Path
) -> None:
    (tmp_path / "agreements" / "a.yml").write_text("title: A")
    assert watched.wait(1)
    (tmp_path / "agreements" / "a.yml").read_text()
    for name in (".a.yml.swp", "a.yml~", "4913", "#a.yml#"):
        (tmp_path / "agreements" / name).write_text("x")

    assert not watched.wait(2, timeout=1)


def test_a_file_in_a_new_folder_and_a_removed_file_are_told(
    watched: Watched, tmp_path: Path
) -> None:
    path = tmp_path / "agreements" / "2026" / "a.yml"
    path.parent.mkdir()
    time.sleep(0.1)
    path.write_text("title: A")
    assert watched.wait(1)
    path.unlink()

    assert watched.wait(2)
    assert watched.told[-1] == {path}


def test_work_that_does_not_end_keeps_nobody_from_stopping(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "PATIENCE", 0.1)
    begun, end = threading.Event(), threading.Event()

    def work(_: frozenset[Path]) -> None:
        begun.set()
        end.wait(60)

    watching = Watcher([tmp_path], work)
    watching.start()
    (tmp_path / "a.yml").write_text("title: A")
    assert begun.wait(20)
    stopping = threading.Thread(target=watching.stop)
    stopping.start()
    stopping.join(20)
    stopped = not stopping.is_alive()
    end.set()

    assert stopped


@pytest.mark.parametrize("watched", [(0.5, 0.5)], indirect=True)
def test_changes_that_go_on_are_told_meanwhile(watched: Watched, tmp_path: Path) -> None:
    until = time.monotonic() + 20
    while not watched.told and time.monotonic() < until:
        (tmp_path / "agreements" / "a.yml").write_text(str(time.monotonic()))
        time.sleep(0.01)

    assert watched.told


# --- one file at a time ----------------------------------------------------------------------


def records(*producers: Producer) -> Records:
    site: Any = object()  # these producers do not look at it
    return Records(site, producers)


def one(uri: str, asked: list[str]) -> Producer:
    def keys(site: Site) -> list[str]:
        asked.append(uri)
        return [uri]

    return Producer(uri, keys, lambda site, key: key, lambda site, key: f"made {key}")


def test_only_the_producers_up_to_the_one_that_answers_are_asked_and_each_once() -> None:
    asked: list[str] = []
    site = records(one("a.html", asked), one("b.html", asked), one("cards/c.png", asked))

    assert site.find("b.html") == Output("b.html", "made b.html")
    assert site.find("a.html") == Output("a.html", "made a.html")
    assert site.find("assets/style.css") is None
    assert asked == ["a.html", "b.html"]
    assert site.find("nowhere.html") is None
    assert site.find("cards/c.png") == Output("cards/c.png", "made cards/c.png")
    assert asked == ["a.html", "b.html", "cards/c.png"]


def test_a_producer_that_cannot_list_its_addresses_is_asked_again() -> None:
    failing = [True]

    def keys(site: Site) -> list[str]:
        if failing:
            raise ValueError("not yet")
        return ["a.html"]

    site = records(Producer("a", keys, lambda site, key: key, lambda site, key: "made"))
    with pytest.raises(ValueError, match="not yet"):
        site.find("a.html")
    failing.clear()

    assert site.find("a.html") == Output("a.html", "made")
