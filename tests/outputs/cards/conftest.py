"""The cards that the tests look at: one of each kind, and one of each script."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tessera.outputs.cards import CardSpec

AGREEMENT = CardSpec(
    "agreement",
    "Memorandum of understanding",
    "Cooperation in higher education, science and technology",
    ("BLR", "IRN"),
    ("Belarus", "Iran"),
    (("In force", "9 March 1998"), ("Pillars", "Science, education"), ("Text", "Full")),
    "Tessera",
)
CARDS = {
    "agreement": AGREEMENT,
    "analysis": CardSpec(
        "analysis",
        "Analysis",
        "Why a memorandum is not a treaty",
        facts=(("Published", "3 July 2026"),),
        site="Tessera",
    ),
    "country": CardSpec(
        "country",
        "Agreements on record",
        "Bosnia and Herzegovina",
        ("BIH",),
        facts=(("Agreements", "31"), ("Partners", "12")),
        site="Tessera",
    ),
    "pair": CardSpec(
        "pair",
        "Acts between two parties",
        "Viet Nam and South Africa",
        ("VNM", "ZAF"),
        facts=(("Agreements", "14"),),
        site="Tessera",
    ),
    "pair-and-fields": CardSpec(
        "pair",
        "Acts between two parties",
        "Belarus and Iran",
        ("BLR", "IRN"),
        facts=(("Agreements", "9"),),
        site="Tessera",
        nodes=("BLR", "IRN", "Technology 6", "Science 5", "Higher education 2"),
        ties=((0, 2, 3), (1, 2, 3), (0, 3, 3), (1, 3, 3), (0, 4, 1), (1, 4, 1)),
    ),
    "pair-right-to-left": CardSpec(
        "pair",
        "اسناد دو طرف",
        "ایران و بلاروس",
        ("BLR", "IRN"),
        facts=(("شمار", "9"),),
        site="Tessera",
        lang="fa",
        nodes=("BLR", "IRN", "فناوری 6"),
        ties=((0, 2, 3), (1, 2, 3)),
    ),
    "group": CardSpec(
        "group",
        "Agreements among members",
        "A group of members",
        ("IRN", "RUS", "BLR", "PRK"),
        facts=(("Members", "4"),),
        site="Tessera",
        nodes=("IRN", "RUS", "BLR", "PRK"),
        ties=((0, 1, 3), (0, 2, 2), (1, 3, 1)),
    ),
    "default": CardSpec("default", "120 agreements", "One memorandum is one tile", site="Tessera"),
    "many-parties": replace(
        AGREEMENT,
        flags=("BRA", "RUS", "IND", "CHN", "ZAF", "EGY", "ETH"),
        parties=("Brazil", "Russia", "India", "China", "South Africa", "Egypt", "Ethiopia"),
    ),
    "no-flag": replace(AGREEMENT, flags=("BRICS", "SUN"), parties=("BRICS", "Soviet Union")),
    "long-title": replace(AGREEMENT, title="Programme of scientific cooperation " * 8),
    "persian": CardSpec(
        "agreement",
        "یادداشت تفاهم",
        "همکاری‌های علمی، پژوهشی و فناوری میان ایران و بلاروس (۱۳۷۷)",
        ("IRN", "BLR"),
        ("ایران", "بلاروس"),
        (("تاریخ امضا", "۱۸ اسفند ۱۳۷۶"), ("وضعیت", "لازم‌الاجرا")),
        "Tessera",
        "fa",
    ),
    "hebrew": CardSpec(
        "agreement",
        "מזכר הבנות",
        "הסכם לשיתוף פעולה מדעי וטכנולוגי (1998)",
        ("ISR", "GRC"),
        ("ישראל", "יוון"),
        site="Tessera",
        lang="he",
    ),
    "cyrillic": CardSpec(
        "agreement",
        "Меморандум",
        "Соглашение о сотрудничестве в области образования и науки",
        ("BLR", "TJK"),
        ("Беларусь", "Таджикистан"),
        site="Tessera",
        lang="ru",
    ),
    "greek": CardSpec(
        "agreement",
        "Μνημόνιο κατανόησης",
        "Συμφωνία επιστημονικής και τεχνολογικής συνεργασίας",
        ("GRC", "CYP"),
        ("Ελλάδα", "Κύπρος"),
        site="Tessera",
        lang="el",
    ),
    "uncovered": replace(AGREEMENT, title="科学技术 agreement", parties=("中国", "Iran")),
}


@pytest.fixture
def agreement() -> CardSpec:
    return AGREEMENT


@pytest.fixture(params=CARDS, ids=list(CARDS))
def named(request: pytest.FixtureRequest) -> tuple[str, CardSpec]:
    """Each of the cards in turn, with its name."""
    return request.param, CARDS[request.param]


@pytest.fixture
def cards() -> dict[str, CardSpec]:
    return CARDS
