"""Our environment against Jinja's own: the same text, the same errors."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, TemplateError
from markupsafe import Markup

from tessera.outputs.templates import environment
from tessera.wording import IN_ENGLISH

PARTS = """
{% macro link(item, mark='') %}<a href="{{ item.href }}">{{ item.label }}{{ mark }}</a>{% endmacro %}
{% macro box(title, open=False) %}<div{% if open %} open{% endif %}>{{ title }}{% if caller is defined %}{{ caller() }}{% endif %}</div>{% endmacro %}
"""


@dataclass(frozen=True)
class Thing:
    """No mapping: its attributes are looked up as such."""

    name: str
    items: tuple[str, ...] = ()


GIVEN: dict[str, Any] = {
    "row": {"title": "A & B", "items": "not a method", "none": None, "href": "x", "label": "<i>"},
    "inner": {"row": {"title": "deep", "rows": [{"n": 1}, {"n": 2}]}},
    "thing": Thing("a <thing>", ("one", "two")),
    "html": Markup("<b>made</b>"),
    "rows": [{"label": "1", "href": "a"}, {"label": "2", "href": "b"}],
    "words": str.upper,
}
SAME = [
    "{{ row.title }}|{{ row.items }}|{{ row.none }}|{{ html }}",
    "{{ inner.row.title }}{% for one in inner.row.rows %}{{ one.n }}{{ one.m | default('-') }}{% endfor %}",
    "{{ thing.name }}{{ thing.items | join(', ') }}{{ thing.nothing | default('none') }}",
    "{{ row.nothing | default(none) }}|{{ row.none | default('x') }}|{{ row.nothing | default([]) | length }}",
    "{{ row.nothing | default(inner.row.title) }}|{{ row.none | default('x', true) }}",
    "{{ nothing | default('y') }}|{{ inner.nothing | default(row.nothing | default('z')) }}",
    "{% if row.nothing is defined %}a{% else %}b{% endif %}{{ row.title if row.title else 'c' }}",
    "{{ words(row.title) }}{{ words(row.nothing | default('q')) }}{{ row.title.split(' ') | first }}",
    "{{ c.link(row) }}{{ c.link(row, '!') }}{{ c.link(item=row, mark=html) }}{{ c.link(mark='?', item=row) }}",
    "{% for one in rows %}{{ c.link(one, loop.index) }}{{ ', ' if not loop.last }}{% endfor %}",
    "{{ c.box('t') }}{{ c.box('t', true) }}{% call c.box('t', open=true) %}{{ row.title }}{% endcall %}",
    "{% call c.box('outer') %}{% call c.box('inner') %}{{ c.link(row) }}{% endcall %}{% endcall %}",
    "{% set ns = namespace(n=0) %}{% for one in rows %}{% set ns.n = ns.n + 1 %}{% endfor %}{{ ns.n }}",
    "{{ rows | map(attribute='label') | join }}{{ dict(a=1).a }}{{ {'k': row.title}.k }}",
]
WRONG = [
    "{{ row.nothing }}",
    "{{ thing.nothing }}",
    "{{ inner.row.nothing.deeper }}",
    "{{ nothing.title }}",
    "{{ c.link() }}",
    "{{ c.link(row, 'a', 'b') }}",
    "{{ c.link(row, item=row) }}",
    "{{ c.link(row, colour='red') }}",
    "{{ c.nothing(row) }}",
    "{% call c.link(row) %}x{% endcall %}",
]


def _rendered(made: Environment, body: str) -> str:
    made.loader = DictLoader({"c": PARTS, "page": f"{{% import 'c' as c %}}{body}"})
    return made.get_template("page").render(GIVEN)


def _ours() -> Environment:
    return environment(Path(__file__).parent, IN_ENGLISH)


def _theirs() -> Environment:
    return Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@pytest.mark.parametrize("body", SAME)
def test_a_template_says_what_it_says_in_jinja(body: str) -> None:
    # Of a mapping, ours names entries only: `row.items` is an entry here, and a method in Jinja.
    theirs = _rendered(_theirs(), body.replace("row.items", "row['items']"))
    assert _rendered(_ours(), body) == theirs


@pytest.mark.parametrize("body", WRONG)
def test_what_is_wrong_in_jinja_is_wrong_here(body: str) -> None:
    for made in (_theirs(), _ours()):
        with pytest.raises((TemplateError, TypeError)):
            _rendered(made, body)
