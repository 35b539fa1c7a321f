"""Every link of every page leads somewhere."""

from __future__ import annotations

from collections.abc import Callable

from tessera.outputs.site import Site


def test_every_link_of_the_tiny_site_leads_somewhere(
    tiny: Site, dead_links: Callable[[Site], list[str]]
) -> None:
    assert dead_links(tiny) == []


def test_a_link_that_leads_nowhere_is_found(
    make_site: Callable[..., Site],
    framed: Callable[[Site], Site],
    small_act: object,
    briefing: Callable[..., str],
    rich_act: object,
    dead_links: Callable[[Site], list[str]],
) -> None:
    """So that the test above can fail."""
    body = "[one](/nowhere/) [two](/agreements/blr-irn-2026-memorandum/#nothing) [three](/about/)"
    site = framed(make_site({"blr-irn-2026-memorandum": rich_act}, {"two-nouns": briefing(body)},
                            docs=("", "about/")))  # fmt: skip

    assert dead_links(site) == [
        "analyses/two-nouns/: ../../nowhere/",
        "analyses/two-nouns/: ../../agreements/blr-irn-2026-memorandum/#nothing",
    ]
