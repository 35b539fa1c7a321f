"""What every test may stand on: where things are, and a world without a clock or a locale."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests import dead_links as links

from tessera.outputs.site import Site

ROOT = Path(__file__).resolve().parent.parent

# The same examples in every run: a change fails because of what it changed. Time is not judged,
# because two workers share a core.
settings.register_profile(
    "tessera",
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("tessera")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands under tests/browser/ is a browser test, marked or not."""
    browser = ROOT / "tests" / "browser"
    for item in items:
        if browser in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _no_surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A build depends on its input only, so nothing of the developer's shell reaches a test.

    Nor a fixture that serves several tests: it would keep things under the developer's own key.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SOURCE_DATE_EPOCH", "SITE_URL", "TZ", "LANGUAGE"):
            patch.delenv(name, raising=False)
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / "state"))
        yield


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder: mkdocs.yml, briefings/, docs/ and overrides/ are in it."""
    return ROOT


@pytest.fixture(scope="session")
def sites() -> Path:
    """The folder of tiny whole sites, good ones and one broken site per error."""
    return ROOT / "tests" / "sites"


@pytest.fixture(scope="session")
def golden() -> Path:
    """The folder of expected output files."""
    return ROOT / "tests" / "golden"


@pytest.fixture(scope="session")
def dead_links() -> Callable[[Site], list[str]]:
    """`dead_links(site)`: every link of its pages that no file of the site answers."""
    return links.dead
