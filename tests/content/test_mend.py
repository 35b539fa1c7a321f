"""`tessera check --fix`: what is wrong in form alone is put right, and nothing else is touched."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from tessera.cli import main
from tessera.content import lists, mend

SITES = Path(__file__).resolve().parents[1] / "sites"
ROOT = Path(__file__).resolve().parents[2]
PLACE = "briefings/agreements/blr-irn-science.yml"
RECORD = """\
title: A title
instrument: agreement
parties: [BLR, IRN]
dates: {{signed: {date}}}
sources: [{{id: text, title: A text}}]
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    shutil.copytree(SITES / "smallest" / "briefings", tmp_path / "briefings")
    return tmp_path


def fixed(desk: Path, text: str) -> tuple[Result, str]:
    (desk / PLACE).write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["check", "--fix", "--root", str(desk)])
    return done, (desk / PLACE).read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2006/7/24", "2006-07-24"),
        ("2006.07.24", "2006-07-24"),
        ("24.07.2006", "2006-07-24"),
        ('"24/7/2006"', "2006-07-24"),
        ("2006-07-24", "2006-07-24"),
    ],
)
def test_a_date_that_can_mean_one_day_is_written_as_records_have_it(
    desk: Path, written: str, meant: str
) -> None:
    done, text = fixed(desk, RECORD.format(date=written))

    assert done.exit_code == 0, done.output
    assert f"signed: {meant}" in text


@pytest.mark.parametrize(
    "written", ["03.04.2006", "4/3/2006", "24.07.06", "2006-02-30", "July 2006", "2006-13"]
)
def test_a_date_that_can_mean_two_is_for_its_author(desk: Path, written: str) -> None:
    done, text = fixed(desk, RECORD.format(date=written))

    assert done.exit_code == 1
    assert text == RECORD.format(date=written)
    assert "[bad-date]" in done.stdout


@pytest.mark.parametrize("name", ["IR", "Iran", "ایران", "Иран", "'Iran'", '"IR"'])
def test_a_party_named_in_any_language_gets_its_code(desk: Path, name: str) -> None:
    done, text = fixed(desk, RECORD.format(date="2006").replace("IRN", name))

    assert done.exit_code == 0, done.output
    assert "parties: [BLR, IRN]" in text


@pytest.mark.parametrize("name", ["Irann", "Korea", "Congo", "XX"])
def test_a_name_that_is_nobodys_or_twos_is_for_its_author(desk: Path, name: str) -> None:
    done, text = fixed(desk, RECORD.format(date="2006").replace("IRN", name))

    assert done.exit_code == 1
    assert name in text


def test_comments_quotes_and_what_has_other_problems_stay(desk: Path) -> None:
    text = (
        "# first\n\n# of the sources\nsources:   # here\n  - {id: text, title: 'A: text'}\ntitle: A\n"
        'instrument: AGREEMENT\nparties: [BLR, Iran]\ndates: {signed: 3.4.2006}\nnote: "x"\n'
    )
    done, new = fixed(desk, text)

    assert done.exit_code == 1, "the date is not certain"
    assert new == (
        "# first\n\ntitle: A\ninstrument: agreement\nparties: [BLR, IRN]\ndates: {signed: 3.4.2006}\n"
        "# of the sources\nsources:   # here\n  - {id: text, title: 'A: text'}\nnote: \"x\"\n"
    )
    assert "-instrument: AGREEMENT" in done.stdout
    assert "+instrument: agreement" in done.stdout


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "x", "- a\n", "title: [\n", "title: a\ntitle: b\n", "\x00", "title: &a x\nnote: *a\n",
        'note: "a\ntitle: b\n  c"\ntitle: d\n', "---\ntitle: a\n---\ntitle: b\n",
    ],
)  # fmt: skip
def test_what_cannot_be_read_stays_as_it_is(desk: Path, text: str) -> None:
    done, new = fixed(desk, text)

    assert done.exit_code == 1
    assert new == text


def test_the_shipped_records_need_no_mending() -> None:
    desk = lists.read(ROOT)
    for path in mend.records_of(ROOT):
        text = path.read_text("utf-8")
        assert mend.mended(text, path, ROOT, desk) == text


PATHS = [*mend.records_of(ROOT)]
DESK = lists.read(ROOT)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PATHS), st.randoms(use_true_random=False))
def test_fields_in_any_order_come_back_to_the_models(path: Path, chance: random.Random) -> None:
    text = path.read_text("utf-8")
    head, *blocks = re.split(r"^(?=[a-z_]+:)", text, flags=re.MULTILINE)
    chance.shuffle(blocks)
    shuffled = head + "".join(blocks)
    new = mend.mended(shuffled, path, ROOT, DESK)

    assert new == text
    assert mend.mended(new, path, ROOT, DESK) == new
