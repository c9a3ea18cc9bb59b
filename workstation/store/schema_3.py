"""What version 3 adds, as SQL that is never edited again: fit, urgency, cadences, focus lists.

Conventions as in ``schema.py``.
"""

TABLES_3 = """
CREATE TABLE focus_lists (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    filter TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE imports_of_any_kind (
    id INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('accounts', 'contacts', 'signals')),
    mapping TEXT NOT NULL,
    rows_read INTEGER NOT NULL,
    counts TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
INSERT INTO imports_of_any_kind SELECT id, file_name, kind, mapping, rows_read, counts, created_at,
    updated_at FROM imports;
DROP TABLE imports;
ALTER TABLE imports_of_any_kind RENAME TO imports;

ALTER TABLE accounts ADD COLUMN tier INTEGER CHECK (tier BETWEEN 1 AND 4);
ALTER TABLE accounts ADD COLUMN fit_profile TEXT;
ALTER TABLE accounts ADD COLUMN fit_flags TEXT;
ALTER TABLE accounts ADD COLUMN lead_at TEXT;
ALTER TABLE signals ADD COLUMN fast_track INTEGER NOT NULL DEFAULT 0 CHECK (fast_track IN (0, 1));
ALTER TABLE signals ADD COLUMN source_id TEXT;
ALTER TABLE cadence_runs ADD COLUMN shifted_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE cadence_runs ADD COLUMN away_until_on TEXT;
ALTER TABLE cadence_runs ADD COLUMN outcome TEXT CHECK (outcome IN ('disqualified', 'converted',
    'recycled'));
"""

INDEXES_3 = """
CREATE INDEX accounts_by_tier ON accounts (tier, bin) WHERE tier IS NOT NULL;
CREATE INDEX leads_to_answer ON accounts (lead_at, last_touch_at) WHERE lead_at IS NOT NULL;
CREATE INDEX signals_by_moment ON signals (happened_at);
CREATE UNIQUE INDEX signals_by_source_id ON signals (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX running_cadences ON cadence_runs (contact_id, account_id) WHERE state <> 'ended';
"""

VIEWS_3 = """
CREATE VIEW cadences_running AS
    SELECT cadence_runs.id, cadence, state, step, started_on, accounts.name AS account,
        contacts.name AS contact, cadence_runs.account_id
    FROM cadence_runs
    JOIN accounts ON accounts.id = cadence_runs.account_id
    LEFT JOIN contacts ON contacts.id = cadence_runs.contact_id
    WHERE state <> 'ended';
"""
