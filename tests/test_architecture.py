"""The arrows of the design, read from the imports of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOOKS = Path(__file__).resolve().parent.parent / "hooks"
MODULES = sorted(path for path in HOOKS.rglob("*.py"))

# What each part may know of. The order is the order of the design: nothing points back.
GROUND = {"errors", "settings", "options", "theme", "colour", "wording", "locales", "__init__"}
MAY_IMPORT = {
    "errors": set[str](),
    "options": set[str](),
    "theme": set[str](),
    "colour": set[str](),
    "wording": set[str](),
    "locales": {"errors", "wording"},
    "settings": {"errors", "colour"},
    "content": GROUND,
    "pattern": GROUND | {"content"},
    "outputs": GROUND | {"content", "pattern"},
    "publishing": GROUND | {"content", "pattern", "outputs"},
    "preview": GROUND | {"content", "pattern", "outputs", "publishing"},
    "registers": GROUND | {"content"},
    "links": GROUND | {"content", "publishing"},
    "authoring": GROUND | {"content", "pattern", "outputs"},
    "cli": GROUND
    | {"content", "pattern", "outputs", "publishing", "preview", "registers", "authoring", "links"},
    "host": GROUND | {"content", "outputs", "publishing", "preview"},
    "__init__": set[str](),
    "__main__": {"cli"},
}


def imported(path: Path) -> Iterator[str]:
    """The full name of everything a module imports, at its top or later."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"), str(path))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def part(path: Path) -> str:
    inner = path.relative_to(HOOKS / "tessera")
    return inner.parts[0].removesuffix(".py")


def name(path: Path) -> str:
    return path.relative_to(HOOKS).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_only_the_hook_imports_the_host(path: Path) -> None:
    hosts = {one for one in imported(path) if one.split(".")[0] in {"mkdocs", "material"}}

    assert not hosts or name(path) == "tessera/host.py"


@pytest.mark.parametrize("path", [path for path in MODULES if name(path) != "publish.py"], ids=name)
def test_imports_run_one_way(path: Path) -> None:
    here = part(path)
    for one in imported(path):
        package, _, rest = one.partition(".")
        if package == "tessera":
            there = rest.split(".")[0]
            there = there if there in MAY_IMPORT else "__init__"
            assert there == here or there in MAY_IMPORT[here], f"{name(path)} imports {one}"


def test_every_part_has_its_place_in_the_order() -> None:
    assert {part(path) for path in MODULES if name(path) != "publish.py"} <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nobody_but_content_opens_briefings(path: Path) -> None:
    """`briefings/` is read in one place; elsewhere its name is a word for people."""
    if name(path) == "publish.py" or part(path) in {"content", "host"}:
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            right = node.right
            assert not (isinstance(right, ast.Constant) and "briefings" in str(right.value)), (
                f"{name(path)}:{node.lineno} makes a path into briefings/"
            )


# Where `functools` keeps what is made from its arguments alone: words, shapes, fonts, models.
PURE = {
    "words.py",
    "spec.py",
    "glyphs.py",
    "canvas.py",
    "script.py",
    "flag.py",
    "palette.py",
    "plain.py",
    "world.py",
}
KEPT_BY_THE_SITE = {"site.py", "index.py"}
"""Keeps the keepers themselves."""


@pytest.mark.parametrize(
    "path", [path for path in MODULES if name(path).split("/")[1:2] in (["outputs"], ["pattern"])], ids=name
)  # fmt: skip
def test_what_is_worked_out_from_records_is_kept_where_looks_are_noted(path: Path) -> None:
    """A page made from a value that `functools` keeps would not know which records it needs."""
    keepers = {f"functools.{one}" for one in ("cache", "lru_cache", "cached_property")}

    assert path.name in PURE | KEPT_BY_THE_SITE or keepers.isdisjoint(imported(path))
