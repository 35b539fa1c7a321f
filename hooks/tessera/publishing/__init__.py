"""Publishing writes what outputs made: aside, checked, then swapped in whole."""
