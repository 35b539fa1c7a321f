"""A desk without records, and registers to import into it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tessera.content import lists
from tessera.content.loader import Loader
from tessera.registers import mapping
from tessera.registers.importing import Importer, Report

MAP = """\
register: Register of acts
scheme: reg
number: no
title: {column: titulo, lang: pt}
parties:
  columns: [partes]
  separator: ";"
  lang: pt
  names: {Kuaite: KWT}
instrument:
  column: titulo
  match: begins
  terms: {Memorando: memorandum-of-understanding, Acordo: agreement, Acordo-Quadro: framework-agreement}
dates:
  signed: {column: data, form: "%d/%m/%Y"}
status: {column: situacao, terms: {Em Vigor: in-force}}
pillars:
  column: temas
  separator: ";"
  terms: {Ciência e Tecnologia: [science, technology], Saúde: [health], Diversos: []}
source: {url: endereco, lang: pt, role: primary-text, accessed: 2026-11-01}
"""


@pytest.fixture
def desk(tmp_path: Path, root: Path) -> Path:
    """A desk with the shipped lists and no record."""
    folder = tmp_path / "desk"
    (folder / "briefings" / "agreements").mkdir(parents=True)
    for name in lists.NAMES:
        shutil.copy(root / "briefings" / name, folder / "briefings")
    return folder


Import = Callable[..., Report]


@pytest.fixture
def imported(desk: Path) -> Import:
    """`imported(file, text=MAP, overwrite=False, dry=False)`: the report of one run."""

    def run(file: Path, text: str = MAP, **how: Any) -> Report:
        (desk / "map.yml").write_text(text, "utf-8")
        read = lists.read(desk)
        given = mapping.read(desk / "map.yml", read)
        return Importer(desk, given, read, Loader(desk, drafts=True).load(), **how).run(file)

    return run


@pytest.fixture
def register(tmp_path: Path) -> Callable[..., Path]:
    """`register("row", …)`: a CSV of such rows under the headings of `MAP`."""

    def file(*lines: str) -> Path:
        path = tmp_path / "register.csv"
        heads = "no,titulo,partes,data,situacao,temas,endereco,livro"
        path.write_text("\n".join((heads, *lines)) + "\n", "utf-8")
        return path

    return file
