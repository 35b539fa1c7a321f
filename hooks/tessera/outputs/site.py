"""Everything a producer may look at while it makes one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, TypeVar, cast

from jinja2 import Environment

from tessera import locales, theme
from tessera.content import rendering
from tessera.content.agreement import Agreement
from tessera.content.analysis import Analysis
from tessera.content.library import Library
from tessera.content.lookups import PAST, TODAY, WHOLE, Kept, Lookups, paused
from tessera.content.markdown import Rendered, Renderer
from tessera.outputs.hubs import Hubs, instrument_name, pair_name
from tessera.outputs.shell import Shells
from tessera.outputs.templates import environment
from tessera.pattern import index
from tessera.pattern.bare import Bare
from tessera.pattern.index import Index
from tessera.settings import Settings
from tessera.wording import Wording

R = TypeVar("R", bound=Agreement | Analysis)
_BODIES = 2048
"""Rendered texts that stay at hand: a text stands in some ten feeds beside its page."""


@dataclass(frozen=True)
class Site:
    """One state of the content, with the settings and the tools that turn it into files.

    `docs` are the addresses of the hand-written pages, which the host renders.
    """

    settings: Settings
    library: Library
    index: Index
    shells: Shells
    templates: Environment
    wording: Wording
    docs: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        settings: Settings,
        library: Library,
        shells: Shells,
        docs: Sequence[str] = (),
        lookups: Lookups | None = None,
    ) -> Site:
        """The site of a library: the index is built here, once. `lookups` hear what is read."""
        library = library.through(lookups) if lookups is not None else library
        words = locales.of(settings.language, theme.folders(settings.root))
        templates = environment(settings.root, words)
        return cls(settings, library, index.build(library), shells, templates, words, tuple(docs))

    @cached_property
    def bare(self) -> Site:
        """The same site, whose acts are without their words: for pages that count them."""
        library = self.library.bare
        return replace(self, library=library, index=Bare(library, whole=self.index))

    def whole(self, record: R) -> R:
        """A record with its words, of one that may be bare."""
        if not isinstance(record, Agreement):
            return record
        return cast("R", self.library.agreements[record.id])

    def name(self, code: str) -> str:
        """A party's usual name in the site's language."""
        return self.library.parties.name(code, self.settings.language)

    def pair_name(self, pair: tuple[str, str]) -> str:
        """`Belarus and Iran`, in the order of the names."""
        return pair_name(pair, self.library, self.wording)

    def instrument_name(self, code: str) -> str:
        """The instrument's label; a blank says of what it is one."""
        return instrument_name(code, self.library, self.wording)

    @cached_property
    def _renderer(self) -> Renderer:
        resolve = partial(self.library.references.resolve, wording=self.wording)
        return Renderer(resolve, self.library.number, self.wording)

    @cached_property
    def flags(self) -> frozenset[str]:
        """The party codes, in lower case, that have a flag to show."""
        drawn = (one / "assets" / "flags" for one in theme.folders(self.settings.root))
        return frozenset(path.stem for folder in drawn for path in folder.glob("*.svg"))

    @cached_property
    def hubs(self) -> Hubs:
        """The pages that list records and can be followed, by their address."""
        return Hubs(self.library, self.index, self.wording)

    @property
    def once(self) -> Kept[Any]:
        """What is worked out once for this site: see once.py."""
        return self.index.once

    def body(self, analysis: Analysis) -> Rendered:
        """An analysis's text, rendered once for its page and all its feeds."""
        return self._bodies.get(analysis.id, lambda: self._render(analysis))

    def _render(self, analysis: Analysis) -> Rendered:
        def show(name: str) -> tuple[str, int, int] | None:
            picture = self.library.picture(analysis, name)
            address = f"/analyses/{analysis.id}/{name}"
            return (address, picture.width, picture.height) if picture is not None else None

        return rendering.render(self._renderer, analysis, show)

    @cached_property
    def _bodies(self) -> Kept[Rendered]:
        return Kept(self.library.lookups, _BODIES, shelf="bodies")

    def past(self, day: str) -> bool:
        """Whether an ISO day lies before today: all that most pages need to know of today."""
        if self.library.lookups is not None:
            self.library.lookups.note((PAST, day))
        with paused(self.library.lookups):
            return day < self.today

    @property
    def today(self) -> str:
        """The day on which age is judged: an input of the build, never the clock."""
        if self.library.lookups is not None:
            self.library.lookups.note((TODAY, WHOLE))
        with paused(self.library.lookups):
            return self.settings.evaluated or self.library.newest
