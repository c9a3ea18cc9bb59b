"""Back-ups: made, thinned and brought back, and a log of what was deleted."""
