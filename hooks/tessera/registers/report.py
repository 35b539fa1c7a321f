"""An import's report for people: what became of the rows, and what to do about the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tessera.registers.importing import Report

SHOWN = 20
"""Entries of a list that are printed; the whole list is in the report's file."""


def lines(report: Report, *, dry: bool) -> Iterator[str]:
    """The report, a line at a time."""
    fates = report.fates
    done = "would be written" if dry else "written"
    yield f"{report.rows:,} rows read."
    yield f"  {fates['new']:>7,} new records {done}"
    yield f"  {fates['unchanged']:>7,} already on record, the same"
    if fates["overwritten"]:
        yield f"  {fates['overwritten']:>7,} already on record, {done} anew"
    if fates["differs"]:
        yield f"  {fates['differs']:>7,} already on record, different: left alone; --overwrite takes the register's"
    yield f"  {fates['refused']:>7,} refused"
    noticed = report.noticed
    yield from _part("Refused rows", (str(problem) for problem in report.refused))
    yield from _part(
        "Names that are nobody's: give each a code under `parties.names`, or list it in parties.yml",
        (
            f"{name} ({count} row{'s' if count > 1 else ''})"
            + (f". Did you mean {noticed.hints[name]}?" if noticed.hints[name] else "")
            for name, count in noticed.names.most_common()
        ),
    )
    yield from _part(
        "Terms without a code: the records leave them out",
        (f"{column}: {term} ({count})" for (column, term), count in noticed.terms.most_common()),
    )
    yield from _part("Records that differ from the register", report.differs)
    yield from _part(
        "Columns that feed nothing", (f"{name} ({count})" for name, count in report.unused.items())
    )
    if noticed.spaced:
        yield f"In {noticed.spaced:,} values, line breaks and unusual spaces became plain ones."


def _part(title: str, entries: Iterable[str]) -> Iterator[str]:
    entries = list(entries)
    if not entries:
        return
    yield f"{title}:"
    yield from (f"  {entry}" for entry in entries[:SHOWN])
    if len(entries) > SHOWN:
        yield f"  … and {len(entries) - SHOWN:,} more; --report FILE has all"
