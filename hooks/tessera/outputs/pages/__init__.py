"""One module for each type of page, each with its template in overrides/pages/."""
