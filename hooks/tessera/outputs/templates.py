"""Tessera's own Jinja environment: everything is escaped, and a missing value is an error.

A page prints some four hundred values in some ninety macros, so what happens to each of them is most
of what a page costs. The classes below do the same as Jinja's own in half the time.
"""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    nodes,
    select_autoescape,
)
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import do_default
from jinja2.runtime import Macro
from jinja2.utils import internalcode, missing
from markupsafe import Markup, escape

from tessera import theme
from tessera.outputs.facets import facets
from tessera.outputs.spoken import Spoken
from tessera.wording import Wording

_special = re.compile("[&<>'\"]").search


def environment(root: Path, wording: Wording) -> Environment:
    """The templates of `overrides/pages/`: the project's, and for what it lacks Tessera's own.

    `_`, `_n` and `_p` in them are the site's words: see wording.py.
    """
    made = _Environment(
        loader=FileSystemLoader(
            [folder / "pages" for folder in theme.folders(root)], encoding="utf-8"
        ),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.spoken = Spoken(wording)
    made.globals.update(wording.functions())
    made.filters["facets"] = facets  # _list.html: rows | facets(view)
    return made


class _Code(CodeGenerator):
    """What templates become: a look into a mapping and a call cost what they cost in Python.

    The values that a page prints are mappings, made for it a moment before. Functions are called as
    they are: none of ours asks for the context of a template.
    """

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """`row.title`."""
        self.write(f"(_of[{node.attr!r}] if (_of := ")
        self.visit(node.node, frame)
        self.write(f").__class__ is dict and {node.attr!r} in _of")
        self.write(f" else environment.getattr(_of, {node.attr!r}))")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """`row.note | default(none)`, and any other filter."""
        looked = node.node
        if node.name != "default" or not isinstance(looked, nodes.Getattr) or len(node.args) != 1:
            super().visit_Filter(node, frame)
            return
        self.write(f"(_of.get({looked.attr!r}, ")
        self.visit(node.args[0], frame)
        self.write(") if (_of := ")
        self.visit(looked.node, frame)
        self.write(f").__class__ is dict else _default(environment.getattr(_of, {looked.attr!r}), ")
        self.visit(node.args[0], frame)
        self.write("))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """`refs(item.sources)`."""
        self.visit(node.node, frame)
        stream, self.stream = self.stream, StringIO()
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        given, self.stream = self.stream.getvalue(), stream
        self.write(f"({given.removeprefix(', ')})")


class _Macro(Macro):
    """A macro whose text is HTML, as it is wherever everything is escaped."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._empty: tuple[Any, ...] = (missing,) * len(self.arguments)
        self._places = {name: place for place, name in enumerate(self.arguments)}
        if self.caller and not self.explicit_caller:
            self._places["caller"] = len(self._empty)
            self._empty += (self._environment.undefined("No caller defined", name="caller"),)

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        given, places = len(args), self._places
        arguments = [*args, *self._empty[given:]]
        for name, value in kwargs.items():
            place = places.get(name, -1)
            if place < given:
                return super().__call__(*args, **kwargs)  # which says what is wrong with it
            arguments[place] = value
        return str.__new__(Markup, self._func(*arguments))


class _Template(Template):
    """A template whose code uses the parts of this module."""

    @classmethod
    def from_code(cls, *args: Any, **kwargs: Any) -> Template:
        made = super().from_code(*args, **kwargs)
        made.globals = {**made.globals}  # a chain of mappings, copied for every page, is slow
        made.root_render_func.__globals__.update(Macro=_Macro, escape=_escape, _default=do_default)
        return made


class _Environment(Environment):
    """`row.title` names an entry where `row` is a mapping, never one of its methods."""

    code_generator_class = _Code
    template_class = _Template
    spoken: Spoken

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        return super()._generate(self.spoken.visit(source), *args, **kwargs)

    @internalcode
    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is not dict:
            return super().getattr(obj, attribute)
        try:
            return obj[attribute]
        except KeyError:
            return self.undefined(obj=obj, name=attribute)


def _escape(value: object) -> str:
    """As `markupsafe.escape`, for text that is printed at once and needs no object of its own."""
    kind = type(value)
    if kind is Markup or (kind is str and not _special(value)):  # type: ignore[call-overload]
        return value  # type: ignore[return-value]
    return escape(value)
