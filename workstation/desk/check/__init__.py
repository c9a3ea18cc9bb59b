"""The check of the file: SQLite's own first, then the house's rules, one small object each."""
