"""Registers of others, row by row, into records of this desk."""
