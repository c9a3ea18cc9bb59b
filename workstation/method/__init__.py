"""The selling method as values and pure functions; no input or output, no clock."""
