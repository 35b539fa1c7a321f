"""MAP.yml: which column of a register feeds which field, and which of its terms mean which code."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from tessera.content import files, translate, yaml_source
from tessera.content.agreement import Coding, Dates
from tessera.content.fields import (
    Coded,
    Codes,
    Date,
    Filled,
    Key,
    Lang,
    Line,
    Model,
    OutletKey,
    PartyCode,
    Url,
    wrong,
)
from tessera.content.lists import Desk
from tessera.errors import ContentError, Problem

Name = Annotated[str, Filled]
"""A column's heading, as it stands in the file."""


class Column(Model):
    """One column, perhaps with several values in a cell."""

    column: Name
    separator: Name | None = None
    lang: Lang | None = None

    @classmethod
    def forms(cls, long: dict[str, Any]) -> list[dict[str, Any]]:
        """The column's heading alone, or a mapping."""
        return [long["properties"]["column"], long]

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, data: Any) -> Any:
        return {"column": data} if isinstance(data, str) else data


class DateColumn(Column):
    """A column of dates, in EDTF, or in the `form` that strptime reads (`%d/%m/%Y`)."""

    form: Name | None = None


class PartyColumns(Model):
    """Where the parties stand, in which language, and who is meant by names nobody else has."""

    columns: Annotated[tuple[Name, ...], Field(min_length=1)]
    separator: Name | None = None
    lang: Lang = "en"
    names: dict[Name, PartyCode] = {}
    always: tuple[PartyCode, ...] = ()
    """Parties to every act that the register does not repeat in each row: its own state."""


class Terms(Model):
    """A column whose terms mean codes; a term that is not listed is told in the report.

    `match` says how a cell meets a term: it equals it, begins with it or contains it, without
    regard to case; the longest term that meets it counts.
    """

    column: Name
    separator: Name | None = None
    match: Literal["equals", "begins", "contains"] = "equals"
    terms: dict[Name, Any]


class Instruments(Terms):
    """Terms for instruments. Without `otherwise` a row whose term is not listed is refused."""

    terms: dict[Name, Annotated[str, Coded("instruments", blanks=True)]]
    otherwise: Annotated[str, Coded("instruments", blanks=True)] | None = None


class Statuses(Terms):
    """Terms for statuses."""

    terms: dict[Name, Annotated[str, Coded("statuses", blanks=True)]]


class Levels(Terms):
    """Terms for levels."""

    terms: dict[Name, Annotated[str, Coded("levels", blanks=True)]]


class Bindings(Terms):
    """Terms for whether an act binds."""

    terms: dict[Name, Annotated[str, Coded("bindings", blanks=True)]]


class PillarTerms(Terms):
    """Terms for pillars: a list of codes each; an empty list says that no pillar is meant."""

    terms: dict[Name, tuple[Annotated[str, Coded("pillars")], ...]]


DateColumns = dict[str, DateColumn]


class Origin(Model):
    """The source that every record of this register rests on."""

    url: Name | Url | None = None
    """A column of addresses, or one address for all."""
    title: Line | None = None
    outlet: OutletKey | None = None
    lang: Lang | None = None
    role: Annotated[str, Coded("source_roles")] | None = None
    accessed: Date | None = None

    @model_validator(mode="after")
    def _findable(self) -> Origin:
        if self.url is None and self.title is None:
            raise wrong("source-without-place", "The source has neither url nor title",
                        "a column of addresses, an address, or a title")  # fmt: skip
        return self


class Map(Model):
    """The whole of a MAP.yml."""

    register_: Line = Field(alias="register")
    """What the register calls itself."""
    scheme: Key
    """Its key among `identifiers`, and what ids begin with."""
    number: Name
    """The column that numbers the rows for ever."""
    folder: Key | None = None
    title: Column
    parties: PartyColumns
    instrument: Instruments
    dates: DateColumns
    place: Column | None = None
    level: Levels | None = None
    binding: Bindings | None = None
    status: Statuses | None = None
    pillars: PillarTerms | None = None
    source: Origin
    coding: Coding | None = None
    published: Date | None = None

    @model_validator(mode="after")
    def _dates_are_fields(self) -> Map:
        known = tuple(Dates.model_fields)
        for name in self.dates:
            if name not in known:
                raise wrong("unknown-field", f"`{name}` is not a date of an agreement",
                            f"one of {', '.join(known)}")  # fmt: skip
        if "signed" not in self.dates:
            raise wrong("missing-field", "`dates` has no column for `signed`",
                        "`signed:` with the column that holds it")  # fmt: skip
        return self

    @property
    def columns(self) -> Iterator[str]:
        """Every column that feeds something."""
        yield from (self.number, self.title.column, *self.parties.columns, self.instrument.column)
        yield from (one.column for one in self.dates.values())
        parts = (self.place, self.level, self.binding, self.status, self.pillars)
        yield from (part.column for part in parts if part is not None)
        if self.source.url is not None and not is_address(self.source.url):
            yield self.source.url


def is_address(text: str) -> bool:
    """Whether the source's `url` is an address itself, and not a column of them."""
    return text.startswith(("http://", "https://"))


def read(path: Path, desk: Desk) -> Map:
    """The map in the file at `path`; `ContentError` with every problem in it."""
    text = files.read(path, path.parent, files.MAX_LIST)
    if isinstance(text, Problem):
        raise ContentError([text])
    source = yaml_source.parse(text, path.name, positions=True)
    if source.problems:
        raise ContentError(source.problems)
    codes: Codes = desk.codes
    try:
        return Map.model_validate(source.data, context=codes)
    except ValidationError as error:
        raise ContentError(translate.problems(error, source, path.name, Map)) from None
