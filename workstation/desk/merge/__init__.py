"""Two records made one, field by field."""
