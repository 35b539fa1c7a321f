"""The site while it is being written: pages made when the browser asks for them."""

from tessera.preview.app import Preview
from tessera.preview.records import Records, Reload
from tessera.preview.watcher import Watcher

__all__ = ["Preview", "Records", "Reload", "Watcher"]
