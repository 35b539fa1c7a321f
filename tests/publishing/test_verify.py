"""A site held against the manifest of its build: a folder, and a web server that fails in its own ways."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from tessera.cli import main
from tessera.publishing import verify

FILES = {
    "index.html": b"home",
    "agreements/a b/index.html": b"a record",
    "data/x.csv": b"a,b\n" * 5000,
    "ü.txt": b"u",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site with its manifest."""
    for uri, body in FILES.items():
        (tmp_path / uri).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / uri).write_bytes(body)
    digests = {uri: sha256(body).hexdigest() for uri, body in FILES.items()}
    (tmp_path / "manifest.json").write_text(json.dumps(digests), "utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, arguments)])


class _Host(SimpleHTTPRequestHandler):
    failing: int = 0
    """So many first requests break off."""
    cut = ""
    """The address whose body ends too early."""

    def do_GET(self) -> None:
        host = type(self)
        if host.failing:
            host.failing -= 1
            self.close_connection = True
            return
        if host.cut and self.path.endswith(host.cut):
            self.send_response(200)
            self.send_header("Content-Length", "20000")
            self.end_headers()
            self.wfile.write(b"a,b\n")
            return
        super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@pytest.fixture
def web(site: Path) -> Iterator[tuple[str, type[_Host]]]:
    """The site at a web address, and the host that a test may spoil."""
    handler = type(
        "Host",
        (_Host,),
        {"__init__": lambda self, *args: _Host.__init__(self, *args, directory=str(site))},
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", handler
    server.shutdown()
    server.server_close()


def spoil(site: Path) -> None:
    (site / "index.html").write_bytes(b"Home")
    (site / "data/x.csv").unlink()
    (site / "new.html").write_bytes(b"slipped in")


def test_a_folder_as_it_was_built_is_right(site: Path) -> None:
    done = run(site)

    assert (done.exit_code, done.stdout) == (0, "All 4 files are as the manifest says.\n")


def test_what_was_changed_taken_or_added_is_named(site: Path) -> None:
    spoil(site)
    done = run(site)

    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "differs  index.html",
        "missing  data/x.csv  No such file or directory",
        "extra    new.html",
        "Of 4 files: 1 differs, 1 missing, 1 extra.",
    ]


def test_a_site_at_its_address(site: Path, web: tuple[str, type[_Host]]) -> None:
    url, _ = web
    assert run(url).exit_code == 0
    assert run(url.rstrip("/")).exit_code == 0
    spoil(site)
    done = run(url)

    assert done.exit_code == 1
    assert "differs  index.html" in done.stdout
    assert "missing  data/x.csv  HTTP Error 404" in done.stdout
    assert "Of 4 files: 1 differs, 1 missing." in done.stdout


def test_ones_own_manifest_goes_before_the_sites(
    site: Path, web: tuple[str, type[_Host]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Who can change a file can change the manifest beside it."""
    own = tmp_path_factory.mktemp("own") / "manifest.json"
    own.write_bytes((site / "manifest.json").read_bytes())
    (site / "index.html").write_bytes(b"Home")
    digests = json.loads(own.read_text("utf-8"))
    (site / "manifest.json").write_text(
        json.dumps({**digests, "index.html": sha256(b"Home").hexdigest()}), "utf-8"
    )

    assert run(web[0]).exit_code == 0
    assert run(web[0], "--manifest", own).exit_code == 1
    assert run(site, "--manifest", own).exit_code == 1


def test_a_server_that_stumbles_is_asked_again(web: tuple[str, type[_Host]]) -> None:
    url, host = web
    host.failing = 2

    assert run(url).exit_code == 0


def test_a_body_that_ends_too_early_is_not_the_file(web: tuple[str, type[_Host]]) -> None:
    url, host = web
    host.cut = "x.csv"
    done = run(url)

    assert done.exit_code == 1
    assert "missing  data/x.csv  IncompleteRead" in done.stdout


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"a": 1}', '{"a": "x"}', '{"../a": "%s"}' % ("0" * 64), '{"/etc/passwd": "%s"}' % ("0" * 64),
     '{"a/../../b": "%s"}' % ("0" * 64), '{"a\\\\b": "%s"}' % ("0" * 64), "\x00"],
)  # fmt: skip
def test_what_is_no_manifest_is_told_and_opens_nothing(site: Path, text: str) -> None:
    (site / "manifest.json").write_text(text, "utf-8")
    done = run(site)

    assert done.exit_code == 1
    assert "manifest of a build" in done.stderr


def test_a_place_without_a_manifest_says_what_to_do(tmp_path: Path) -> None:
    assert "or give --manifest" in run(tmp_path).stderr
    assert "Give --manifest" in run("http://127.0.0.1:9/").stderr
    assert verify.TRIES > 1
