"""Records as an author would type them: keys in the order given, what is short on one line."""

from __future__ import annotations

from typing import Any

import yaml

SHORT = 72
"""Characters up to which a mapping or list of plain values stands on one line."""


class _Writer(yaml.SafeDumper):
    """Writes text as text: records hold nothing else, so no word needs quotes for its look."""

    yaml_implicit_resolvers: dict[str, Any] = {}

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)  # the entries of a list stand inside their key

    def represent_sequence(self, tag: str, sequence: Any, flow_style: bool | None = None) -> Any:
        return super().represent_sequence(tag, sequence, _is_short(sequence))

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> Any:
        inner = bool(self.represented_objects)
        return super().represent_mapping(tag, mapping, inner and _is_short(mapping))


# Codes and honest blanks are kinds of text.
_Writer.add_multi_representer(str, lambda writer, text: writer.represent_str(str(text)))


def _is_short(data: Any) -> bool:
    values = data.values() if isinstance(data, dict) else data
    return all(isinstance(value, str) for value in values) and len(str(data)) <= SHORT


def write(data: dict[str, Any]) -> str:
    """The YAML of a record: a mapping of text, lists and mappings, none of which stands twice."""
    text: str = yaml.dump(data, Dumper=_Writer, allow_unicode=True, width=100, sort_keys=False)
    return text
