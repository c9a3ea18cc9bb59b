"""In and out: files other tools write."""
