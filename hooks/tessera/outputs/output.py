"""What a producer returns: one file of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One file: where it goes, what is in it, what it was made from.

    `uri` is relative to the site's root and uses `/`: `agreements/x/index.html`.
    `sources` are the files under briefings/ that an error in this output should name.
    """

    uri: str
    body: bytes | str
    sources: tuple[str, ...] = ()

    @property
    def data(self) -> bytes:
        """The body as it is written: text is UTF-8."""
        return self.body if isinstance(self.body, bytes) else self.body.encode()

    @property
    def address(self) -> str:
        """What a reader types after the site's root: `agreements/x/`, not its index.html."""
        folder, _, name = self.uri.rpartition("/")
        return self.uri if name != "index.html" else f"{folder}/".removeprefix("/")
