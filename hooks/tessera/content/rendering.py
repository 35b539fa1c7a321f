"""A briefing's text rendered within limits: whatever goes wrong is a problem of its file."""

from __future__ import annotations

from collections.abc import Iterator

from tessera.content.analysis import Analysis
from tessera.content.guard import BreachError, guarded
from tessera.content.inline import Show, nothing
from tessera.content.library import Library
from tessera.content.markdown import Rendered, Renderer
from tessera.errors import ContentError, Problem


def render(renderer: Renderer, analysis: Analysis, show: Show = nothing) -> Rendered:
    """The text as safe HTML. Raises ContentError."""
    try:
        with guarded():
            return renderer.render(analysis.body, show)
    except BreachError as breach:
        raise ContentError([breach.problem(analysis.path, analysis.body_line)]) from None
    except ValueError as error:  # nested beyond what the parser can follow
        problem = Problem(analysis.path, analysis.body_line, 1, "too-much", str(error),
                          "fewer levels of lists and quotations")  # fmt: skip
        raise ContentError([problem]) from None


def problems(library: Library) -> Iterator[Problem]:
    """What keeps any text from being rendered, tried with all of them."""
    renderer = Renderer(library.references.resolve, library.number)
    for one in library.analyses.values():
        try:
            render(renderer, one)
        except ContentError as error:
            yield from error.problems
            renderer = Renderer(library.references.resolve, library.number)
