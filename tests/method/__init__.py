"""Tests of the method: pure functions, frozen time."""
