"""What is worked out once and kept."""

from __future__ import annotations

from collections.abc import Callable

from tessera.outputs.once import per_site
from tessera.outputs.site import Site


def test_a_site_works_once_and_another_site_works_anew(make_site: Callable[..., Site]) -> None:
    @per_site
    def names(site: Site) -> list[str]:
        return [site.settings.site_name]

    first, second = make_site({}, site_name="One"), make_site({}, site_name="Two")
    assert names(first) is names(first)
    assert names(second) == ["Two"]
