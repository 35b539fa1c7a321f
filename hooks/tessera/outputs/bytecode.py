"""Templates as an earlier run has compiled them: compiling takes ten times as long as a page.

Code is run, not read: `get` must give back nothing but what this user's own `put` was given.
"""

from __future__ import annotations

from hashlib import blake2b

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from tessera import locales, theme
from tessera.content.parts import Get, Put
from tessera.content.snapshot import code
from tessera.settings import Settings

_SIZE = 16


class Bytecode(BytecodeCache):
    """Compiled templates by the name and place of their file.

    They stand while their text is the same, and what else decides what becomes of it: Tessera's
    code, the packages, and the site's words, which are told when a template is compiled.
    """

    def __init__(self, settings: Settings, get: Get, put: Put) -> None:
        self._get, self._put, self._settings = get, put, settings
        self._made = b""

    def _basis(self) -> bytes:
        """What decides, as a digest: read for the first template, which a preview may never need."""
        if not self._made:
            settings = self._settings
            made = blake2b(f"{code()}\n{settings.language}\n".encode(), digest_size=_SIZE)
            for path in locales.files(settings.language, theme.folders(settings.root)):
                made.update(path.read_bytes())
            self._made = made.digest()
        return self._made

    def load_bytecode(self, bucket: Bucket) -> None:
        """What was kept of the template, if it stands."""
        stored = self._get(bucket.key) or b""
        if stored[:_SIZE] == self._basis():
            bucket.bytecode_from_string(stored[_SIZE:])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what the template has become."""
        self._put(bucket.key, self._basis() + bucket.bytecode_to_string())
