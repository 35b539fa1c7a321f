"""Work for processes that have inherited nothing: it brings what they cannot read for themselves.

A worker reads the project's folder, which it sees at the same path, as the build has done, and gets
the theme's shells, which only the host can render. It refuses if what it reads is not the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import product

from tessera.content.loader import Loader
from tessera.content.lookups import Lookups
from tessera.errors import TesseraError
from tessera.outputs import registry
from tessera.outputs.again import STANDARD, basis
from tessera.outputs.output import Output
from tessera.outputs.producer import Job, Made, Work
from tessera.outputs.shell import Shell, Shells
from tessera.outputs.site import Site
from tessera.settings import Settings

_Rendered = Mapping[tuple[str, int, str], Shell]


@dataclass(frozen=True)
class Afar:
    """All that another process needs to make the same files. Called with a job, it makes them."""

    settings: Settings
    shells: _Rendered
    docs: tuple[str, ...]
    state: str
    """A digest of all that the files depend on: records, lists, settings, templates, code."""

    @classmethod
    def of(cls, site: Site) -> Afar:
        """Renders every shell that any page may stand in."""
        langs = {
            site.settings.language,
            *(one.lang for one in site.library.analyses.values() if one.lang),
        }
        uris = {
            producer.uri(site, key)
            for producer in registry.producers(site.settings) for key in producer.keys(site)
        }  # fmt: skip
        places = {(uri.split("/")[0] if "/" in uri else "", uri.count("/"))
                  for uri in uris if uri.endswith(".html")} | {STANDARD}  # fmt: skip
        shells = {
            (section, depth, lang): site.shells.get(section, depth, lang)
            for (section, depth), lang in product(sorted(places), sorted(langs))
        }
        return cls(site.settings, shells, site.docs, _state(site))

    def __call__(self, job: Job) -> list[Made]:
        """The files of one piece, with their bodies."""
        work = _work.get(self.state)
        if work is None:
            _work.clear()
            work = _work[self.state] = self._work()
        return [_told(one) for one in work.do(job)]

    def _work(self) -> Work:
        library = Loader(self.settings.root, drafts=self.settings.drafts).load()
        shells = Shells.rendered(self.shells, self.settings.base_path, self.settings.language)
        site = Site.of(self.settings, library, shells, self.docs, Lookups())
        if _state(site) != self.state:
            raise TesseraError(
                f"A worker has other records, templates or packages for {self.settings.root} than the "
                "build. Give it the same, and start it again."
            )
        site.index.complete()
        return Work(site, registry.producers(self.settings))


_work: dict[str, Work] = {}
"""In a worker, what it made ready last: reading everything again would cost more than a piece."""


def _state(site: Site) -> str:
    made = blake2b(basis(site).encode(), digest_size=16)
    for name, digest in sorted(site.library.digests.items()):
        made.update(f"{name} {digest}\n".encode())
    return made.hexdigest()


def _told(one: Made) -> Made:
    assert one.body is not None, "without a place, what is made is in the body"
    return one._replace(digest=sha256(Output(one.uri, one.body).data).hexdigest())
