"""The rep's own numbers as tiles."""
