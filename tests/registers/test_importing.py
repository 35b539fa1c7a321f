"""A register's rows become records, or are refused for a reason; nothing is dropped silently."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.registers.conftest import MAP, Import

from tessera.cli import main
from tessera.content import lists
from tessera.content.agreement import Agreement
from tessera.content.loader import Loader
from tessera.errors import ContentError
from tessera.registers import mapping

GOOD = "7,Memorando de Entendimento sobre Pesquisa,Brasil; França,24/07/2006,Em Vigor,Saúde; Ciência e Tecnologia,https://example.org/7,12"
Register = Callable[..., Path]


def record(desk: Path, name: str) -> Agreement:
    return Loader(desk).load().agreements[name]


def test_a_row_becomes_a_record(imported: Import, register: Register, desk: Path) -> None:
    report = imported(register(GOOD))

    act = record(desk, "reg-7")
    assert (report.rows, dict(report.fates), report.refused) == (1, {"new": 1}, [])
    assert act.path == "briefings/agreements/reg/reg-7.yml"
    assert (act.title, act.title_lang) == ("Memorando de Entendimento sobre Pesquisa", "pt")
    assert act.codes == ("BRA", "FRA")
    assert str(act.dates.signed.value) == "2006-07-24"
    assert act.instrument.value == "memorandum-of-understanding"
    assert act.status is not None
    assert (act.status.value, str(act.status.as_of)) == (
        "in-force",
        "2026-11-01",
    )
    assert act.formula == ("health", "science", "technology")
    assert act.pillars is not None
    assert act.pillars.items["science"].note == "The register's subject: Ciência e Tecnologia."
    assert [(one.scheme, one.value) for one in act.identifiers] == [("reg", "7")]
    assert act.sources[0].url == "https://example.org/7"


def test_a_second_run_changes_nothing(imported: Import, register: Register, desk: Path) -> None:
    file = register(GOOD)
    imported(file)
    path = desk / "briefings/agreements/reg/reg-7.yml"
    before = (path.read_bytes(), path.stat().st_mtime_ns)

    report = imported(file)

    assert dict(report.fates) == {"unchanged": 1}
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_what_an_author_wrote_is_left_alone(
    imported: Import, register: Register, desk: Path
) -> None:
    file = register(GOOD)
    imported(file)
    path = desk / "briefings/agreements/reg/reg-7.yml"
    path.write_text(path.read_text("utf-8") + "note: Seen by the desk.\n", "utf-8")

    report = imported(file)
    kept = path.read_text("utf-8")
    again = imported(file, overwrite=True)

    assert (dict(report.fates), report.differs) == (
        {"differs": 1},
        ["briefings/agreements/reg/reg-7.yml"],
    )
    assert kept.endswith("note: Seen by the desk.\n")
    assert dict(again.fates) == {"overwritten": 1}
    assert "note: Seen" not in path.read_text("utf-8")


def test_a_record_that_was_renamed_is_known_by_its_number(
    imported: Import, register: Register, desk: Path
) -> None:
    file = register(GOOD)
    imported(file)
    folder = desk / "briefings/agreements"
    (folder / "reg/reg-7.yml").rename(folder / "bra-fra-2006.yml")

    assert dict(imported(file).fates) == {"unchanged": 1}
    assert not (folder / "reg/reg-7.yml").exists()


def test_a_former_id_is_not_taken_again(imported: Import, register: Register, desk: Path) -> None:
    (desk / "briefings/agreements/other.yml").write_text(
        "title: Act\ninstrument: agreement\nparties: [BRA, FRA]\ndates: {signed: 2006}\n"
        "sources: [{id: text, title: A text}]\naliases: [reg-7]\n",
        "utf-8",
    )

    report = imported(register(GOOD))

    assert [problem.code for problem in report.refused] == ["id-taken"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("Brasil; França", "Brasil; Atlântida"), "unknown-party"),
        (("Brasil; França", "Brasil"), "too-few-parties"),
        (("Memorando de", "Carta de"), "unmapped-term"),
        (("24/07/2006", "31/02/2006"), "bad-date"),
        (("Memorando de Entendimento sobre Pesquisa", " "), "row-without-title"),
        (("7,Mem", " ,Mem"), "row-without-number"),
        (("https://example.org/7", "javascript:alert(1)"), "bad-url"),
        (("sobre Pesquisa", "sobre \u202ePesquisa"), "forbidden-character"),
        (("sobre Pesquisa", "sobre " + "x" * 1000), "too-long"),
    ],
)
def test_a_row_that_cannot_be_a_record_is_refused_at_its_line(
    change: tuple[str, str], code: str, imported: Import, register: Register, desk: Path
) -> None:
    report = imported(register(GOOD.replace("7,", "8,", 1), GOOD.replace(*change)))

    assert [(one.file, one.line, one.code) for one in report.refused] == [("register.csv", 3, code)]
    assert dict(report.fates) == {"new": 1, "refused": 1}
    assert set(Loader(desk).load().agreements) == {"reg-8"}


def test_the_same_number_twice_is_one_record(imported: Import, register: Register) -> None:
    report = imported(register(GOOD, GOOD))

    assert [problem.code for problem in report.refused] == ["number-twice"]
    assert "line 2" in report.refused[0].message


def test_what_no_record_holds_is_in_the_report(imported: Import, register: Register) -> None:
    strange = (
        GOOD.replace("Saúde", "Pesca")
        .replace("Em Vigor", "Suspenso")
        .replace("sobre Pes", "sobre\u00a0Pes")
    )
    report = imported(register(strange, GOOD.replace("7,", "9,", 1).replace("França", "Kuweite")))
    told = report.as_data()

    assert {(one["column"], one["term"]): one["rows"] for one in told["terms_unmapped"]} == {
        ("situacao", "Suspenso"): 1, ("temas", "Pesca"): 1,
    }  # fmt: skip
    assert told["names_unresolved"] == [{"name": "Kuweite", "rows": 1, "hint": "`KWT` (Kuwait)"}]
    assert told["columns_unused"] == {"livro": 2}
    assert told["values_with_plain_spaces"] == 1
    assert told["rows"] == sum(
        told[fate] for fate in ("new", "unchanged", "overwritten", "differs", "refused")
    )


def test_an_empty_list_of_pillars_leaves_the_field_out(
    imported: Import, register: Register, desk: Path
) -> None:
    report = imported(register(GOOD.replace("Saúde; Ciência e Tecnologia", "Diversos")))

    assert record(desk, "reg-7").pillars is None
    assert not report.noticed.terms


def test_the_longest_term_counts(imported: Import, register: Register, desk: Path) -> None:
    imported(register(GOOD.replace("Memorando", "acordo-quadro")))

    assert record(desk, "reg-7").instrument.value == "framework-agreement"


def test_a_dry_run_writes_nothing(imported: Import, register: Register, desk: Path) -> None:
    report = imported(register(GOOD), dry=True)

    assert dict(report.fates) == {"new": 1}
    assert list((desk / "briefings/agreements").iterdir()) == []


def test_the_problems_of_a_map_are_told_together(imported: Import, register: Register) -> None:
    wrong = (
        MAP.replace("in-force", "in-forze")
        .replace("titulo, lang", "titulo, langue")
        .replace("signed:", "sined:")
    )

    with pytest.raises(ContentError) as told:
        imported(register(GOOD), text=wrong)

    assert [problem.code for problem in told.value.problems] == ["unknown-field", "unknown-code"]
    assert "`in-force`" in told.value.problems[1].hint


def test_a_map_needs_a_column_for_the_signature(
    desk: Path, imported: Import, register: Register
) -> None:
    with pytest.raises(ContentError, match="`dates` has no column for `signed`"):
        imported(register(GOOD), text=MAP.replace("  signed:", "  in_force:"))
    with pytest.raises(ContentError, match="`signd` is not a date of an agreement"):
        imported(register(GOOD), text=MAP.replace("  signed:", "  signd:"))


def run(*arguments: object) -> Any:
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


def test_the_command_reports_and_says_how_it_went(register: Register, desk: Path) -> None:
    (desk / "map.yml").write_text(MAP, "utf-8")
    file = register(GOOD, GOOD.replace("7,", "8,", 1).replace("França", "Atlântida"))

    done = run(file, "--map", desk / "map.yml", "--root", desk, "--report", desk / "report.json")

    assert done.exit_code == 1
    assert "2 rows read." in done.stdout
    assert "register.csv:3:1: `Atlântida` is not a party." in done.stdout
    assert json.loads((desk / "report.json").read_text("utf-8"))["refusals"][0]["line"] == 3
    assert run(file, "--root", desk).exit_code == 2
    assert run(register(GOOD), "--map", desk / "map.yml", "--root", desk).exit_code == 0


def test_the_command_tells_what_is_wrong_with_the_map(register: Register, desk: Path) -> None:
    (desk / "map.yml").write_text(MAP.replace("Em Vigor: in-force", "Em Vigor: forced"), "utf-8")

    done = run(register(GOOD), "--map", desk / "map.yml", "--root", desk)

    assert done.exit_code == 1
    assert done.stdout.startswith("map.yml:16:46: `forced` is not in `statuses`")


def test_a_map_names_its_columns() -> None:
    given = mapping.Map.model_validate({
        "register": "R", "scheme": "r", "number": "n", "title": "t", "parties": {"columns": ["a", "b"]},
        "instrument": {"column": "i", "terms": {}}, "dates": {"signed": "d"}, "source": {"url": "u"},
    })  # fmt: skip

    assert sorted(given.columns) == ["a", "b", "d", "i", "n", "t", "u"]


def test_the_map_in_the_docs_is_one(desk: Path, root: Path) -> None:
    text = (root / "docs" / "importing.md").read_text("utf-8")
    (desk / "map.yml").write_text(text.split("```yaml\n")[1].split("```")[0], "utf-8")

    given = mapping.read(desk / "map.yml", lists.read(desk))

    assert {"no", "titulo", "partes", "data", "vigor", "local", "endereco"} <= set(given.columns)
