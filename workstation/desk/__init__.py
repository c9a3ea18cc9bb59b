"""What a rep does, one module per drawer; the only door to the data."""
