"""`tessera links` as an editor runs it, against a host on this machine."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from tests.links.conftest import OK, Host, answer, redirect

from tessera.cli import main
from tessera.content.further import Link
from tessera.content.loader import Loader

ROOT = Path(__file__).resolve().parents[2]
RECORD = """\
title: Agreement {n}
instrument: agreement
parties: [BLR, VEN]
dates: {{signed: 2006-07-24}}
sources:
  - {{id: text, url: "{url}"}}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    briefings = tmp_path / "briefings"
    (briefings / "agreements").mkdir(parents=True)
    (briefings / "analyses").mkdir()
    for name in ("vocabulary.yml", "outlets.yml", "parties.yml"):
        (briefings / name).write_bytes((ROOT / "briefings" / name).read_bytes())
    return tmp_path


@pytest.fixture
def records(desk: Path) -> Callable[..., None]:
    def write(*urls: str) -> None:
        for n, url in enumerate(urls):
            path = desk / "briefings" / "agreements" / f"blr-ven-2006-{n:02}.yml"
            path.write_text(RECORD.format(n=n, url=url))

    return write


def run(desk: Path, *words: str) -> Result:
    usual = ["links", "--root", str(desk), "--private", "--no-archive", "--pause", "0"]
    return CliRunner().invoke(main, [*usual, *words])


def kept(desk: Path) -> dict[str, Link]:
    return dict(Loader(desk).load().further.links)


def test_what_was_heard_is_kept_in_a_list_that_passes_the_check(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    host.says = {"/a": OK, "/b": redirect("/a"), "/c": answer("403 No")}
    records(*(host.url(path) for path in ("/a", "/b", "/c", "/d")))

    done = run(desk)

    assert done.exit_code == 0, done.output
    assert (
        "4 addresses: 1 answer, 1 moved for good, 1 do not speak with programs, 1 gone."
        in done.output
    )
    assert "briefings/agreements/blr-ven-2006-03.yml#text" in done.output
    states = {url.rpartition("/")[2]: link.state for url, link in kept(desk).items()}
    assert states == {"a": "answers", "b": "moved", "c": "refuses", "d": "gone"}
    assert kept(desk)[host.url("/b")].to == host.url("/a")
    assert CliRunner().invoke(main, ["check", "--root", str(desk)]).exit_code == 0


def test_nobody_is_asked_again_within_the_days_given(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    host.says = {"/a": OK}
    records(host.url("/a"))
    run(desk)
    run(desk)

    assert host.times("/a") == 1
    run(desk, "--every", "0")
    assert host.times("/a") == 2


def test_last_seen_stays_and_since_begins_anew_when_a_page_goes(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    url = host.url("/a")
    records(url)
    path = desk / "briefings" / "links.yml"
    path.write_text(
        f'"{url}": {{state: answers, asked: 2026-01-05, since: 2026-01-01, seen: 2026-01-05}}\n'
    )

    run(desk)

    link = kept(desk)[url]
    assert (link.state, str(link.seen), link.since == link.asked) == ("gone", "2026-01-05", True)


def test_a_failure_is_asked_once_more(desk: Path, records: Callable[..., None], host: Host) -> None:
    answers = [answer("503 Later"), answer("503 Later"), OK]  # HEAD, GET, and HEAD again
    host.says = {"/a": lambda one, _: one.sendall(answers.pop(0))}
    records(host.url("/a"))

    run(desk)

    assert kept(desk)[host.url("/a")].state == "answers"


def test_one_host_is_asked_one_thing_at_a_time_and_slowly(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    paths = ["/a", "/b", "/c"]
    host.says = dict.fromkeys(paths, OK)
    records(*map(host.url, paths))

    run(desk, "--pause", "0.2")

    at = [moment for moment, _, _ in host.asked]
    assert all(later - sooner >= 0.19 for sooner, later in pairwise(at))


def test_a_host_that_wants_an_hour_is_asked_another_day(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    host.says = {"/a": answer("429 Slow down", Retry_After="3600")}
    records(host.url("/a"))

    run(desk)

    assert host.times("/a") == 1
    assert kept(desk)[host.url("/a")].state == "refuses"


def test_a_copy_is_looked_for_where_the_record_has_none(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    copy = "http://web.archive.example/web/2026/page"
    closest = {"url": copy, "status": "200", "available": True, "timestamp": "20260101000000"}
    body = json.dumps({"archived_snapshots": {"closest": closest}}).encode()
    host.says = {
        "/api": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body,
    }
    records(host.url("/gone"))
    usual = ["links", "--root", str(desk), "--private", "--pause", "0"]

    done = CliRunner().invoke(main, [*usual, "--archive", host.url("/api")])

    assert "copy: https://web.archive.example/web/2026/page" in done.output
    assert host.times(f"/api?url={host.url('/gone').replace(':', '%3A').replace('/', '%2F')}") == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{", b'{"archived_snapshots": {}}', b"x" * 200_000,
        b'{"archived_snapshots": {"closest": {"url": "javascript:alert(1)", "status": "200"}}}',
        b'{"archived_snapshots": {"closest": {"url": "http://a b/<x>", "status": "200"}}}',
        b'{"archived_snapshots": {"closest": {"url": "http://e.example/", "status": "404"}}}',
    ],
    ids=lambda body: body[:40].decode(),
)  # fmt: skip
def test_an_archive_that_talks_nonsense_offers_no_copy(
    desk: Path, records: Callable[..., None], host: Host, body: bytes
) -> None:
    host.says = {"/api": b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body}
    records(host.url("/gone"))
    usual = ["links", "--root", str(desk), "--private", "--pause", "0"]

    done = CliRunner().invoke(main, [*usual, "--archive", host.url("/api")])

    assert done.exit_code == 0, done.output
    assert kept(desk)[host.url("/gone")].copy_ in (None, "https://a%20b/%3Cx%3E")


def test_a_run_that_is_stopped_keeps_what_it_heard_and_goes_on_later(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    paths = [f"/{n}" for n in range(40)]
    host.says = dict.fromkeys(paths, OK)
    records(*map(host.url, paths))
    command = [sys.executable, "-m", "tessera.cli", "links", "--root", str(desk), "--private",
               "--no-archive", "--pause", "0.1"]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as going:
        while len(host.asked) < 8:
            time.sleep(0.02)
        going.send_signal(signal.SIGTERM)
        _, told = going.communicate(timeout=30)

    heard = len(kept(desk))
    assert going.returncode == 130
    assert "the next run goes on from there" in told
    assert 6 <= heard < 40
    run(desk)
    assert len(kept(desk)) == 40
    assert len(host.asked) <= 42  # one was being asked when it was stopped


def test_a_killed_run_leaves_a_list_that_can_be_read(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    paths = [f"/{n}" for n in range(60)]
    host.says = dict.fromkeys(paths, OK)
    records(*map(host.url, paths))
    command = [sys.executable, "-m", "tessera.cli", "links", "--root", str(desk), "--private",
               "--no-archive", "--pause", "0.01"]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as going:
        while len(host.asked) < 40:
            time.sleep(0.01)
        going.kill()

    assert len(kept(desk)) >= 25


def test_the_report_asks_nobody_and_is_safe_as_markdown(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    url = host.url("/a?x=[b](c)*d*")
    records(url)
    run(desk)
    asked = len(host.asked)

    told = run(desk, "--report", "--format", "markdown").output

    assert len(host.asked) == asked
    assert f"- `{url}` 404 Not Found; since" in told
    assert "  - `briefings/agreements/blr-ven-2006-00.yml#text`" in told


def test_an_address_that_no_record_has_any_more_is_forgotten(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    host.says = {"/a": OK, "/b": OK}
    records(host.url("/a"))
    run(desk)
    records(host.url("/b"))
    run(desk)

    assert [*kept(desk)] == [host.url("/b")]
    assert [*yaml.safe_load((desk / "briefings" / "links.yml").read_text())] == [host.url("/b")]


def test_a_machine_that_is_offline_loses_no_source(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    host.says = dict.fromkeys([f"/{n}" for n in range(12)], b"")
    records(*(host.url(f"/{n}") for n in range(12)))

    done = run(desk)

    assert "is this machine offline? Nothing was kept." in done.output
    assert kept(desk) == {}


def test_the_archive_is_asked_as_slowly_as_any_other_host(
    desk: Path, records: Callable[..., None], host: Host
) -> None:
    host.says = {"/api": OK}
    records(*(f"http://127.0.0.{n}:{host.port}/" for n in range(2, 5)))  # three hosts at once
    usual = ["links", "--root", str(desk), "--private", "--pause", "0.3", "--seconds", "2"]

    done = CliRunner().invoke(main, [*usual, "--archive", host.url("/api")])

    at = [moment for moment, _, path in host.asked if path.startswith("/api")]
    assert done.exit_code == 0, done.output
    assert len(at) == 3
    assert all(later - sooner >= 0.29 for sooner, later in pairwise(at))
