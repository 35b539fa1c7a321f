"""What MkDocs calls: the whole of it is in `tessera.host`, so that this file is the same for every desk."""

from tessera.host import *  # noqa: F403  MkDocs calls whatever is here and named on_*
