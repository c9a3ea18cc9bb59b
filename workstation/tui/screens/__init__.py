"""The screens a rep moves between."""
