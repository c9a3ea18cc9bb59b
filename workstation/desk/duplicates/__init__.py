"""Records that may be the same, with the evidence."""
