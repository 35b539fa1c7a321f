"""The words of a template, told when it is compiled: a page does not look them up again.

`{{ _("by {date}", date=c.day(one.by)) }}` becomes the text `by ` and the value behind it, in the
order of the site's language. What depends on a number (`_n`) waits for it.
"""

from __future__ import annotations

from string import Formatter

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from tessera.wording import Wording

_KNOWN_EARLY = {"_": 1, "_p": 2}
"""The functions whose messages depend on nothing that a page knows, and their arguments."""


class Spoken(NodeTransformer):
    """A template's syntax tree in which the messages of a site stand as text."""

    def __init__(self, wording: Wording) -> None:
        self._wording = wording

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802
        """Text between the values that are printed."""
        node.nodes = [part for one in node.nodes for part in self._parts(one) or [self.visit(one)]]
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """A message that is given on, not printed."""
        parts = self._parts(node)
        if parts is None:
            return self.generic_visit(node)
        return parts[0] if len(parts) == 1 else nodes.Concat(parts, lineno=node.lineno)

    def _written(self, value: nodes.Expr) -> nodes.Expr:
        """What is put into a message: see `Wording.written`."""
        if isinstance(value, nodes.TemplateData):
            return value
        return nodes.Call(nodes.Name("_written", "load"), [value], [], None, None)

    def _parts(self, node: nodes.Node) -> list[nodes.Expr] | None:
        """A message as text and values in the order of the language; None for all else."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            return None
        words = [one.value for one in node.args if isinstance(one, nodes.Const)]
        if not (len(words) == len(node.args) == _KNOWN_EARLY.get(node.node.name)):
            return None
        told = self._wording.html(words[-1], *words[:-1])
        if not node.kwargs:
            return [nodes.TemplateData(told, lineno=node.lineno)]
        named = {one.key: self.visit(one.value) for one in node.kwargs}
        parts: list[nodes.Expr] = []
        for text, name, _, _ in Formatter().parse(told):
            if text:
                parts.append(nodes.TemplateData(text, lineno=node.lineno))
            if name is not None:
                parts.append(self._written(named[name]))
        return parts
