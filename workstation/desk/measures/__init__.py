"""The measures of the method, counted from what happened."""
