"""Tests of the desk, on real database files."""
