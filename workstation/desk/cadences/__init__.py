"""Cadences under way: their steps, their days and what ends them."""
