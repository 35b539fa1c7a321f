"""Figures: one file a figure, each with its table."""
