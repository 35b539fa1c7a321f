"""A build says what it is doing, and says it again while it takes long."""

from __future__ import annotations

from tessera.publishing.progress import Progress


class Clock:
    """Seconds that pass when a test says so."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_short_step_is_one_line() -> None:
    said: list[str] = []
    with Progress(said.append, Clock()).step("Writing pages") as tick:
        tick(1)

    assert said == ["Writing pages"]


def test_a_long_step_tells_its_count_every_two_seconds_and_how_long_it_took() -> None:
    said: list[str] = []
    clock = Clock()
    with Progress(said.append, clock).step("Writing pages") as tick:
        for count in range(1, 11):
            clock.now += 0.5
            tick(count)

    assert said == [
        "Writing pages",
        "Writing pages: 4",
        "Writing pages: 8",
        "Writing pages: done in 5.0 s",
    ]
