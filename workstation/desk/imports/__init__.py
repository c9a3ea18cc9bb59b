"""Files that come in: what each row is, what it changes and what is asked first."""
