"""What version 4 adds, as SQL that is never edited again: files in and out, duplicates.

Conventions as in ``schema.py``. ``name_keys`` and ``likely_duplicates`` are worked out from the
tables of record and may be emptied at any time. A row of ``import_rows`` with a ``last_line``
stands for all lines up to it: of one fate, with records numbered on from ``record_id``.
"""

TABLES_4 = """
ALTER TABLE accounts ADD COLUMN parent_id INTEGER REFERENCES accounts (id);
ALTER TABLE accounts ADD COLUMN source_modified_at TEXT;
ALTER TABLE contacts ADD COLUMN source_modified_at TEXT;
ALTER TABLE opportunities ADD COLUMN source_id TEXT;
ALTER TABLE opportunities ADD COLUMN source_modified_at TEXT;
ALTER TABLE activities ADD COLUMN source_id TEXT;
ALTER TABLE follow_ups ADD COLUMN source_id TEXT;

CREATE TABLE source_ids (
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    value TEXT NOT NULL,
    source TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE suppressions (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'domain')),
    value TEXT NOT NULL COLLATE NOCASE,
    reason TEXT,
    source TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE import_mappings (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    kind TEXT NOT NULL,
    header TEXT NOT NULL,
    mapping TEXT NOT NULL,
    choices TEXT NOT NULL DEFAULT '{}',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE told_apart (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('accounts', 'contacts')),
    first_id INTEGER NOT NULL,
    second_id INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    CHECK (first_id < second_id)
);

CREATE TABLE imports_of_every_kind (
    id INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL,
    kind TEXT NOT NULL,
    shape TEXT,
    mapping TEXT NOT NULL,
    choices TEXT NOT NULL DEFAULT '{}',
    rows_read INTEGER NOT NULL,
    counts TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
INSERT INTO imports_of_every_kind (id, file_name, kind, mapping, rows_read, counts, created_at,
    updated_at) SELECT id, file_name, kind, mapping, rows_read, counts, created_at, updated_at
    FROM imports;
DROP TABLE imports;
ALTER TABLE imports_of_every_kind RENAME TO imports;

ALTER TABLE import_rows ADD COLUMN last_line INTEGER;
ALTER TABLE import_rows ADD COLUMN fields TEXT;
ALTER TABLE import_rows ADD COLUMN other_id INTEGER;

CREATE TABLE name_keys (
    account_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    key TEXT NOT NULL
);

CREATE TABLE likely_duplicates (
    kind TEXT NOT NULL,
    first_id INTEGER NOT NULL,
    second_id INTEGER NOT NULL,
    score INTEGER NOT NULL,
    evidence TEXT NOT NULL,
    found_at TEXT NOT NULL,
    PRIMARY KEY (kind, first_id, second_id)
) WITHOUT ROWID;
"""

INDEXES_4 = """
CREATE INDEX accounts_by_parent ON accounts (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX accounts_by_phone ON accounts (phone) WHERE phone IS NOT NULL;
CREATE INDEX opportunities_by_source_id ON opportunities (source_id)
    WHERE source_id IS NOT NULL;
CREATE INDEX activities_by_source_id ON activities (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX follow_ups_by_source_id ON follow_ups (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX source_ids_by_value ON source_ids (value);
CREATE INDEX source_ids_by_account ON source_ids (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX source_ids_by_contact ON source_ids (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX suppressions_by_value ON suppressions (kind, value);
CREATE UNIQUE INDEX told_apart_pairs ON told_apart (kind, first_id, second_id);
CREATE INDEX name_keys_by_key ON name_keys (key);
CREATE INDEX likely_duplicates_by_score ON likely_duplicates (kind, score DESC);
"""

SEARCH_4 = """
CREATE VIRTUAL TABLE facts_search USING fts5 (value,
    content='facts', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2');

INSERT INTO facts_search (facts_search) VALUES ('rebuild');
"""
