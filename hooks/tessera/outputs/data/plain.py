"""A record as JSON can hold it: the author's fields in the model's order, every fact in full.

A field that was left out stays out: it has not been coded. An honest blank is its own code. A fact
is always a mapping with `value`, also where its author wrote the value alone; dates are EDTF text.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from tessera.content.agreement import Commitments, Pillars
from tessera.content.dates import EdtfDate
from tessera.content.fields import Blank, Model


def plain(value: Any, without: Collection[str] = ()) -> Any:
    """Any part of a record as text, truth values, lists and mappings; `without` names fields."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is EdtfDate or kind is Blank:
        return str(value)
    if kind is Pillars or kind is Commitments:
        return value.blank or plain(value.items)
    if issubclass(kind, Model):
        fields, shown = value.__dict__, {}
        for name, key in _fields(kind):
            # Not coded: None, or an empty list. Only `false` is empty and yet says something.
            if name not in without and ((found := fields[name]) or found is False):
                part = found if type(found) is str else plain(found)
                if part != {}:
                    shown[key] = part
        return shown
    if isinstance(value, Mapping):
        return {key: plain(found) for key, found in value.items()}
    return [plain(found) for found in value]


@cache
def _fields(model: type[Model]) -> tuple[tuple[str, str], ...]:
    """Name and key of each field, in the model's order."""
    return tuple((name, info.alias or name) for name, info in model.model_fields.items())
