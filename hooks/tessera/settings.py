"""What a desk decides about its site, from `extra.tessera` and the head of mkdocs.yml.

Every setting has its default here; the defaults are the documentation.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from yaml_env_tag import construct_env_tag  # type: ignore[import-untyped]  # MkDocs' own reader of !ENV

from tessera.colour import READABLE, Colour
from tessera.errors import TesseraError, closest


class _MkDocsYaml(yaml.SafeLoader):
    """YAML as MkDocs reads it: `!ENV` is the environment's, and other tags mean nothing here."""


_MkDocsYaml.add_constructor("!ENV", construct_env_tag)
_MkDocsYaml.add_multi_constructor("", lambda *_: None)


def _iso_day(value: object) -> str:
    """An ISO day as text, however YAML read it; empty stays empty."""
    day = str(value or "")
    try:
        if day in ("", date.fromisoformat(day).isoformat()):
            return day
    except ValueError:
        pass
    raise ValueError(f"`{day}` is not a day such as 2026-06-19")


def readable(accent: str) -> str:
    """A colour in which words can be read on paper; empty stays empty. Raises ValueError."""
    if not accent:
        return accent
    colour = Colour.of(accent)
    if (found := colour.by_day) < READABLE:
        raise ValueError(
            f"`{accent}` has a contrast of {found:.1f} on a light page, and text needs {READABLE}. "
            f"`{colour.darker()}` is the nearest shade that has it"
        )
    return accent


class Period(BaseModel):
    """A span of years for comparison; `from` and `until` belong to it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    label: str
    from_: int = Field(default=0, alias="from")
    until: int = 9999


class Settings(BaseModel):
    """The desk's settings, frozen for one build."""

    # mkdocs.yml is YAML with types, where `tag_year: 2026` is a number.
    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    root: Path
    """The project's folder, the parent of `briefings/`."""
    site_name: str = "Tessera"
    site_url: str = ""
    """The public address, ending in `/`; empty while the site is built for nowhere in particular."""
    site_description: str = ""
    csp: str = ""
    """The content security policy of every page, from `extra.csp`; empty sends none."""
    repo_url: str = ""
    """The repository's address, without a closing `/`; edit links appear where it is set."""
    edit_uri: str = "edit/main"
    language: str = "en"

    desk: str = "Tessera desk"
    """Who signs the briefings and feeds."""
    contact: str = ""
    """An e-mail address or web address for corrections; shown nowhere when empty."""
    tag_host: str = "tessera.example"
    """The authority of permanent `tag:` ids. Choose it once: feeds never resend if it stays."""
    tag_year: str = "2026"
    """The year in which the desk owned `tag_host`."""
    accent: Annotated[str, AfterValidator(readable)] = ""
    """The desk's colour on light ground, such as `#7a1f3d`: links, tiles, figures and cards take it, and the dark
    scheme a lighter shade of it. Tessera's petrol when empty."""
    content_license: str = "CC BY 4.0"
    """On what terms words and data may be reused, by its usual name."""
    content_license_url: str = "https://creativecommons.org/licenses/by/4.0/"
    """Where those terms can be read."""
    disclaimer: str = ""
    """A sentence for the foot of every page."""
    languages: tuple[str, ...] = ("en",)
    """The languages of titles that the site searches beside its own."""
    periods: tuple[Period, ...] = (
        Period(label="before 2022", until=2021),
        Period(label="since 2022", **{"from": 2022}),
    )
    """What the desk compares, oldest first."""
    drafts: bool = False
    """Whether records with `draft: true` are built."""
    evaluated: Annotated[str, BeforeValidator(_iso_day)] = ""
    """The day on which staleness is judged (ISO); the newest day in the data when empty."""
    websub: str = Field(default="", pattern=r"^(https?://\S+)?$")
    """A WebSub hub that feeds name, so that subscribers are told at once; whoever deploys pings it."""
    feed_items: int = Field(default=20, ge=1)
    """The most recent items that a feed carries."""
    list_rows: int = Field(default=500, ge=20)
    """Rows that a list page carries itself; further rows are loaded when a reader filters."""
    admin: str = Field(default="", pattern=r"^([\w.-]+/[\w.-]+)?$")
    """The GitHub repository, such as `desk/site`, that /admin/ edits in the browser; there is no such page when empty."""
    admin_login: str = Field(default="", pattern=r"^(https://\S+)?$")
    """The OAuth gateway that people log in to GitHub through, for /admin/; Netlify's when empty."""
    executor: str = ""
    """Who makes pages and cards, such as `dask://host:8786`; processes of this machine when empty. Usually given as
    `tessera build --executor`."""
    cache: str = ""
    """Where what can be kept between builds is, such as `s3://bucket/cache`; `.cache/` when empty. Usually given as
    `tessera build --cache`."""
    markdown: bool = True
    """Whether each page stands beside itself in Markdown, with `llms.txt` to say where to begin."""
    search: bool = True
    """Whether the words of pages are indexed; without the index readers search titles alone."""
    cards: bool = True
    """Whether social cards are drawn; without them pages and feeds name no picture of a record."""

    @classmethod
    def from_mkdocs(cls, config: Mapping[str, Any]) -> Settings:
        """Settings from MkDocs' configuration (a mapping); raises TesseraError naming the setting.

        The environment's SITE_URL stands before `site_url`, and SOURCE_DATE_EPOCH before
        `evaluated`, so that a workflow can set them without editing files.
        """
        own = (config.get("extra") or {}).get("tessera") or {}
        if not isinstance(own, Mapping):
            raise TesseraError(
                "mkdocs.yml: extra.tessera is not a mapping of settings to their values."
            )
        site_url = os.environ.get("SITE_URL") or config.get("site_url") or ""
        given = {
            "root": Path(config["config_file_path"]).resolve().parent,
            "site_name": config.get("site_name") or "Tessera",
            "site_url": f"{site_url.rstrip('/')}/" if site_url else "",
            "site_description": config.get("site_description") or "",
            "csp": " ".join(str((config.get("extra") or {}).get("csp") or "").split()),
            "repo_url": (config.get("repo_url") or "").rstrip("/"),
            "language": (config.get("theme") or {}).get("language") or "en",
            **own,
        }
        for name in ("executor", "cache"):
            if said := os.environ.get(f"TESSERA_{name.upper()}"):
                given[name] = said
        if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
            given["evaluated"] = _day_of(epoch)
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            first = error.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            what = f"{first['msg'].removeprefix('Value error, ')}."
            if first["type"] == "extra_forbidden":
                hint = closest(name, cls.model_fields)
                what = "There is no such setting." + (f" Did you mean {hint}?" if hint else "")
            raise TesseraError(
                f"mkdocs.yml: extra.tessera.{name}: {what} "
                "The settings and their defaults stand in hooks/tessera/settings.py."
            ) from None

    @classmethod
    def of_project(cls, root: Path) -> Settings:
        """The settings in the project's mkdocs.yml, for commands that run without MkDocs."""
        path = root / "mkdocs.yml"
        try:
            config = yaml.load(path.read_text("utf-8"), _MkDocsYaml)  # noqa: S506  a safe loader
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise TesseraError(
                f"{path} cannot be read: {error}. Give the project's folder with --root."
            ) from None
        return cls.from_mkdocs({**(config or {}), "config_file_path": path})

    @property
    def base_path(self) -> str:
        """The path under which the site is published: `/`, or `/project/`."""
        return urlsplit(self.site_url).path or "/"

    def absolute(self, uri: str) -> str:
        """The public address of a page or file of the site; root-relative without a site_url."""
        return (self.site_url or "/") + uri.removesuffix("index.html")

    def tag(self, kind: str, name: str) -> str:
        """The permanent `tag:` URI (RFC 4151) of a record: it never follows the address."""
        return f"tag:{self.tag_host},{self.tag_year}:{kind}/{name}"


def _day_of(epoch: str) -> str:
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):
        raise TesseraError(
            f"SOURCE_DATE_EPOCH is `{epoch}`; it must be whole seconds since 1970."
        ) from None
