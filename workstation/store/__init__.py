"""The one SQLite file: connection, schema, recorded actions, search, back-up."""
