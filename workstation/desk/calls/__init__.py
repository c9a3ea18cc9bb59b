"""Calls: under way, kept, logged and what they leave."""
