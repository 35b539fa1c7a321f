"""The kinds of value a record is made of: one type each, with what it accepts and refuses.

Types check themselves against the desk's own lists (vocabulary, parties, outlets) through the
validation context, a `Codes`; without a context (when a JSON Schema is drawn) they check form only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, Self, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from tessera.content import dates
from tessera.content.dates import EdtfDate
from tessera.errors import closest

BLANKS = ("none", "not-public", "unknown", "inconclusive", "not-applicable")


class Blank(str):
    """One of the five honest blanks: looked for, and not there to be coded; never "no"."""

    __slots__ = ()


@dataclass(frozen=True)
class Codes:
    """What a record may refer to: the desk's vocabulary, parties and outlets.

    A list that could not be read is None, and nothing is checked against it, so that one broken
    vocabulary does not drown its own problem in a thousand others.
    """

    vocabulary: Mapping[str, Mapping[str, Any]] | None = None
    resolve_party: Callable[[str], str] | None = None
    outlets: Mapping[str, Any] | None = None


def wrong(
    code: str, message: str, expected: str = "", hint: str | Callable[[], str] = ""
) -> PydanticCustomError:
    """A problem raised inside a model; the loader adds file, line and column.

    A hint that takes a search is given as a function: only a problem that is shown pays for it.
    """
    safe = {"message": message, "expected": expected, "hint": hint}
    return PydanticCustomError(code, "{message}", safe)


@dataclass(frozen=True)
class Told:
    """The words of a problem that a model raised with `wrong`."""

    message: str
    expected: str
    hint: str

    @classmethod
    def of(cls, context: Mapping[str, Any] | None) -> Told | None:
        """The words in an error's context; None where pydantic worded the error itself."""
        if not context or "message" not in context:
            return None
        hint = context["hint"]
        return cls(context["message"], context["expected"], hint() if callable(hint) else hint)


_GIVEN: set[str] = set()  # not frozen: pydantic copies it and adds to the copy


def _restored(made: object, fields: dict[str, Any]) -> None:
    """Give an empty model its fields, and what pydantic expects of every model."""
    put = object.__setattr__
    put(made, "__dict__", fields)
    put(made, "__pydantic_fields_set__", _GIVEN)
    put(made, "__pydantic_extra__", None)
    put(made, "__pydantic_private__", None)


class Model(BaseModel):
    """A frozen part of a record: unknown fields are refused, everything arrives as text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def model_post_init(self, _: Any, /) -> None:
        # pydantic keeps a set of the fields that were given, in every part of every record. Nobody
        # asks for it, and it would be a third of the memory that a library takes.
        object.__setattr__(self, "__pydantic_fields_set__", _GIVEN)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its fields alone, which takes two thirds of the time of pydantic's own way."""
        return object.__new__, (type(self),), self.__dict__, None, None, _restored

    @classmethod
    def taking(cls, fields: dict[str, Any]) -> Self:
        """A model of these fields, which are taken as they are, with what was worked out of them."""
        made = object.__new__(cls)
        _restored(made, fields)
        return made

    @classmethod
    def forms(cls, long: dict[str, Any]) -> list[dict[str, Any]]:
        """The JSON Schemas of every form an author may write, given that of the full mapping."""
        return [long]

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        drawn: dict[str, Any] = handler.resolve_ref_schema(handler(schema))
        long = dict(drawn)
        forms = cls.forms(long)
        if forms != [long]:
            drawn.clear()
            drawn.update({"title": long.pop("title", cls.__name__), "anyOf": forms})
        return drawn


# --- plain text -------------------------------------------------------------------------------


EMPTY = "a value, or no line at all: left out is not coded"


def filled(value: Any) -> Any:
    """The value unchanged, or a problem if it is empty text."""
    # `~` is YAML's own word for nothing.
    if isinstance(value, str) and value.strip() in ("", "~"):
        raise wrong("empty", "The value is empty", EMPTY)
    return value


def _one_line(value: str) -> str:
    if "\n" in value:
        raise wrong("line-break", "The text has a line break", "one line")
    return value


Filled = BeforeValidator(filled)
Line = Annotated[
    str,
    Filled,
    StringConstraints(strip_whitespace=True, max_length=500),
    AfterValidator(_one_line),
]
"""One line of text, at most 500 characters."""
LongLine = Annotated[
    str,
    Filled,
    StringConstraints(strip_whitespace=True, max_length=1000),
    AfterValidator(_one_line),
]
"""One line of text, at most 1,000 characters: titles in registers run long."""
Prose = Annotated[str, Filled, StringConstraints(strip_whitespace=True, max_length=5000)]
"""Text that may run over several lines, at most 5,000 characters."""

_LANG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")


def _lang(value: str) -> str:
    if not _LANG.fullmatch(value):
        raise wrong("bad-language", f"`{value}` is not a language tag",
                    "a BCP 47 tag such as en, fa, zh-Hant or pt-BR")  # fmt: skip
    return value


Lang = Annotated[str, Filled, AfterValidator(_lang)]
LineOrBlank = Annotated[Line, AfterValidator(lambda text: Blank(text) if text in BLANKS else text)]
"""One line of text; the word of an honest blank arrives as a `Blank`."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WINDOWS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")
ID_EXPECTED = "3 to 64 lower-case letters and digits, with single hyphens between them"


def check_id(value: str) -> str:
    """The id unchanged, or a problem: ids become folders and addresses on every system."""
    if not (3 <= len(value) <= 64 and _ID.fullmatch(value)):
        suggestion = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:64].strip("-")
        hint = f"`{suggestion}`" if len(suggestion) >= 3 and suggestion != value else ""
        raise wrong("bad-id", f"`{value}` is not an id", ID_EXPECTED, hint)
    if _WINDOWS.fullmatch(value):
        raise wrong("reserved-id", f"`{value}` is a reserved name on Windows", "another id")
    return value


Id = Annotated[str, Filled, AfterValidator(check_id)]
_KEY = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")


def _key(value: str) -> str:
    if len(value) > 64 or not _KEY.fullmatch(value):
        raise wrong("bad-key", f"`{value}` cannot name this", "lower-case letters, digits, hyphens")
    return value


def check_code(value: str) -> str:
    """The code or key of a desk's list unchanged, or a problem: some become folders."""
    if _WINDOWS.fullmatch(_key(value)):
        raise wrong("reserved-id", f"`{value}` is a reserved name on Windows", "another code")
    return value


Key = Annotated[str, Filled, AfterValidator(_key)]
"""A name inside one record (a source, a claim) or of one desk's list (an outlet)."""


def _url(value: str) -> str:
    expected = "an address that begins with https:// or http://"
    try:
        parts = urlsplit(value)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise wrong("bad-url", f"`{value[:80]}` is not an address", expected) from None
    if parts.scheme not in ("http", "https") or not host:
        hint = f"`https://{value}`" if re.match(r"[\w-]+\.[\w.-]+(/|$)", value) else ""
        raise wrong("bad-url", f"`{value[:80]}` is not a web address", expected, hint)
    if parts.username is not None or port == 0 or re.search(r"[\s<>\"\\^`{|}]", value):
        raise wrong("bad-url", f"`{value[:80]}` has a user name, a space or a forbidden character",
                    "the address as the browser shows it, percent-encoded")  # fmt: skip
    return value


Url = Annotated[
    str, Filled, StringConstraints(max_length=2048), AfterValidator(_url),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
]  # fmt: skip
_SHA = re.compile(r"[0-9a-f]{64}")


def _sha256(value: str) -> str:
    if not _SHA.fullmatch(value):
        raise wrong("bad-sha256", "This is not a SHA-256", "64 hexadecimal digits in lower case")
    return value


Sha256 = Annotated[str, Filled, AfterValidator(_sha256)]


def _boolean(value: Any) -> bool:
    if isinstance(filled(value), bool):
        return bool(value)
    if value not in ("true", "false"):
        shown = f"`{value}`" if isinstance(value, str) else "This"
        raise wrong("bad-boolean", f"{shown} is neither true nor false", "`true` or `false`")
    return bool(value == "true")


Flag = Annotated[bool, BeforeValidator(_boolean)]

# --- dates ------------------------------------------------------------------------------------


def _date(value: Any, or_blank: str = "") -> EdtfDate:
    if isinstance(value, EdtfDate):
        return value
    filled(value)
    expected = dates.EXPECTED + or_blank
    if not isinstance(value, str):
        raise wrong("bad-date", "This is not a date", expected)
    try:
        return dates.parse(value)
    except ValueError as error:
        message = str(error)
        raise wrong(
            "bad-date", message[0].upper() + message[1:], expected, dates.suggest(value)
        ) from None


def _date_or_blank(value: Any) -> EdtfDate | Blank:
    return Blank(value) if value in BLANKS else _date(value, ", or `unknown`")


_DATE_SCHEMA = {
    "type": "string",
    "description": "EDTF: 2026-06-19, 2026-06, 2026, with ? or ~ where uncertain or approximate.",
    "pattern": r"^(\d{4}(-\d{2}(-\d{2})?)?[?~%]?|" + "|".join(BLANKS) + ")$",
    "examples": ["2026-06-19", "2026-06", "2026?", "unknown"],
}
Date = Annotated[EdtfDate, PlainValidator(_date), WithJsonSchema(_DATE_SCHEMA)]
DateOrBlank = Annotated[
    EdtfDate | Blank, PlainValidator(_date_or_blank), WithJsonSchema(_DATE_SCHEMA)
]

# --- codes ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coded:
    """Marks text as a code of the vocabulary's `section`, or (with `blanks`) an honest blank.

    Written `Annotated[str, Coded("pillars")]`; a blank arrives as a `Blank`.
    """

    section: str
    blanks: bool = False

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self.check)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "x-vocabulary": self.section, "x-blanks": self.blanks}

    def check(self, value: Any, info: Any) -> str:
        """The code, if the vocabulary in the validation context has it."""
        filled(value)
        if not isinstance(value, str):
            raise wrong("bad-code", f"A list or mapping stands for a code of `{self.section}`",
                        "one word of vocabulary.yml")  # fmt: skip
        codes = info.context.vocabulary if isinstance(info.context, Codes) else None
        known = codes.get(self.section, {}) if codes is not None else None
        if known is not None and value in known:
            return value
        if self.blanks and value in BLANKS:
            return Blank(value)
        if known is None:
            return value
        choices = [*known, *(BLANKS if self.blanks else ())]
        shown = ", ".join(choices[:12]) + (", …" if len(choices) > 12 else "")
        raise wrong(
            "unknown-code",
            f"`{value}` is not in `{self.section}` of vocabulary.yml",
            f"one of {shown}",
            lambda: _by_label(value, known) or closest(value, choices),
        )


def _by_label(value: str, known: Mapping[str, Any]) -> str:
    labels = {getattr(term, "label", "").lower(): code for code, term in known.items()}
    return f"`{labels[value.lower()]}`" if value.lower() in labels else ""


def _party(value: Any, info: ValidationInfo) -> str:
    filled(value)
    if not isinstance(value, str):
        raise wrong(
            "unknown-party", "A list or mapping stands for a party", "a code such as BLR, or EU"
        )
    resolve = info.context.resolve_party if isinstance(info.context, Codes) else None
    return resolve(value) if resolve else value


PartyCode = Annotated[
    str,
    BeforeValidator(_party),
    WithJsonSchema({"type": "string", "description": "ISO 3166-1 alpha-3 code (BLR), or a key of "
                    "parties.yml (EU)", "pattern": "^[A-Z0-9]{2,10}$"}),
]  # fmt: skip


def _outlet(value: Any, info: ValidationInfo) -> str:
    filled(value)
    if not isinstance(value, str):
        raise wrong(
            "unknown-outlet", "A list or mapping stands for an outlet", "a key of outlets.yml"
        )
    known = info.context.outlets if isinstance(info.context, Codes) else None
    if known is not None and value not in known:
        raise wrong("unknown-outlet", f"`{value}` is not in outlets.yml", "a key of outlets.yml; "
                    "add the outlet there first", lambda: closest(value, known))  # fmt: skip
    return value


OutletKey = Annotated[str, BeforeValidator(_outlet), WithJsonSchema({"type": "string"})]
Basis = Literal["stated", "inferred-from-title", "inferred-from-text", "inferred-from-context"]
Confidence = Literal["low", "medium", "high"]
Seen = Literal["came", "did-not-come", "unclear"]
"""What became of something foreseen."""

# --- facts: a value with where it comes from ----------------------------------------------------

T = TypeVar("T")


class Stated(Model, Generic[T]):
    """One of several values that sources give for the same field."""

    value: T
    source: Key | None = None
    note: Prose | None = None
    chosen: Flag = False


class Fact(Model, Generic[T]):
    """A value, where and when it is known from, and what other sources say instead.

    Authors write the value alone, or a mapping with `value:`, or `values:` where sources
    disagree: then exactly one is `chosen: true` and becomes the `value`.
    """

    value: T
    source: Key | None = None
    as_of: Date | None = None
    basis: Basis | None = None
    note: Prose | None = None
    values: tuple[Stated[T], ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _shape(cls, data: Any) -> Any:
        if isinstance(data, str):
            return {"value": data}
        if not isinstance(data, dict) or "values" not in data:
            return data
        if "value" in data:
            raise wrong("bad-conflict", "`value` and `values` both stand here", "`values` alone; "
                        "the entry with `chosen: true` is the value")  # fmt: skip
        stated = data["values"]
        if not isinstance(stated, list) or len(stated) < 2:
            raise wrong("bad-conflict", "`values` needs two or more entries", "a list of "
                        "{value, source}, one of them with `chosen: true`")  # fmt: skip
        chosen = [one for one in stated if isinstance(one, dict) and one.get("chosen") == "true"]
        if len(chosen) != 1:
            number = f"{len(chosen)} of the `values` are" if chosen else "None of the `values` is"
            raise wrong("bad-conflict", f"{number} chosen",
                        "exactly one entry with `chosen: true`")  # fmt: skip
        shown = {"value": chosen[0].get("value", "")}
        if "source" in chosen[0]:
            shown["source"] = chosen[0]["source"]
        return {**shown, **data}

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as its fields alone, which takes two thirds of the time of pydantic's own way."""
        return object.__new__, (type(self),), self.__dict__, None, None, _restored

    @classmethod
    def forms(cls, long: dict[str, Any]) -> list[dict[str, Any]]:
        """The value alone, or a mapping with where it comes from."""
        return [long["properties"]["value"], {**long, "required": []}]

    @property
    def blank(self) -> str | None:
        """The honest blank that stands here, if one does."""
        return str(self.value) if isinstance(self.value, Blank) else None

    @property
    def conflict(self) -> bool:
        """Whether sources disagree on this value."""
        return len(self.values) > 1 and len({str(one.value) for one in self.values}) > 1
