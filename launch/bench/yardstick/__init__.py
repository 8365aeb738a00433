"""Plain Django admin over one table of the same people: what our own screens are compared with."""
