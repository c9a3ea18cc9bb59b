"""The tables, views and indexes of the first version, as SQL that is never edited again.

Later versions add steps in ``migrations.py``. Conventions: plural tables; UTC moments as ISO text
in columns ending ``_at``; the rep's local days as ISO dates ending ``_on``; money as whole minor
units beside a currency; 0 and 1 for no and yes.
"""

TABLES_1 = """
CREATE TABLE devices (
    node INTEGER PRIMARY KEY,
    next_number INTEGER NOT NULL
);

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    domain TEXT,
    industry TEXT,
    employees INTEGER,
    revenue_minor INTEGER,
    revenue_currency TEXT,
    street TEXT,
    city TEXT,
    region TEXT,
    postal_code TEXT,
    country TEXT,
    time_zone TEXT,
    phone TEXT,
    source TEXT CHECK (source IN ('seed', 'net', 'spear')),
    source_detail TEXT,
    source_id TEXT,
    bin TEXT NOT NULL DEFAULT 'cold',
    bin_since_on TEXT NOT NULL,
    bin_reason TEXT,
    duplicate_of_id INTEGER REFERENCES accounts (id),
    fit INTEGER CHECK (fit BETWEEN 0 AND 100),
    fit_confidence INTEGER CHECK (fit_confidence BETWEEN 0 AND 100),
    urgency INTEGER NOT NULL DEFAULT 0 CHECK (urgency BETWEEN 0 AND 100),
    urgency_at TEXT,
    became_lead_on TEXT,
    rest_until_on TEXT,
    note TEXT,
    created_on TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    last_touch_at TEXT,
    last_touch_on TEXT,
    next_follow_up_on TEXT,
    quiet_since_on TEXT GENERATED ALWAYS AS
        (max(bin_since_on, coalesce(last_touch_on, ''))) VIRTUAL
);

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES accounts (id),
    name TEXT NOT NULL,
    first_name TEXT,
    last_name TEXT,
    title TEXT,
    role TEXT NOT NULL DEFAULT 'unknown' CHECK (role IN ('decision_maker', 'influencer',
        'champion', 'evaluator', 'gatekeeper', 'user', 'unknown')),
    time_zone TEXT,
    do_not_call INTEGER NOT NULL DEFAULT 0 CHECK (do_not_call IN (0, 1)),
    opted_out INTEGER NOT NULL DEFAULT 0 CHECK (opted_out IN (0, 1)),
    protection_reason TEXT,
    source_id TEXT,
    note TEXT,
    created_on TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE emails (
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    address TEXT NOT NULL COLLATE NOCASE,
    kind TEXT NOT NULL DEFAULT 'work',
    state TEXT NOT NULL DEFAULT 'valid' CHECK (state IN ('valid', 'bounced', 'wrong')),
    is_main INTEGER NOT NULL DEFAULT 0 CHECK (is_main IN (0, 1)),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE phones (
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    number TEXT NOT NULL,
    extension TEXT,
    display TEXT,
    kind TEXT NOT NULL DEFAULT 'work',
    state TEXT NOT NULL DEFAULT 'valid' CHECK (state IN ('valid', 'wrong')),
    time_zone TEXT,
    is_main INTEGER NOT NULL DEFAULT 0 CHECK (is_main IN (0, 1)),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE opportunities (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    name TEXT NOT NULL,
    stage TEXT NOT NULL DEFAULT 'new' CHECK (stage IN ('new', 'qualified', 'won', 'lost',
        'walked_away', 'rejected')),
    kind TEXT NOT NULL DEFAULT 'new' CHECK (kind IN ('new', 'add_on', 'renewal')),
    amount_minor INTEGER,
    currency TEXT,
    source TEXT CHECK (source IN ('seed', 'net', 'spear')),
    account_executive TEXT,
    first_response_on TEXT,
    passed_on TEXT,
    accepted_on TEXT,
    closed_on TEXT,
    close_reason TEXT,
    next_step TEXT,
    created_on TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE activities (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    opportunity_id INTEGER REFERENCES opportunities (id),
    kind TEXT NOT NULL CHECK (kind IN ('call', 'email', 'response', 'meeting', 'note', 'social',
        'bin', 'skip')),
    direction TEXT NOT NULL DEFAULT 'out' CHECK (direction IN ('in', 'out')),
    happened_at TEXT NOT NULL,
    happened_on TEXT NOT NULL,
    seconds INTEGER,
    outcome TEXT,
    counts_as TEXT CHECK (counts_as IN ('unanswered', 'answered', 'conversation')),
    meeting TEXT CHECK (meeting IN ('booked', 'held', 'no_show')),
    flow TEXT,
    talk_share INTEGER CHECK (talk_share BETWEEN 0 AND 100),
    note TEXT,
    buyer_action TEXT,
    reason TEXT,
    rating INTEGER CHECK (rating BETWEEN 1 AND 5),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    is_touch INTEGER GENERATED ALWAYS AS (kind NOT IN ('note', 'bin', 'skip')) VIRTUAL
);

CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    activity_id INTEGER REFERENCES activities (id),
    flow TEXT,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_on TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE follow_ups (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    opportunity_id INTEGER REFERENCES opportunities (id),
    cadence_run_id INTEGER REFERENCES cadence_runs (id),
    cadence_step INTEGER,
    kind TEXT NOT NULL DEFAULT 'next_step' CHECK (kind IN ('next_step', 'hand_raiser',
        'response', 'check_back', 'cadence')),
    channel TEXT NOT NULL DEFAULT 'call' CHECK (channel IN ('call', 'email', 'meeting', 'social',
        'task')),
    why TEXT NOT NULL DEFAULT '',
    promised INTEGER NOT NULL DEFAULT 0 CHECK (promised IN (0, 1)),
    due_on TEXT NOT NULL,
    due_at TEXT,
    first_due_on TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'skipped')),
    closed_at TEXT,
    closed_on TEXT,
    skip_reason TEXT,
    made_by_id INTEGER REFERENCES activities (id),
    closed_by_id INTEGER REFERENCES activities (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    kept INTEGER GENERATED ALWAYS AS (state = 'done' AND closed_on <= first_due_on) VIRTUAL
);

CREATE TABLE signals (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    kind TEXT NOT NULL,
    points INTEGER NOT NULL,
    happened_at TEXT NOT NULL,
    source TEXT,
    note TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE cadence_runs (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    cadence TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'ended')),
    step INTEGER NOT NULL DEFAULT 1,
    started_on TEXT NOT NULL,
    ended_on TEXT,
    end_reason TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE goals (
    id INTEGER PRIMARY KEY,
    day_on TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    measure TEXT,
    target INTEGER,
    done_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE day_closings (
    id INTEGER PRIMARY KEY,
    day_on TEXT NOT NULL UNIQUE,
    goals_planned INTEGER NOT NULL,
    goals_hit INTEGER NOT NULL,
    note TEXT,
    closed_at TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE facts (
    id INTEGER PRIMARY KEY,
    account_id INTEGER REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('accounts', 'contacts')),
    mapping TEXT NOT NULL,
    rows_read INTEGER NOT NULL,
    counts TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE days_off (
    id INTEGER PRIMARY KEY,
    day_on TEXT NOT NULL UNIQUE,
    reason TEXT NOT NULL DEFAULT '',
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

CREATE TABLE settings (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);

-- Beside the tables of record: what came in row by row, calls in progress, and the log itself.

CREATE TABLE import_rows (
    import_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    fate TEXT NOT NULL,
    record_id INTEGER,
    why TEXT,
    PRIMARY KEY (import_id, line)
) WITHOUT ROWID;

CREATE TABLE call_drafts (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    content TEXT NOT NULL
);

CREATE TABLE actions (
    id INTEGER PRIMARY KEY,
    title TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'do' CHECK (kind IN ('do', 'undo', 'redo')),
    target_id INTEGER REFERENCES actions (id),
    state TEXT NOT NULL DEFAULT 'done' CHECK (state IN ('done', 'undone')),
    at TEXT NOT NULL,
    seq INTEGER NOT NULL UNIQUE
);

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    action_id INTEGER REFERENCES actions (id),
    table_name TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    account_id INTEGER,
    kind TEXT NOT NULL,
    before TEXT,
    after TEXT
);

CREATE TABLE current_action (
    action_id INTEGER NOT NULL,
    bulk INTEGER NOT NULL DEFAULT 0
);
"""

INDEXES_1 = """
CREATE INDEX accounts_by_name ON accounts (name COLLATE NOCASE, id);
CREATE INDEX accounts_in_bin ON accounts (bin, name COLLATE NOCASE, id);
CREATE INDEX accounts_by_domain ON accounts (domain) WHERE domain IS NOT NULL;
CREATE INDEX accounts_by_source_id ON accounts (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX accounts_without_step ON accounts (bin, quiet_since_on, rest_until_on)
    WHERE next_follow_up_on IS NULL;
CREATE INDEX accounts_to_open ON accounts (bin, fit DESC, id, last_touch_on, rest_until_on)
    WHERE next_follow_up_on IS NULL;
CREATE INDEX working_accounts_by_quiet ON accounts (quiet_since_on, fit) WHERE bin = 'working';
CREATE INDEX accounts_by_lead_day ON accounts (became_lead_on, source)
    WHERE became_lead_on IS NOT NULL;
CREATE INDEX accounts_by_created ON accounts (created_on);
CREATE INDEX accounts_by_duplicate ON accounts (duplicate_of_id)
    WHERE duplicate_of_id IS NOT NULL;
CREATE INDEX contacts_by_account ON contacts (account_id, id);
CREATE INDEX contacts_by_name ON contacts (name COLLATE NOCASE);
CREATE INDEX contacts_by_source_id ON contacts (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX contacts_by_created ON contacts (created_on);
CREATE INDEX emails_by_address ON emails (address);
CREATE INDEX emails_by_contact ON emails (contact_id);
CREATE INDEX emails_by_account ON emails (account_id);
CREATE INDEX phones_by_number ON phones (number);
CREATE INDEX phones_by_contact ON phones (contact_id);
CREATE INDEX phones_by_account ON phones (account_id);
CREATE INDEX opportunities_by_account ON opportunities (account_id);
CREATE INDEX opportunities_by_contact ON opportunities (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX opportunities_by_acceptance ON opportunities (accepted_on, source, amount_minor);
CREATE INDEX opportunities_by_closing ON opportunities (closed_on, stage, kind, amount_minor);
CREATE INDEX batons ON opportunities (passed_on) WHERE stage = 'new';
CREATE INDEX activities_by_account ON activities (account_id, happened_at);
CREATE INDEX responses_by_account ON activities (account_id, happened_at)
    WHERE kind = 'response';
CREATE INDEX activities_by_contact ON activities (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX activities_by_opportunity ON activities (opportunity_id)
    WHERE opportunity_id IS NOT NULL;
CREATE INDEX activities_by_day ON activities
    (happened_on, kind, direction, counts_as, outcome, seconds, meeting);
CREATE INDEX calls_by_moment ON activities (happened_at, counts_as, contact_id, account_id)
    WHERE kind = 'call';
CREATE INDEX answers_by_account ON answers (account_id, question);
CREATE INDEX answers_by_contact ON answers (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX answers_by_activity ON answers (activity_id);
CREATE INDEX answers_by_question ON answers (question);
CREATE INDEX open_follow_ups ON follow_ups (promised, due_on, due_at) WHERE state = 'open';
CREATE INDEX open_follow_ups_by_kind ON follow_ups (kind, due_on) WHERE state = 'open';
CREATE INDEX open_follow_ups_by_account ON follow_ups (account_id, due_on) WHERE state = 'open';
CREATE INDEX follow_ups_by_account ON follow_ups (account_id);
CREATE INDEX follow_ups_by_contact ON follow_ups (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX follow_ups_by_first_day ON follow_ups (first_due_on, state, closed_on);
CREATE INDEX follow_ups_by_closing ON follow_ups (closed_on) WHERE closed_on IS NOT NULL;
CREATE INDEX follow_ups_by_opportunity ON follow_ups (opportunity_id)
    WHERE opportunity_id IS NOT NULL;
CREATE INDEX follow_ups_by_cadence_run ON follow_ups (cadence_run_id)
    WHERE cadence_run_id IS NOT NULL;
CREATE INDEX follow_ups_by_maker ON follow_ups (made_by_id) WHERE made_by_id IS NOT NULL;
CREATE INDEX follow_ups_by_closer ON follow_ups (closed_by_id) WHERE closed_by_id IS NOT NULL;
CREATE INDEX signals_by_account ON signals (account_id, happened_at);
CREATE INDEX signals_by_contact ON signals (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX cadence_runs_by_account ON cadence_runs (account_id);
CREATE INDEX cadence_runs_by_contact ON cadence_runs (contact_id);
CREATE INDEX goals_by_day ON goals (day_on, position);
CREATE INDEX facts_by_account ON facts (account_id, key);
CREATE INDEX facts_by_contact ON facts (contact_id, key) WHERE contact_id IS NOT NULL;
CREATE INDEX changes_by_action ON changes (action_id);
CREATE INDEX changes_by_row ON changes (row_id);
CREATE INDEX changes_by_account ON changes (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX actions_by_target ON actions (target_id) WHERE target_id IS NOT NULL;
"""

VIEWS_1 = """
CREATE VIEW calls AS
    SELECT activities.id, happened_at, happened_on, accounts.name AS account,
        contacts.name AS contact, outcome, counts_as, seconds, talk_share, flow,
        activities.note, activities.reason
    FROM activities
    JOIN accounts ON accounts.id = activities.account_id
    LEFT JOIN contacts ON contacts.id = activities.contact_id
    WHERE activities.kind = 'call';

CREATE VIEW conversations AS SELECT * FROM calls WHERE counts_as = 'conversation';

CREATE VIEW accounts_by_bin AS
    SELECT bin, count(*) AS accounts FROM accounts GROUP BY bin ORDER BY bin;

CREATE VIEW queue_today AS
    SELECT follow_ups.id, due_on, due_at, promised, channel, follow_ups.kind, why,
        accounts.name AS account, contacts.name AS contact, accounts.bin
    FROM follow_ups
    JOIN accounts ON accounts.id = follow_ups.account_id
    LEFT JOIN contacts ON contacts.id = follow_ups.contact_id
    WHERE follow_ups.state = 'open' AND due_on <= date('now', 'localtime')
    ORDER BY promised DESC, due_on, due_at;

CREATE VIEW month_measures AS
    SELECT substr(happened_on, 1, 7) AS month,
        sum(kind = 'call') AS dials,
        sum(kind = 'call' AND counts_as = 'conversation') AS conversations,
        sum(kind = 'call' AND seconds >= 300) AS five_minute_calls,
        sum(kind = 'email' AND direction = 'out') AS emails_sent,
        sum(kind = 'response') AS responses,
        sum(meeting = 'held') AS meetings_held
    FROM activities GROUP BY 1 ORDER BY 1;
"""

SEARCH_1 = """
CREATE VIEW noted_activities AS SELECT id, note FROM activities WHERE note IS NOT NULL;

CREATE VIRTUAL TABLE accounts_search USING fts5 (name, domain, industry, city, note,
    content='accounts', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE contacts_search USING fts5 (name, title, note,
    content='contacts', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE notes_search USING fts5 (note,
    content='noted_activities', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
"""
