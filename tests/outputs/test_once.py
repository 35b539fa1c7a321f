"""What is worked out once and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from tessera.outputs.once import Recent, per_site
from tessera.outputs.site import Site


def test_a_site_works_once_and_another_site_works_anew(make_site: Callable[..., Site]) -> None:
    @per_site
    def names(site: Site) -> list[str]:
        return [site.settings.site_name]

    first, second = make_site({}, site_name="One"), make_site({}, site_name="Two")
    assert names(first) is names(first)
    assert names(second) == ["Two"]


def test_the_latest_keys_are_kept_and_older_ones_are_made_again() -> None:
    made: Counter[str] = Counter()

    def make(key: str) -> str:
        made[key] += 1
        return key.upper()

    recent: Recent[str] = Recent(2)
    assert [recent.get(key, lambda key=key: make(key)) for key in "abbca"] == list("ABBCA")  # type: ignore[misc]
    assert made == {"a": 2, "b": 1, "c": 1}
