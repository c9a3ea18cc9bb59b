"""Files that cannot be used: one sentence, an exit code, a terminal left alone."""
