"""Searches on record, counted by whom, when and in which language they were for."""

from __future__ import annotations

from collections.abc import Callable

from tessera.content.agreement import Agreement
from tessera.content.further import Further, SearchLog
from tessera.content.library import Library
from tessera.pattern import effort
from tessera.settings import Period


def test_effort_is_counted_for_whom_and_for_when_it_was(
    act: Callable[..., Agreement], library: Callable[..., Library]
) -> None:
    logs = {
        "general": SearchLog.model_validate({"where": "The web", "date": "2026-05", "lang": "en"}),
        "cuba": SearchLog.model_validate(
            {"where": "A gazette", "date": "2026-06-01", "lang": "es", "parties": ["CUB"],
             "since": "1990", "until": "1999"}),
        "undated": SearchLog.model_validate({"where": "A shelf", "date": "unknown"}),
    }  # fmt: skip
    absence = {
        "id": "none", "says": "No text.", "modality": "absence",
        "searched": [{"where": "A portal", "lang": "fa", "date": "2026-07-03"}],
    }  # fmt: skip
    found = effort.looks(
        library(act("one-act", "2020", "BLR IRN", claims=[absence]), further=Further(searches=logs))
    )
    early = Period(label="early", until=1980)

    assert effort.of(found) == effort.Effort(4, ("en", "es", "fa"), "2026-07-03")
    assert effort.of(effort.party(found, "CUB")) == effort.Effort(3, ("en", "es"), "2026-06-01")
    assert effort.of(effort.party(found, "IRN")).languages == ("en", "fa")
    assert effort.of(effort.period(found, early)).languages == ("en", "fa")
    assert effort.of(()) == effort.Effort(0, (), "")
