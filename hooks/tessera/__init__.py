"""Tessera compiles records of agreements between states into a public briefing site."""

__version__ = "0.1.0"
