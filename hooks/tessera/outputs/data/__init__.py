"""The records as data: beside every page, and all of them together under `data/`."""
