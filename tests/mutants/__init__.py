"""Mutation testing of the method and the store: is every rule held by a test that would fail?"""
