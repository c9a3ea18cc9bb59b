CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
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
, tier INTEGER CHECK (tier BETWEEN 1 AND 4), fit_profile TEXT, fit_flags TEXT, lead_at TEXT, parent_id INTEGER REFERENCES accounts (id), source_modified_at TEXT);
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
, referred_by_id INTEGER REFERENCES contacts (id), source_modified_at TEXT);
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
, source_id TEXT, source_modified_at TEXT);
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
, call_block_id INTEGER REFERENCES call_blocks (id), opener TEXT, logging_seconds INTEGER, interest TEXT, buyer_urgency TEXT, buyer_stage TEXT, starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)), source_id TEXT);
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
, promised_by TEXT CHECK (promised_by IN ('me', 'them')), meeting_id INTEGER REFERENCES meetings (id), source_id TEXT);
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
, fast_track INTEGER NOT NULL DEFAULT 0 CHECK (fast_track IN (0, 1)), source_id TEXT);
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
, shifted_days INTEGER NOT NULL DEFAULT 0, away_until_on TEXT, outcome TEXT CHECK (outcome IN ('disqualified', 'converted',
    'recycled')));
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
CREATE TABLE import_rows (
    import_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    fate TEXT NOT NULL,
    record_id INTEGER,
    why TEXT, last_line INTEGER, fields TEXT, other_id INTEGER,
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
CREATE TABLE call_blocks (
    id INTEGER PRIMARY KEY,
    day_on TEXT NOT NULL,
    slice TEXT NOT NULL DEFAULT '',
    minutes INTEGER NOT NULL,
    seconds INTEGER,
    interruptions INTEGER NOT NULL DEFAULT 0,
    started_at TEXT NOT NULL,
    ended_at TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE block_drafts (
    block_id INTEGER PRIMARY KEY,
    saved_at TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE TABLE unsaved_words (
    name TEXT PRIMARY KEY,
    saved_at TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE TABLE preparations (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    activity_id INTEGER REFERENCES activities (id),
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE objections (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    activity_id INTEGER REFERENCES activities (id),
    card TEXT NOT NULL,
    said TEXT,
    resolved INTEGER CHECK (resolved IN (0, 1)),
    raised_on TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE whys (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    activity_id INTEGER REFERENCES activities (id),
    parent_id INTEGER REFERENCES whys (id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE meetings (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    activity_id INTEGER REFERENCES activities (id),
    title TEXT NOT NULL,
    place TEXT,
    starts_at TEXT NOT NULL,
    day_on TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes > 0),
    state TEXT NOT NULL DEFAULT 'booked' CHECK (state IN ('booked', 'held', 'no_show',
        'cancelled')),
    uid TEXT NOT NULL,
    sequence INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    contact_id INTEGER REFERENCES contacts (id),
    activity_id INTEGER REFERENCES activities (id),
    template TEXT,
    to_address TEXT,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'outbox' CHECK (state IN ('outbox', 'sent', 'dropped')),
    closed_at TEXT,
    sent_activity_id INTEGER REFERENCES activities (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE drills (
    id INTEGER PRIMARY KEY,
    card TEXT NOT NULL,
    seconds INTEGER NOT NULL,
    source INTEGER NOT NULL CHECK (source BETWEEN 0 AND 2),
    question INTEGER NOT NULL CHECK (question BETWEEN 0 AND 2),
    story INTEGER NOT NULL CHECK (story BETWEEN 0 AND 2),
    proof INTEGER NOT NULL CHECK (proof BETWEEN 0 AND 2),
    done_at TEXT NOT NULL,
    done_on TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
CREATE TABLE focus_lists (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    filter TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
);
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
CREATE TABLE "imports" (
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
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
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
CREATE INDEX answers_by_question ON answers (question, account_id, answered_on);
CREATE INDEX preparations_by_account ON preparations (account_id) WHERE activity_id IS NULL;
CREATE INDEX preparations_by_activity ON preparations (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX preparations_by_contact ON preparations (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX objections_by_account ON objections (account_id, raised_on);
CREATE INDEX objections_by_card ON objections (card, resolved);
CREATE INDEX objections_by_activity ON objections (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX objections_by_contact ON objections (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX whys_by_account ON whys (account_id);
CREATE INDEX whys_by_activity ON whys (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX whys_by_parent ON whys (parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX whys_by_contact ON whys (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX meetings_ahead ON meetings (starts_at) WHERE state = 'booked';
CREATE INDEX meetings_by_account ON meetings (account_id, starts_at);
CREATE INDEX meetings_by_activity ON meetings (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX meetings_by_contact ON meetings (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX outbox ON messages (created_at) WHERE state = 'outbox';
CREATE INDEX messages_by_account ON messages (account_id, created_at);
CREATE INDEX messages_by_contact ON messages (contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX messages_by_activity ON messages (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX messages_by_sending ON messages (sent_activity_id)
    WHERE sent_activity_id IS NOT NULL;
CREATE INDEX drills_by_card ON drills (card, done_on);
CREATE INDEX call_blocks_by_day ON call_blocks (day_on);
CREATE INDEX activities_by_block ON activities (call_block_id) WHERE call_block_id IS NOT NULL;
CREATE INDEX activities_by_flow ON activities (flow, opener, counts_as) WHERE flow IS NOT NULL;
CREATE INDEX standing_by_account ON activities (account_id, happened_at)
    WHERE coalesce(interest, buyer_urgency, buyer_stage) IS NOT NULL;
CREATE INDEX starred_activities ON activities (happened_at) WHERE starred;
CREATE INDEX follow_ups_by_meeting ON follow_ups (meeting_id) WHERE meeting_id IS NOT NULL;
CREATE INDEX contacts_by_referrer ON contacts (referred_by_id) WHERE referred_by_id IS NOT NULL;
CREATE INDEX accounts_by_tier ON accounts (tier, bin) WHERE tier IS NOT NULL;
CREATE INDEX leads_to_answer ON accounts (lead_at, last_touch_at) WHERE lead_at IS NOT NULL;
CREATE INDEX signals_by_moment ON signals (happened_at);
CREATE UNIQUE INDEX signals_by_source_id ON signals (source_id) WHERE source_id IS NOT NULL;
CREATE INDEX running_cadences ON cadence_runs (contact_id, account_id) WHERE state <> 'ended';
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
CREATE VIRTUAL TABLE accounts_search USING fts5 (name, domain, industry, city, note,
    content='accounts', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE contacts_search USING fts5 (name, title, note,
    content='contacts', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE notes_search USING fts5 (note,
    content='noted_activities', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE answers_search USING fts5 (answer,
    content='answers', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE facts_search USING fts5 (value,
    content='facts', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2');
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
CREATE VIEW noted_activities AS SELECT id, note FROM activities WHERE note IS NOT NULL;
CREATE VIEW answers_given AS
    SELECT answers.id, answered_on, question, answer, accounts.name AS account,
        contacts.name AS contact, flow, answers.account_id
    FROM answers
    JOIN accounts ON accounts.id = answers.account_id
    LEFT JOIN contacts ON contacts.id = answers.contact_id;
CREATE VIEW objections_heard AS
    SELECT objections.id, raised_on, card, said, resolved, accounts.name AS account,
        contacts.name AS contact, objections.account_id
    FROM objections
    JOIN accounts ON accounts.id = objections.account_id
    LEFT JOIN contacts ON contacts.id = objections.contact_id;
CREATE VIEW meetings_booked AS
    SELECT meetings.id, starts_at, minutes, meetings.title, place, state, accounts.name AS account,
        contacts.name AS contact, meetings.account_id
    FROM meetings
    JOIN accounts ON accounts.id = meetings.account_id
    LEFT JOIN contacts ON contacts.id = meetings.contact_id
    WHERE state = 'booked';
CREATE VIEW cadences_running AS
    SELECT cadence_runs.id, cadence, state, step, started_on, accounts.name AS account,
        contacts.name AS contact, cadence_runs.account_id
    FROM cadence_runs
    JOIN accounts ON accounts.id = cadence_runs.account_id
    LEFT JOIN contacts ON contacts.id = cadence_runs.contact_id
    WHERE state <> 'ended';
INSERT INTO accounts (id, name, domain, industry, employees, revenue_minor, revenue_currency, street, city, region, postal_code, country, time_zone, phone, source, source_detail, source_id, bin, bin_since_on, bin_reason, duplicate_of_id, fit, fit_confidence, urgency, urgency_at, became_lead_on, rest_until_on, note, created_on, created_at, updated_at, last_touch_at, last_touch_on, next_follow_up_on, tier, fit_profile, fit_flags, lead_at, parent_id, source_modified_at) VALUES (30064771074, 'alpha', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'working', '2026-11-20', NULL, NULL, NULL, NULL, 0, NULL, NULL, NULL, 'beta', '2026-11-20', '2026-11-23T00:00:01Z', '2026-11-23T00:00:02Z', '2026-11-23T10:00:00Z', '2026-11-23', '2026-11-24', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO contacts (id, account_id, name, first_name, last_name, title, role, time_zone, do_not_call, opted_out, protection_reason, source_id, note, created_on, created_at, updated_at, referred_by_id, source_modified_at) VALUES (30064771075, 30064771074, 'gamma', NULL, NULL, NULL, 'unknown', NULL, 0, 0, NULL, NULL, NULL, '2026-11-20', '2026-11-23T00:00:01Z', '2026-11-23T00:00:01Z', NULL, NULL);
INSERT INTO activities (id, account_id, contact_id, opportunity_id, kind, direction, happened_at, happened_on, seconds, outcome, counts_as, meeting, flow, talk_share, note, buyer_action, reason, rating, created_at, updated_at, call_block_id, opener, logging_seconds, interest, buyer_urgency, buyer_stage, starred, source_id) VALUES (30064771077, 30064771074, NULL, NULL, 'call', 'out', '2026-11-23T10:00:00Z', '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL, 'delta', NULL, NULL, NULL, '2026-11-23T00:00:02Z', '2026-11-23T00:00:02Z', NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL);
INSERT INTO follow_ups (id, account_id, contact_id, opportunity_id, cadence_run_id, cadence_step, kind, channel, why, promised, due_on, due_at, first_due_on, state, closed_at, closed_on, skip_reason, made_by_id, closed_by_id, created_at, updated_at, promised_by, meeting_id, source_id) VALUES (30064771078, 30064771074, NULL, NULL, NULL, NULL, 'next_step', 'call', '', 0, '2026-11-24', NULL, '2026-11-24', 'open', NULL, NULL, NULL, NULL, NULL, '2026-11-23T00:00:02Z', '2026-11-23T00:00:02Z', NULL, NULL, NULL);
INSERT INTO devices (node, next_number) VALUES (7, 7);
INSERT INTO actions (id, title, kind, target_id, state, at, seq) VALUES (30064771073, 'Add alpha', 'do', NULL, 'done', '2026-11-23T00:00:01Z', 1);
INSERT INTO actions (id, title, kind, target_id, state, at, seq) VALUES (30064771076, 'Log call: alpha', 'do', NULL, 'done', '2026-11-23T00:00:02Z', 2);
INSERT INTO changes (seq, action_id, table_name, row_id, account_id, kind, before, after) VALUES (1, 30064771073, 'accounts', 30064771074, 30064771074, 'insert', NULL, '{"id":30064771074,"name":"alpha","bin":"cold","bin_since_on":"2026-11-20","urgency":0,"note":"beta","created_on":"2026-11-20","created_at":"2026-11-23T00:00:01Z","updated_at":"2026-11-23T00:00:01Z"}');
INSERT INTO changes (seq, action_id, table_name, row_id, account_id, kind, before, after) VALUES (2, 30064771073, 'contacts', 30064771075, 30064771074, 'insert', NULL, '{"id":30064771075,"account_id":30064771074,"name":"gamma","role":"unknown","do_not_call":0,"opted_out":0,"created_on":"2026-11-20","created_at":"2026-11-23T00:00:01Z","updated_at":"2026-11-23T00:00:01Z"}');
INSERT INTO changes (seq, action_id, table_name, row_id, account_id, kind, before, after) VALUES (3, 30064771076, 'activities', 30064771077, 30064771074, 'insert', NULL, '{"id":30064771077,"account_id":30064771074,"kind":"call","direction":"out","happened_at":"2026-11-23T10:00:00Z","happened_on":"2026-11-23","note":"delta","created_at":"2026-11-23T00:00:02Z","updated_at":"2026-11-23T00:00:02Z","starred":0}');
INSERT INTO changes (seq, action_id, table_name, row_id, account_id, kind, before, after) VALUES (4, 30064771076, 'follow_ups', 30064771078, 30064771074, 'insert', NULL, '{"id":30064771078,"account_id":30064771074,"kind":"next_step","channel":"call","why":"","promised":0,"due_on":"2026-11-24","first_due_on":"2026-11-24","state":"open","created_at":"2026-11-23T00:00:02Z","updated_at":"2026-11-23T00:00:02Z"}');
INSERT INTO changes (seq, action_id, table_name, row_id, account_id, kind, before, after) VALUES (5, 30064771076, 'accounts', 30064771074, 30064771074, 'update', '{"bin":"cold","updated_at":"2026-11-23T00:00:01Z"}', '{"bin":"working","updated_at":"2026-11-23T00:00:02Z"}');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (1, 'workstation', 'm001_tables', '2026-11-22 04:13:48.293875+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (2, 'workstation', 'm002_what_a_call_leaves', '2026-11-22 04:13:48.610860+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (3, 'workstation', 'm003_fit_urgency_cadences', '2026-11-22 04:13:49.039892+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (4, 'workstation', 'm004_in_and_out', '2026-11-22 04:13:49.474355+00:00');
INSERT INTO accounts_search (accounts_search) VALUES ('rebuild');
INSERT INTO contacts_search (contacts_search) VALUES ('rebuild');
INSERT INTO notes_search (notes_search) VALUES ('rebuild');
INSERT INTO answers_search (answers_search) VALUES ('rebuild');
INSERT INTO facts_search (facts_search) VALUES ('rebuild');
CREATE TRIGGER accounts_inserted AFTER INSERT ON accounts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'accounts', NEW.id, NEW.id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'name', NEW.name, 'domain', NEW.domain, 'industry', NEW.industry, 'employees', NEW.employees, 'revenue_minor', NEW.revenue_minor, 'revenue_currency', NEW.revenue_currency, 'street', NEW.street, 'city', NEW.city, 'region', NEW.region, 'postal_code', NEW.postal_code, 'country', NEW.country, 'time_zone', NEW.time_zone, 'phone', NEW.phone, 'source', NEW.source, 'source_detail', NEW.source_detail, 'source_id', NEW.source_id, 'bin', NEW.bin, 'bin_since_on', NEW.bin_since_on, 'bin_reason', NEW.bin_reason, 'duplicate_of_id', NEW.duplicate_of_id, 'fit', NEW.fit, 'fit_confidence', NEW.fit_confidence, 'urgency', NEW.urgency, 'urgency_at', NEW.urgency_at, 'became_lead_on', NEW.became_lead_on, 'rest_until_on', NEW.rest_until_on, 'note', NEW.note, 'created_on', NEW.created_on, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at, 'tier', NEW.tier, 'fit_profile', NEW.fit_profile, 'fit_flags', NEW.fit_flags, 'lead_at', NEW.lead_at, 'parent_id', NEW.parent_id, 'source_modified_at', NEW.source_modified_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER accounts_deleted AFTER DELETE ON accounts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'accounts', OLD.id, OLD.id, 'delete', json_patch('{}', json_object('id', OLD.id, 'name', OLD.name, 'domain', OLD.domain, 'industry', OLD.industry, 'employees', OLD.employees, 'revenue_minor', OLD.revenue_minor, 'revenue_currency', OLD.revenue_currency, 'street', OLD.street, 'city', OLD.city, 'region', OLD.region, 'postal_code', OLD.postal_code, 'country', OLD.country, 'time_zone', OLD.time_zone, 'phone', OLD.phone, 'source', OLD.source, 'source_detail', OLD.source_detail, 'source_id', OLD.source_id, 'bin', OLD.bin, 'bin_since_on', OLD.bin_since_on, 'bin_reason', OLD.bin_reason, 'duplicate_of_id', OLD.duplicate_of_id, 'fit', OLD.fit, 'fit_confidence', OLD.fit_confidence, 'urgency', OLD.urgency, 'urgency_at', OLD.urgency_at, 'became_lead_on', OLD.became_lead_on, 'rest_until_on', OLD.rest_until_on, 'note', OLD.note, 'created_on', OLD.created_on, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'tier', OLD.tier, 'fit_profile', OLD.fit_profile, 'fit_flags', OLD.fit_flags, 'lead_at', OLD.lead_at, 'parent_id', OLD.parent_id, 'source_modified_at', OLD.source_modified_at)), NULL); END;
CREATE TRIGGER accounts_updated AFTER UPDATE OF id, name, domain, industry, employees, revenue_minor, revenue_currency, street, city, region, postal_code, country, time_zone, phone, source, source_detail, source_id, bin, bin_since_on, bin_reason, duplicate_of_id, fit, fit_confidence, urgency, urgency_at, became_lead_on, rest_until_on, note, created_on, created_at, updated_at, tier, fit_profile, fit_flags, lead_at, parent_id, source_modified_at ON accounts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'accounts', NEW.id, NEW.id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'name' AS field, OLD.name AS was, NEW.name AS now UNION ALL SELECT 'domain' AS field, OLD.domain AS was, NEW.domain AS now UNION ALL SELECT 'industry' AS field, OLD.industry AS was, NEW.industry AS now UNION ALL SELECT 'employees' AS field, OLD.employees AS was, NEW.employees AS now UNION ALL SELECT 'revenue_minor' AS field, OLD.revenue_minor AS was, NEW.revenue_minor AS now UNION ALL SELECT 'revenue_currency' AS field, OLD.revenue_currency AS was, NEW.revenue_currency AS now UNION ALL SELECT 'street' AS field, OLD.street AS was, NEW.street AS now UNION ALL SELECT 'city' AS field, OLD.city AS was, NEW.city AS now UNION ALL SELECT 'region' AS field, OLD.region AS was, NEW.region AS now UNION ALL SELECT 'postal_code' AS field, OLD.postal_code AS was, NEW.postal_code AS now UNION ALL SELECT 'country' AS field, OLD.country AS was, NEW.country AS now UNION ALL SELECT 'time_zone' AS field, OLD.time_zone AS was, NEW.time_zone AS now UNION ALL SELECT 'phone' AS field, OLD.phone AS was, NEW.phone AS now UNION ALL SELECT 'source' AS field, OLD.source AS was, NEW.source AS now UNION ALL SELECT 'source_detail' AS field, OLD.source_detail AS was, NEW.source_detail AS now UNION ALL SELECT 'source_id' AS field, OLD.source_id AS was, NEW.source_id AS now UNION ALL SELECT 'bin' AS field, OLD.bin AS was, NEW.bin AS now UNION ALL SELECT 'bin_since_on' AS field, OLD.bin_since_on AS was, NEW.bin_since_on AS now UNION ALL SELECT 'bin_reason' AS field, OLD.bin_reason AS was, NEW.bin_reason AS now UNION ALL SELECT 'duplicate_of_id' AS field, OLD.duplicate_of_id AS was, NEW.duplicate_of_id AS now UNION ALL SELECT 'fit' AS field, OLD.fit AS was, NEW.fit AS now UNION ALL SELECT 'fit_confidence' AS field, OLD.fit_confidence AS was, NEW.fit_confidence AS now UNION ALL SELECT 'urgency' AS field, OLD.urgency AS was, NEW.urgency AS now UNION ALL SELECT 'urgency_at' AS field, OLD.urgency_at AS was, NEW.urgency_at AS now UNION ALL SELECT 'became_lead_on' AS field, OLD.became_lead_on AS was, NEW.became_lead_on AS now UNION ALL SELECT 'rest_until_on' AS field, OLD.rest_until_on AS was, NEW.rest_until_on AS now UNION ALL SELECT 'note' AS field, OLD.note AS was, NEW.note AS now UNION ALL SELECT 'created_on' AS field, OLD.created_on AS was, NEW.created_on AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now UNION ALL SELECT 'tier' AS field, OLD.tier AS was, NEW.tier AS now UNION ALL SELECT 'fit_profile' AS field, OLD.fit_profile AS was, NEW.fit_profile AS now UNION ALL SELECT 'fit_flags' AS field, OLD.fit_flags AS was, NEW.fit_flags AS now UNION ALL SELECT 'lead_at' AS field, OLD.lead_at AS was, NEW.lead_at AS now UNION ALL SELECT 'parent_id' AS field, OLD.parent_id AS was, NEW.parent_id AS now UNION ALL SELECT 'source_modified_at' AS field, OLD.source_modified_at AS was, NEW.source_modified_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER contacts_inserted AFTER INSERT ON contacts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'contacts', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'name', NEW.name, 'first_name', NEW.first_name, 'last_name', NEW.last_name, 'title', NEW.title, 'role', NEW.role, 'time_zone', NEW.time_zone, 'do_not_call', NEW.do_not_call, 'opted_out', NEW.opted_out, 'protection_reason', NEW.protection_reason, 'source_id', NEW.source_id, 'note', NEW.note, 'created_on', NEW.created_on, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at, 'referred_by_id', NEW.referred_by_id, 'source_modified_at', NEW.source_modified_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER contacts_deleted AFTER DELETE ON contacts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'contacts', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'name', OLD.name, 'first_name', OLD.first_name, 'last_name', OLD.last_name, 'title', OLD.title, 'role', OLD.role, 'time_zone', OLD.time_zone, 'do_not_call', OLD.do_not_call, 'opted_out', OLD.opted_out, 'protection_reason', OLD.protection_reason, 'source_id', OLD.source_id, 'note', OLD.note, 'created_on', OLD.created_on, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'referred_by_id', OLD.referred_by_id, 'source_modified_at', OLD.source_modified_at)), NULL); END;
CREATE TRIGGER contacts_updated AFTER UPDATE OF id, account_id, name, first_name, last_name, title, role, time_zone, do_not_call, opted_out, protection_reason, source_id, note, created_on, created_at, updated_at, referred_by_id, source_modified_at ON contacts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'contacts', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'name' AS field, OLD.name AS was, NEW.name AS now UNION ALL SELECT 'first_name' AS field, OLD.first_name AS was, NEW.first_name AS now UNION ALL SELECT 'last_name' AS field, OLD.last_name AS was, NEW.last_name AS now UNION ALL SELECT 'title' AS field, OLD.title AS was, NEW.title AS now UNION ALL SELECT 'role' AS field, OLD.role AS was, NEW.role AS now UNION ALL SELECT 'time_zone' AS field, OLD.time_zone AS was, NEW.time_zone AS now UNION ALL SELECT 'do_not_call' AS field, OLD.do_not_call AS was, NEW.do_not_call AS now UNION ALL SELECT 'opted_out' AS field, OLD.opted_out AS was, NEW.opted_out AS now UNION ALL SELECT 'protection_reason' AS field, OLD.protection_reason AS was, NEW.protection_reason AS now UNION ALL SELECT 'source_id' AS field, OLD.source_id AS was, NEW.source_id AS now UNION ALL SELECT 'note' AS field, OLD.note AS was, NEW.note AS now UNION ALL SELECT 'created_on' AS field, OLD.created_on AS was, NEW.created_on AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now UNION ALL SELECT 'referred_by_id' AS field, OLD.referred_by_id AS was, NEW.referred_by_id AS now UNION ALL SELECT 'source_modified_at' AS field, OLD.source_modified_at AS was, NEW.source_modified_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER emails_inserted AFTER INSERT ON emails WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'emails', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'address', NEW.address, 'kind', NEW.kind, 'state', NEW.state, 'is_main', NEW.is_main, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER emails_deleted AFTER DELETE ON emails WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'emails', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'address', OLD.address, 'kind', OLD.kind, 'state', OLD.state, 'is_main', OLD.is_main, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER emails_updated AFTER UPDATE OF id, account_id, contact_id, address, kind, state, is_main, created_at, updated_at ON emails WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'emails', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'address' AS field, OLD.address AS was, NEW.address AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'state' AS field, OLD.state AS was, NEW.state AS now UNION ALL SELECT 'is_main' AS field, OLD.is_main AS was, NEW.is_main AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER phones_inserted AFTER INSERT ON phones WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'phones', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'number', NEW.number, 'extension', NEW.extension, 'display', NEW.display, 'kind', NEW.kind, 'state', NEW.state, 'time_zone', NEW.time_zone, 'is_main', NEW.is_main, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER phones_deleted AFTER DELETE ON phones WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'phones', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'number', OLD.number, 'extension', OLD.extension, 'display', OLD.display, 'kind', OLD.kind, 'state', OLD.state, 'time_zone', OLD.time_zone, 'is_main', OLD.is_main, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER phones_updated AFTER UPDATE OF id, account_id, contact_id, number, extension, display, kind, state, time_zone, is_main, created_at, updated_at ON phones WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'phones', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'number' AS field, OLD.number AS was, NEW.number AS now UNION ALL SELECT 'extension' AS field, OLD.extension AS was, NEW.extension AS now UNION ALL SELECT 'display' AS field, OLD.display AS was, NEW.display AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'state' AS field, OLD.state AS was, NEW.state AS now UNION ALL SELECT 'time_zone' AS field, OLD.time_zone AS was, NEW.time_zone AS now UNION ALL SELECT 'is_main' AS field, OLD.is_main AS was, NEW.is_main AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER opportunities_inserted AFTER INSERT ON opportunities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'opportunities', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'name', NEW.name, 'stage', NEW.stage, 'kind', NEW.kind, 'amount_minor', NEW.amount_minor, 'currency', NEW.currency, 'source', NEW.source, 'account_executive', NEW.account_executive, 'first_response_on', NEW.first_response_on, 'passed_on', NEW.passed_on, 'accepted_on', NEW.accepted_on, 'closed_on', NEW.closed_on, 'close_reason', NEW.close_reason, 'next_step', NEW.next_step, 'created_on', NEW.created_on, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at, 'source_id', NEW.source_id, 'source_modified_at', NEW.source_modified_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER opportunities_deleted AFTER DELETE ON opportunities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'opportunities', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'name', OLD.name, 'stage', OLD.stage, 'kind', OLD.kind, 'amount_minor', OLD.amount_minor, 'currency', OLD.currency, 'source', OLD.source, 'account_executive', OLD.account_executive, 'first_response_on', OLD.first_response_on, 'passed_on', OLD.passed_on, 'accepted_on', OLD.accepted_on, 'closed_on', OLD.closed_on, 'close_reason', OLD.close_reason, 'next_step', OLD.next_step, 'created_on', OLD.created_on, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'source_id', OLD.source_id, 'source_modified_at', OLD.source_modified_at)), NULL); END;
CREATE TRIGGER opportunities_updated AFTER UPDATE OF id, account_id, contact_id, name, stage, kind, amount_minor, currency, source, account_executive, first_response_on, passed_on, accepted_on, closed_on, close_reason, next_step, created_on, created_at, updated_at, source_id, source_modified_at ON opportunities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'opportunities', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'name' AS field, OLD.name AS was, NEW.name AS now UNION ALL SELECT 'stage' AS field, OLD.stage AS was, NEW.stage AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'amount_minor' AS field, OLD.amount_minor AS was, NEW.amount_minor AS now UNION ALL SELECT 'currency' AS field, OLD.currency AS was, NEW.currency AS now UNION ALL SELECT 'source' AS field, OLD.source AS was, NEW.source AS now UNION ALL SELECT 'account_executive' AS field, OLD.account_executive AS was, NEW.account_executive AS now UNION ALL SELECT 'first_response_on' AS field, OLD.first_response_on AS was, NEW.first_response_on AS now UNION ALL SELECT 'passed_on' AS field, OLD.passed_on AS was, NEW.passed_on AS now UNION ALL SELECT 'accepted_on' AS field, OLD.accepted_on AS was, NEW.accepted_on AS now UNION ALL SELECT 'closed_on' AS field, OLD.closed_on AS was, NEW.closed_on AS now UNION ALL SELECT 'close_reason' AS field, OLD.close_reason AS was, NEW.close_reason AS now UNION ALL SELECT 'next_step' AS field, OLD.next_step AS was, NEW.next_step AS now UNION ALL SELECT 'created_on' AS field, OLD.created_on AS was, NEW.created_on AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now UNION ALL SELECT 'source_id' AS field, OLD.source_id AS was, NEW.source_id AS now UNION ALL SELECT 'source_modified_at' AS field, OLD.source_modified_at AS was, NEW.source_modified_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER activities_inserted AFTER INSERT ON activities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'activities', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'opportunity_id', NEW.opportunity_id, 'kind', NEW.kind, 'direction', NEW.direction, 'happened_at', NEW.happened_at, 'happened_on', NEW.happened_on, 'seconds', NEW.seconds, 'outcome', NEW.outcome, 'counts_as', NEW.counts_as, 'meeting', NEW.meeting, 'flow', NEW.flow, 'talk_share', NEW.talk_share, 'note', NEW.note, 'buyer_action', NEW.buyer_action, 'reason', NEW.reason, 'rating', NEW.rating, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at, 'call_block_id', NEW.call_block_id, 'opener', NEW.opener, 'logging_seconds', NEW.logging_seconds, 'interest', NEW.interest, 'buyer_urgency', NEW.buyer_urgency, 'buyer_stage', NEW.buyer_stage, 'starred', NEW.starred, 'source_id', NEW.source_id))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER activities_deleted AFTER DELETE ON activities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'activities', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'opportunity_id', OLD.opportunity_id, 'kind', OLD.kind, 'direction', OLD.direction, 'happened_at', OLD.happened_at, 'happened_on', OLD.happened_on, 'seconds', OLD.seconds, 'outcome', OLD.outcome, 'counts_as', OLD.counts_as, 'meeting', OLD.meeting, 'flow', OLD.flow, 'talk_share', OLD.talk_share, 'note', OLD.note, 'buyer_action', OLD.buyer_action, 'reason', OLD.reason, 'rating', OLD.rating, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'call_block_id', OLD.call_block_id, 'opener', OLD.opener, 'logging_seconds', OLD.logging_seconds, 'interest', OLD.interest, 'buyer_urgency', OLD.buyer_urgency, 'buyer_stage', OLD.buyer_stage, 'starred', OLD.starred, 'source_id', OLD.source_id)), NULL); END;
CREATE TRIGGER activities_updated AFTER UPDATE OF id, account_id, contact_id, opportunity_id, kind, direction, happened_at, happened_on, seconds, outcome, counts_as, meeting, flow, talk_share, note, buyer_action, reason, rating, created_at, updated_at, call_block_id, opener, logging_seconds, interest, buyer_urgency, buyer_stage, starred, source_id ON activities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'activities', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'opportunity_id' AS field, OLD.opportunity_id AS was, NEW.opportunity_id AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'direction' AS field, OLD.direction AS was, NEW.direction AS now UNION ALL SELECT 'happened_at' AS field, OLD.happened_at AS was, NEW.happened_at AS now UNION ALL SELECT 'happened_on' AS field, OLD.happened_on AS was, NEW.happened_on AS now UNION ALL SELECT 'seconds' AS field, OLD.seconds AS was, NEW.seconds AS now UNION ALL SELECT 'outcome' AS field, OLD.outcome AS was, NEW.outcome AS now UNION ALL SELECT 'counts_as' AS field, OLD.counts_as AS was, NEW.counts_as AS now UNION ALL SELECT 'meeting' AS field, OLD.meeting AS was, NEW.meeting AS now UNION ALL SELECT 'flow' AS field, OLD.flow AS was, NEW.flow AS now UNION ALL SELECT 'talk_share' AS field, OLD.talk_share AS was, NEW.talk_share AS now UNION ALL SELECT 'note' AS field, OLD.note AS was, NEW.note AS now UNION ALL SELECT 'buyer_action' AS field, OLD.buyer_action AS was, NEW.buyer_action AS now UNION ALL SELECT 'reason' AS field, OLD.reason AS was, NEW.reason AS now UNION ALL SELECT 'rating' AS field, OLD.rating AS was, NEW.rating AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now UNION ALL SELECT 'call_block_id' AS field, OLD.call_block_id AS was, NEW.call_block_id AS now UNION ALL SELECT 'opener' AS field, OLD.opener AS was, NEW.opener AS now UNION ALL SELECT 'logging_seconds' AS field, OLD.logging_seconds AS was, NEW.logging_seconds AS now UNION ALL SELECT 'interest' AS field, OLD.interest AS was, NEW.interest AS now UNION ALL SELECT 'buyer_urgency' AS field, OLD.buyer_urgency AS was, NEW.buyer_urgency AS now UNION ALL SELECT 'buyer_stage' AS field, OLD.buyer_stage AS was, NEW.buyer_stage AS now UNION ALL SELECT 'starred' AS field, OLD.starred AS was, NEW.starred AS now UNION ALL SELECT 'source_id' AS field, OLD.source_id AS was, NEW.source_id AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER answers_inserted AFTER INSERT ON answers WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'answers', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'activity_id', NEW.activity_id, 'flow', NEW.flow, 'question', NEW.question, 'answer', NEW.answer, 'answered_on', NEW.answered_on, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER answers_deleted AFTER DELETE ON answers WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'answers', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'activity_id', OLD.activity_id, 'flow', OLD.flow, 'question', OLD.question, 'answer', OLD.answer, 'answered_on', OLD.answered_on, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER answers_updated AFTER UPDATE OF id, account_id, contact_id, activity_id, flow, question, answer, answered_on, created_at, updated_at ON answers WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'answers', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'activity_id' AS field, OLD.activity_id AS was, NEW.activity_id AS now UNION ALL SELECT 'flow' AS field, OLD.flow AS was, NEW.flow AS now UNION ALL SELECT 'question' AS field, OLD.question AS was, NEW.question AS now UNION ALL SELECT 'answer' AS field, OLD.answer AS was, NEW.answer AS now UNION ALL SELECT 'answered_on' AS field, OLD.answered_on AS was, NEW.answered_on AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER follow_ups_inserted AFTER INSERT ON follow_ups WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'follow_ups', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'opportunity_id', NEW.opportunity_id, 'cadence_run_id', NEW.cadence_run_id, 'cadence_step', NEW.cadence_step, 'kind', NEW.kind, 'channel', NEW.channel, 'why', NEW.why, 'promised', NEW.promised, 'due_on', NEW.due_on, 'due_at', NEW.due_at, 'first_due_on', NEW.first_due_on, 'state', NEW.state, 'closed_at', NEW.closed_at, 'closed_on', NEW.closed_on, 'skip_reason', NEW.skip_reason, 'made_by_id', NEW.made_by_id, 'closed_by_id', NEW.closed_by_id, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at, 'promised_by', NEW.promised_by, 'meeting_id', NEW.meeting_id, 'source_id', NEW.source_id))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER follow_ups_deleted AFTER DELETE ON follow_ups WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'follow_ups', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'opportunity_id', OLD.opportunity_id, 'cadence_run_id', OLD.cadence_run_id, 'cadence_step', OLD.cadence_step, 'kind', OLD.kind, 'channel', OLD.channel, 'why', OLD.why, 'promised', OLD.promised, 'due_on', OLD.due_on, 'due_at', OLD.due_at, 'first_due_on', OLD.first_due_on, 'state', OLD.state, 'closed_at', OLD.closed_at, 'closed_on', OLD.closed_on, 'skip_reason', OLD.skip_reason, 'made_by_id', OLD.made_by_id, 'closed_by_id', OLD.closed_by_id, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'promised_by', OLD.promised_by, 'meeting_id', OLD.meeting_id, 'source_id', OLD.source_id)), NULL); END;
CREATE TRIGGER follow_ups_updated AFTER UPDATE OF id, account_id, contact_id, opportunity_id, cadence_run_id, cadence_step, kind, channel, why, promised, due_on, due_at, first_due_on, state, closed_at, closed_on, skip_reason, made_by_id, closed_by_id, created_at, updated_at, promised_by, meeting_id, source_id ON follow_ups WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'follow_ups', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'opportunity_id' AS field, OLD.opportunity_id AS was, NEW.opportunity_id AS now UNION ALL SELECT 'cadence_run_id' AS field, OLD.cadence_run_id AS was, NEW.cadence_run_id AS now UNION ALL SELECT 'cadence_step' AS field, OLD.cadence_step AS was, NEW.cadence_step AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'channel' AS field, OLD.channel AS was, NEW.channel AS now UNION ALL SELECT 'why' AS field, OLD.why AS was, NEW.why AS now UNION ALL SELECT 'promised' AS field, OLD.promised AS was, NEW.promised AS now UNION ALL SELECT 'due_on' AS field, OLD.due_on AS was, NEW.due_on AS now UNION ALL SELECT 'due_at' AS field, OLD.due_at AS was, NEW.due_at AS now UNION ALL SELECT 'first_due_on' AS field, OLD.first_due_on AS was, NEW.first_due_on AS now UNION ALL SELECT 'state' AS field, OLD.state AS was, NEW.state AS now UNION ALL SELECT 'closed_at' AS field, OLD.closed_at AS was, NEW.closed_at AS now UNION ALL SELECT 'closed_on' AS field, OLD.closed_on AS was, NEW.closed_on AS now UNION ALL SELECT 'skip_reason' AS field, OLD.skip_reason AS was, NEW.skip_reason AS now UNION ALL SELECT 'made_by_id' AS field, OLD.made_by_id AS was, NEW.made_by_id AS now UNION ALL SELECT 'closed_by_id' AS field, OLD.closed_by_id AS was, NEW.closed_by_id AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now UNION ALL SELECT 'promised_by' AS field, OLD.promised_by AS was, NEW.promised_by AS now UNION ALL SELECT 'meeting_id' AS field, OLD.meeting_id AS was, NEW.meeting_id AS now UNION ALL SELECT 'source_id' AS field, OLD.source_id AS was, NEW.source_id AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER signals_inserted AFTER INSERT ON signals WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'signals', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'kind', NEW.kind, 'points', NEW.points, 'happened_at', NEW.happened_at, 'source', NEW.source, 'note', NEW.note, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at, 'fast_track', NEW.fast_track, 'source_id', NEW.source_id))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER signals_deleted AFTER DELETE ON signals WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'signals', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'kind', OLD.kind, 'points', OLD.points, 'happened_at', OLD.happened_at, 'source', OLD.source, 'note', OLD.note, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'fast_track', OLD.fast_track, 'source_id', OLD.source_id)), NULL); END;
CREATE TRIGGER signals_updated AFTER UPDATE OF id, account_id, contact_id, kind, points, happened_at, source, note, created_at, updated_at, fast_track, source_id ON signals WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'signals', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'points' AS field, OLD.points AS was, NEW.points AS now UNION ALL SELECT 'happened_at' AS field, OLD.happened_at AS was, NEW.happened_at AS now UNION ALL SELECT 'source' AS field, OLD.source AS was, NEW.source AS now UNION ALL SELECT 'note' AS field, OLD.note AS was, NEW.note AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now UNION ALL SELECT 'fast_track' AS field, OLD.fast_track AS was, NEW.fast_track AS now UNION ALL SELECT 'source_id' AS field, OLD.source_id AS was, NEW.source_id AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER cadence_runs_inserted AFTER INSERT ON cadence_runs WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'cadence_runs', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'cadence', NEW.cadence, 'state', NEW.state, 'step', NEW.step, 'started_on', NEW.started_on, 'ended_on', NEW.ended_on, 'end_reason', NEW.end_reason, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at, 'shifted_days', NEW.shifted_days, 'away_until_on', NEW.away_until_on, 'outcome', NEW.outcome))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER cadence_runs_deleted AFTER DELETE ON cadence_runs WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'cadence_runs', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'cadence', OLD.cadence, 'state', OLD.state, 'step', OLD.step, 'started_on', OLD.started_on, 'ended_on', OLD.ended_on, 'end_reason', OLD.end_reason, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at, 'shifted_days', OLD.shifted_days, 'away_until_on', OLD.away_until_on, 'outcome', OLD.outcome)), NULL); END;
CREATE TRIGGER cadence_runs_updated AFTER UPDATE OF id, account_id, contact_id, cadence, state, step, started_on, ended_on, end_reason, created_at, updated_at, shifted_days, away_until_on, outcome ON cadence_runs WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'cadence_runs', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'cadence' AS field, OLD.cadence AS was, NEW.cadence AS now UNION ALL SELECT 'state' AS field, OLD.state AS was, NEW.state AS now UNION ALL SELECT 'step' AS field, OLD.step AS was, NEW.step AS now UNION ALL SELECT 'started_on' AS field, OLD.started_on AS was, NEW.started_on AS now UNION ALL SELECT 'ended_on' AS field, OLD.ended_on AS was, NEW.ended_on AS now UNION ALL SELECT 'end_reason' AS field, OLD.end_reason AS was, NEW.end_reason AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now UNION ALL SELECT 'shifted_days' AS field, OLD.shifted_days AS was, NEW.shifted_days AS now UNION ALL SELECT 'away_until_on' AS field, OLD.away_until_on AS was, NEW.away_until_on AS now UNION ALL SELECT 'outcome' AS field, OLD.outcome AS was, NEW.outcome AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER goals_inserted AFTER INSERT ON goals WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'goals', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'day_on', NEW.day_on, 'position', NEW.position, 'text', NEW.text, 'measure', NEW.measure, 'target', NEW.target, 'done_at', NEW.done_at, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER goals_deleted AFTER DELETE ON goals WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'goals', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'day_on', OLD.day_on, 'position', OLD.position, 'text', OLD.text, 'measure', OLD.measure, 'target', OLD.target, 'done_at', OLD.done_at, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER goals_updated AFTER UPDATE OF id, day_on, position, text, measure, target, done_at, created_at, updated_at ON goals WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'goals', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'day_on' AS field, OLD.day_on AS was, NEW.day_on AS now UNION ALL SELECT 'position' AS field, OLD.position AS was, NEW.position AS now UNION ALL SELECT 'text' AS field, OLD.text AS was, NEW.text AS now UNION ALL SELECT 'measure' AS field, OLD.measure AS was, NEW.measure AS now UNION ALL SELECT 'target' AS field, OLD.target AS was, NEW.target AS now UNION ALL SELECT 'done_at' AS field, OLD.done_at AS was, NEW.done_at AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER day_closings_inserted AFTER INSERT ON day_closings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'day_closings', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'day_on', NEW.day_on, 'goals_planned', NEW.goals_planned, 'goals_hit', NEW.goals_hit, 'note', NEW.note, 'closed_at', NEW.closed_at, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER day_closings_deleted AFTER DELETE ON day_closings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'day_closings', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'day_on', OLD.day_on, 'goals_planned', OLD.goals_planned, 'goals_hit', OLD.goals_hit, 'note', OLD.note, 'closed_at', OLD.closed_at, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER day_closings_updated AFTER UPDATE OF id, day_on, goals_planned, goals_hit, note, closed_at, created_at, updated_at ON day_closings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'day_closings', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'day_on' AS field, OLD.day_on AS was, NEW.day_on AS now UNION ALL SELECT 'goals_planned' AS field, OLD.goals_planned AS was, NEW.goals_planned AS now UNION ALL SELECT 'goals_hit' AS field, OLD.goals_hit AS was, NEW.goals_hit AS now UNION ALL SELECT 'note' AS field, OLD.note AS was, NEW.note AS now UNION ALL SELECT 'closed_at' AS field, OLD.closed_at AS was, NEW.closed_at AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER facts_inserted AFTER INSERT ON facts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'facts', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'key', NEW.key, 'value', NEW.value, 'source', NEW.source, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER facts_deleted AFTER DELETE ON facts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'facts', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'key', OLD.key, 'value', OLD.value, 'source', OLD.source, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER facts_updated AFTER UPDATE OF id, account_id, contact_id, key, value, source, created_at, updated_at ON facts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'facts', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'key' AS field, OLD.key AS was, NEW.key AS now UNION ALL SELECT 'value' AS field, OLD.value AS was, NEW.value AS now UNION ALL SELECT 'source' AS field, OLD.source AS was, NEW.source AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER imports_inserted AFTER INSERT ON imports WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'imports', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'file_name', NEW.file_name, 'kind', NEW.kind, 'shape', NEW.shape, 'mapping', NEW.mapping, 'choices', NEW.choices, 'rows_read', NEW.rows_read, 'counts', NEW.counts, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER imports_deleted AFTER DELETE ON imports WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'imports', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'file_name', OLD.file_name, 'kind', OLD.kind, 'shape', OLD.shape, 'mapping', OLD.mapping, 'choices', OLD.choices, 'rows_read', OLD.rows_read, 'counts', OLD.counts, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER imports_updated AFTER UPDATE OF id, file_name, kind, shape, mapping, choices, rows_read, counts, created_at, updated_at ON imports WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'imports', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'file_name' AS field, OLD.file_name AS was, NEW.file_name AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'shape' AS field, OLD.shape AS was, NEW.shape AS now UNION ALL SELECT 'mapping' AS field, OLD.mapping AS was, NEW.mapping AS now UNION ALL SELECT 'choices' AS field, OLD.choices AS was, NEW.choices AS now UNION ALL SELECT 'rows_read' AS field, OLD.rows_read AS was, NEW.rows_read AS now UNION ALL SELECT 'counts' AS field, OLD.counts AS was, NEW.counts AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER days_off_inserted AFTER INSERT ON days_off WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'days_off', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'day_on', NEW.day_on, 'reason', NEW.reason, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER days_off_deleted AFTER DELETE ON days_off WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'days_off', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'day_on', OLD.day_on, 'reason', OLD.reason, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER days_off_updated AFTER UPDATE OF id, day_on, reason, created_at, updated_at ON days_off WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'days_off', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'day_on' AS field, OLD.day_on AS was, NEW.day_on AS now UNION ALL SELECT 'reason' AS field, OLD.reason AS was, NEW.reason AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER settings_inserted AFTER INSERT ON settings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'settings', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'key', NEW.key, 'value', NEW.value, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER settings_deleted AFTER DELETE ON settings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'settings', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'key', OLD.key, 'value', OLD.value, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER settings_updated AFTER UPDATE OF id, key, value, created_at, updated_at ON settings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'settings', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'key' AS field, OLD.key AS was, NEW.key AS now UNION ALL SELECT 'value' AS field, OLD.value AS was, NEW.value AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER call_blocks_inserted AFTER INSERT ON call_blocks WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'call_blocks', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'day_on', NEW.day_on, 'slice', NEW.slice, 'minutes', NEW.minutes, 'seconds', NEW.seconds, 'interruptions', NEW.interruptions, 'started_at', NEW.started_at, 'ended_at', NEW.ended_at, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER call_blocks_deleted AFTER DELETE ON call_blocks WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'call_blocks', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'day_on', OLD.day_on, 'slice', OLD.slice, 'minutes', OLD.minutes, 'seconds', OLD.seconds, 'interruptions', OLD.interruptions, 'started_at', OLD.started_at, 'ended_at', OLD.ended_at, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER call_blocks_updated AFTER UPDATE OF id, day_on, slice, minutes, seconds, interruptions, started_at, ended_at, created_at, updated_at ON call_blocks WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'call_blocks', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'day_on' AS field, OLD.day_on AS was, NEW.day_on AS now UNION ALL SELECT 'slice' AS field, OLD.slice AS was, NEW.slice AS now UNION ALL SELECT 'minutes' AS field, OLD.minutes AS was, NEW.minutes AS now UNION ALL SELECT 'seconds' AS field, OLD.seconds AS was, NEW.seconds AS now UNION ALL SELECT 'interruptions' AS field, OLD.interruptions AS was, NEW.interruptions AS now UNION ALL SELECT 'started_at' AS field, OLD.started_at AS was, NEW.started_at AS now UNION ALL SELECT 'ended_at' AS field, OLD.ended_at AS was, NEW.ended_at AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER preparations_inserted AFTER INSERT ON preparations WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'preparations', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'activity_id', NEW.activity_id, 'question', NEW.question, 'answer', NEW.answer, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER preparations_deleted AFTER DELETE ON preparations WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'preparations', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'activity_id', OLD.activity_id, 'question', OLD.question, 'answer', OLD.answer, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER preparations_updated AFTER UPDATE OF id, account_id, contact_id, activity_id, question, answer, created_at, updated_at ON preparations WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'preparations', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'activity_id' AS field, OLD.activity_id AS was, NEW.activity_id AS now UNION ALL SELECT 'question' AS field, OLD.question AS was, NEW.question AS now UNION ALL SELECT 'answer' AS field, OLD.answer AS was, NEW.answer AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER objections_inserted AFTER INSERT ON objections WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'objections', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'activity_id', NEW.activity_id, 'card', NEW.card, 'said', NEW.said, 'resolved', NEW.resolved, 'raised_on', NEW.raised_on, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER objections_deleted AFTER DELETE ON objections WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'objections', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'activity_id', OLD.activity_id, 'card', OLD.card, 'said', OLD.said, 'resolved', OLD.resolved, 'raised_on', OLD.raised_on, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER objections_updated AFTER UPDATE OF id, account_id, contact_id, activity_id, card, said, resolved, raised_on, created_at, updated_at ON objections WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'objections', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'activity_id' AS field, OLD.activity_id AS was, NEW.activity_id AS now UNION ALL SELECT 'card' AS field, OLD.card AS was, NEW.card AS now UNION ALL SELECT 'said' AS field, OLD.said AS was, NEW.said AS now UNION ALL SELECT 'resolved' AS field, OLD.resolved AS was, NEW.resolved AS now UNION ALL SELECT 'raised_on' AS field, OLD.raised_on AS was, NEW.raised_on AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER whys_inserted AFTER INSERT ON whys WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'whys', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'activity_id', NEW.activity_id, 'parent_id', NEW.parent_id, 'position', NEW.position, 'text', NEW.text, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER whys_deleted AFTER DELETE ON whys WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'whys', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'activity_id', OLD.activity_id, 'parent_id', OLD.parent_id, 'position', OLD.position, 'text', OLD.text, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER whys_updated AFTER UPDATE OF id, account_id, contact_id, activity_id, parent_id, position, text, created_at, updated_at ON whys WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'whys', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'activity_id' AS field, OLD.activity_id AS was, NEW.activity_id AS now UNION ALL SELECT 'parent_id' AS field, OLD.parent_id AS was, NEW.parent_id AS now UNION ALL SELECT 'position' AS field, OLD.position AS was, NEW.position AS now UNION ALL SELECT 'text' AS field, OLD.text AS was, NEW.text AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER meetings_inserted AFTER INSERT ON meetings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'meetings', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'activity_id', NEW.activity_id, 'title', NEW.title, 'place', NEW.place, 'starts_at', NEW.starts_at, 'day_on', NEW.day_on, 'minutes', NEW.minutes, 'state', NEW.state, 'uid', NEW.uid, 'sequence', NEW.sequence, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER meetings_deleted AFTER DELETE ON meetings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'meetings', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'activity_id', OLD.activity_id, 'title', OLD.title, 'place', OLD.place, 'starts_at', OLD.starts_at, 'day_on', OLD.day_on, 'minutes', OLD.minutes, 'state', OLD.state, 'uid', OLD.uid, 'sequence', OLD.sequence, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER meetings_updated AFTER UPDATE OF id, account_id, contact_id, activity_id, title, place, starts_at, day_on, minutes, state, uid, sequence, created_at, updated_at ON meetings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'meetings', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'activity_id' AS field, OLD.activity_id AS was, NEW.activity_id AS now UNION ALL SELECT 'title' AS field, OLD.title AS was, NEW.title AS now UNION ALL SELECT 'place' AS field, OLD.place AS was, NEW.place AS now UNION ALL SELECT 'starts_at' AS field, OLD.starts_at AS was, NEW.starts_at AS now UNION ALL SELECT 'day_on' AS field, OLD.day_on AS was, NEW.day_on AS now UNION ALL SELECT 'minutes' AS field, OLD.minutes AS was, NEW.minutes AS now UNION ALL SELECT 'state' AS field, OLD.state AS was, NEW.state AS now UNION ALL SELECT 'uid' AS field, OLD.uid AS was, NEW.uid AS now UNION ALL SELECT 'sequence' AS field, OLD.sequence AS was, NEW.sequence AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER messages_inserted AFTER INSERT ON messages WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'messages', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'activity_id', NEW.activity_id, 'template', NEW.template, 'to_address', NEW.to_address, 'subject', NEW.subject, 'body', NEW.body, 'state', NEW.state, 'closed_at', NEW.closed_at, 'sent_activity_id', NEW.sent_activity_id, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER messages_deleted AFTER DELETE ON messages WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'messages', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'activity_id', OLD.activity_id, 'template', OLD.template, 'to_address', OLD.to_address, 'subject', OLD.subject, 'body', OLD.body, 'state', OLD.state, 'closed_at', OLD.closed_at, 'sent_activity_id', OLD.sent_activity_id, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER messages_updated AFTER UPDATE OF id, account_id, contact_id, activity_id, template, to_address, subject, body, state, closed_at, sent_activity_id, created_at, updated_at ON messages WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'messages', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'activity_id' AS field, OLD.activity_id AS was, NEW.activity_id AS now UNION ALL SELECT 'template' AS field, OLD.template AS was, NEW.template AS now UNION ALL SELECT 'to_address' AS field, OLD.to_address AS was, NEW.to_address AS now UNION ALL SELECT 'subject' AS field, OLD.subject AS was, NEW.subject AS now UNION ALL SELECT 'body' AS field, OLD.body AS was, NEW.body AS now UNION ALL SELECT 'state' AS field, OLD.state AS was, NEW.state AS now UNION ALL SELECT 'closed_at' AS field, OLD.closed_at AS was, NEW.closed_at AS now UNION ALL SELECT 'sent_activity_id' AS field, OLD.sent_activity_id AS was, NEW.sent_activity_id AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER drills_inserted AFTER INSERT ON drills WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'drills', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'card', NEW.card, 'seconds', NEW.seconds, 'source', NEW.source, 'question', NEW.question, 'story', NEW.story, 'proof', NEW.proof, 'done_at', NEW.done_at, 'done_on', NEW.done_on, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER drills_deleted AFTER DELETE ON drills WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'drills', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'card', OLD.card, 'seconds', OLD.seconds, 'source', OLD.source, 'question', OLD.question, 'story', OLD.story, 'proof', OLD.proof, 'done_at', OLD.done_at, 'done_on', OLD.done_on, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER drills_updated AFTER UPDATE OF id, card, seconds, source, question, story, proof, done_at, done_on, created_at, updated_at ON drills WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'drills', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'card' AS field, OLD.card AS was, NEW.card AS now UNION ALL SELECT 'seconds' AS field, OLD.seconds AS was, NEW.seconds AS now UNION ALL SELECT 'source' AS field, OLD.source AS was, NEW.source AS now UNION ALL SELECT 'question' AS field, OLD.question AS was, NEW.question AS now UNION ALL SELECT 'story' AS field, OLD.story AS was, NEW.story AS now UNION ALL SELECT 'proof' AS field, OLD.proof AS was, NEW.proof AS now UNION ALL SELECT 'done_at' AS field, OLD.done_at AS was, NEW.done_at AS now UNION ALL SELECT 'done_on' AS field, OLD.done_on AS was, NEW.done_on AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER focus_lists_inserted AFTER INSERT ON focus_lists WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'focus_lists', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'name', NEW.name, 'filter', NEW.filter, 'position', NEW.position, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER focus_lists_deleted AFTER DELETE ON focus_lists WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'focus_lists', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'name', OLD.name, 'filter', OLD.filter, 'position', OLD.position, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER focus_lists_updated AFTER UPDATE OF id, name, filter, position, created_at, updated_at ON focus_lists WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'focus_lists', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'name' AS field, OLD.name AS was, NEW.name AS now UNION ALL SELECT 'filter' AS field, OLD.filter AS was, NEW.filter AS now UNION ALL SELECT 'position' AS field, OLD.position AS was, NEW.position AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER source_ids_inserted AFTER INSERT ON source_ids WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'source_ids', NEW.id, NEW.account_id, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'account_id', NEW.account_id, 'contact_id', NEW.contact_id, 'value', NEW.value, 'source', NEW.source, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER source_ids_deleted AFTER DELETE ON source_ids WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'source_ids', OLD.id, OLD.account_id, 'delete', json_patch('{}', json_object('id', OLD.id, 'account_id', OLD.account_id, 'contact_id', OLD.contact_id, 'value', OLD.value, 'source', OLD.source, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER source_ids_updated AFTER UPDATE OF id, account_id, contact_id, value, source, created_at, updated_at ON source_ids WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'source_ids', NEW.id, NEW.account_id, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'account_id' AS field, OLD.account_id AS was, NEW.account_id AS now UNION ALL SELECT 'contact_id' AS field, OLD.contact_id AS was, NEW.contact_id AS now UNION ALL SELECT 'value' AS field, OLD.value AS was, NEW.value AS now UNION ALL SELECT 'source' AS field, OLD.source AS was, NEW.source AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER suppressions_inserted AFTER INSERT ON suppressions WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'suppressions', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'kind', NEW.kind, 'value', NEW.value, 'reason', NEW.reason, 'source', NEW.source, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER suppressions_deleted AFTER DELETE ON suppressions WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'suppressions', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'kind', OLD.kind, 'value', OLD.value, 'reason', OLD.reason, 'source', OLD.source, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER suppressions_updated AFTER UPDATE OF id, kind, value, reason, source, created_at, updated_at ON suppressions WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'suppressions', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'value' AS field, OLD.value AS was, NEW.value AS now UNION ALL SELECT 'reason' AS field, OLD.reason AS was, NEW.reason AS now UNION ALL SELECT 'source' AS field, OLD.source AS was, NEW.source AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER import_mappings_inserted AFTER INSERT ON import_mappings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'import_mappings', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'name', NEW.name, 'kind', NEW.kind, 'header', NEW.header, 'mapping', NEW.mapping, 'choices', NEW.choices, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER import_mappings_deleted AFTER DELETE ON import_mappings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'import_mappings', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'name', OLD.name, 'kind', OLD.kind, 'header', OLD.header, 'mapping', OLD.mapping, 'choices', OLD.choices, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER import_mappings_updated AFTER UPDATE OF id, name, kind, header, mapping, choices, created_at, updated_at ON import_mappings WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'import_mappings', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'name' AS field, OLD.name AS was, NEW.name AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'header' AS field, OLD.header AS was, NEW.header AS now UNION ALL SELECT 'mapping' AS field, OLD.mapping AS was, NEW.mapping AS now UNION ALL SELECT 'choices' AS field, OLD.choices AS was, NEW.choices AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER told_apart_inserted AFTER INSERT ON told_apart WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'told_apart', NEW.id, NULL, 'insert', NULL, json_patch('{}', json_object('id', NEW.id, 'kind', NEW.kind, 'first_id', NEW.first_id, 'second_id', NEW.second_id, 'created_at', NEW.created_at, 'updated_at', NEW.updated_at))); UPDATE devices SET next_number = (NEW.id & 4294967295) + 1 WHERE node = NEW.id >> 32 AND next_number <= (NEW.id & 4294967295); END;
CREATE TRIGGER told_apart_deleted AFTER DELETE ON told_apart WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) VALUES ((SELECT action_id FROM current_action), 'told_apart', OLD.id, NULL, 'delete', json_patch('{}', json_object('id', OLD.id, 'kind', OLD.kind, 'first_id', OLD.first_id, 'second_id', OLD.second_id, 'created_at', OLD.created_at, 'updated_at', OLD.updated_at)), NULL); END;
CREATE TRIGGER told_apart_updated AFTER UPDATE OF id, kind, first_id, second_id, created_at, updated_at ON told_apart WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO changes (action_id, table_name, row_id, account_id, kind, before, after) SELECT (SELECT action_id FROM current_action), 'told_apart', NEW.id, NULL, 'update', was, now FROM (SELECT json_group_object(field, was) AS was, json_group_object(field, now) AS now, total(field <> 'updated_at') AS fields FROM (SELECT 'id' AS field, OLD.id AS was, NEW.id AS now UNION ALL SELECT 'kind' AS field, OLD.kind AS was, NEW.kind AS now UNION ALL SELECT 'first_id' AS field, OLD.first_id AS was, NEW.first_id AS now UNION ALL SELECT 'second_id' AS field, OLD.second_id AS was, NEW.second_id AS now UNION ALL SELECT 'created_at' AS field, OLD.created_at AS was, NEW.created_at AS now UNION ALL SELECT 'updated_at' AS field, OLD.updated_at AS was, NEW.updated_at AS now) WHERE was COLLATE BINARY IS NOT now) WHERE fields > 0; END;
CREATE TRIGGER accounts_search_inserted AFTER INSERT ON accounts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO accounts_search (rowid, name, domain, industry, city, note) SELECT NEW.id, NEW.name, NEW.domain, NEW.industry, NEW.city, NEW.note; END;
CREATE TRIGGER accounts_search_deleted AFTER DELETE ON accounts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO accounts_search (accounts_search, rowid, name, domain, industry, city, note) SELECT 'delete', OLD.id, OLD.name, OLD.domain, OLD.industry, OLD.city, OLD.note; END;
CREATE TRIGGER accounts_search_updated AFTER UPDATE OF name, domain, industry, city, note ON accounts BEGIN INSERT INTO accounts_search (accounts_search, rowid, name, domain, industry, city, note) SELECT 'delete', OLD.id, OLD.name, OLD.domain, OLD.industry, OLD.city, OLD.note; INSERT INTO accounts_search (rowid, name, domain, industry, city, note) SELECT NEW.id, NEW.name, NEW.domain, NEW.industry, NEW.city, NEW.note; END;
CREATE TRIGGER contacts_search_inserted AFTER INSERT ON contacts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO contacts_search (rowid, name, title, note) SELECT NEW.id, NEW.name, NEW.title, NEW.note; END;
CREATE TRIGGER contacts_search_deleted AFTER DELETE ON contacts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO contacts_search (contacts_search, rowid, name, title, note) SELECT 'delete', OLD.id, OLD.name, OLD.title, OLD.note; END;
CREATE TRIGGER contacts_search_updated AFTER UPDATE OF name, title, note ON contacts BEGIN INSERT INTO contacts_search (contacts_search, rowid, name, title, note) SELECT 'delete', OLD.id, OLD.name, OLD.title, OLD.note; INSERT INTO contacts_search (rowid, name, title, note) SELECT NEW.id, NEW.name, NEW.title, NEW.note; END;
CREATE TRIGGER notes_search_inserted AFTER INSERT ON activities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO notes_search (rowid, note) SELECT NEW.id, NEW.note WHERE NEW.note IS NOT NULL; END;
CREATE TRIGGER notes_search_deleted AFTER DELETE ON activities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO notes_search (notes_search, rowid, note) SELECT 'delete', OLD.id, OLD.note WHERE OLD.note IS NOT NULL; END;
CREATE TRIGGER notes_search_updated AFTER UPDATE OF note ON activities BEGIN INSERT INTO notes_search (notes_search, rowid, note) SELECT 'delete', OLD.id, OLD.note WHERE OLD.note IS NOT NULL; INSERT INTO notes_search (rowid, note) SELECT NEW.id, NEW.note WHERE NEW.note IS NOT NULL; END;
CREATE TRIGGER answers_search_inserted AFTER INSERT ON answers WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO answers_search (rowid, answer) SELECT NEW.id, NEW.answer; END;
CREATE TRIGGER answers_search_deleted AFTER DELETE ON answers WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO answers_search (answers_search, rowid, answer) SELECT 'delete', OLD.id, OLD.answer; END;
CREATE TRIGGER answers_search_updated AFTER UPDATE OF answer ON answers BEGIN INSERT INTO answers_search (answers_search, rowid, answer) SELECT 'delete', OLD.id, OLD.answer; INSERT INTO answers_search (rowid, answer) SELECT NEW.id, NEW.answer; END;
CREATE TRIGGER facts_search_inserted AFTER INSERT ON facts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO facts_search (rowid, value) SELECT NEW.id, NEW.value; END;
CREATE TRIGGER facts_search_deleted AFTER DELETE ON facts WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN INSERT INTO facts_search (facts_search, rowid, value) SELECT 'delete', OLD.id, OLD.value; END;
CREATE TRIGGER facts_search_updated AFTER UPDATE OF value ON facts BEGIN INSERT INTO facts_search (facts_search, rowid, value) SELECT 'delete', OLD.id, OLD.value; INSERT INTO facts_search (rowid, value) SELECT NEW.id, NEW.value; END;
CREATE TRIGGER activities_derived_inserted AFTER INSERT ON activities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN UPDATE accounts SET last_touch_at = (SELECT max(happened_at) FROM activities WHERE account_id = accounts.id AND is_touch), last_touch_on = (SELECT max(happened_on) FROM activities WHERE account_id = accounts.id AND is_touch) WHERE id IN (NEW.account_id); END;
CREATE TRIGGER activities_derived_deleted AFTER DELETE ON activities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN UPDATE accounts SET last_touch_at = (SELECT max(happened_at) FROM activities WHERE account_id = accounts.id AND is_touch), last_touch_on = (SELECT max(happened_on) FROM activities WHERE account_id = accounts.id AND is_touch) WHERE id IN (OLD.account_id); END;
CREATE TRIGGER activities_derived_updated AFTER UPDATE OF account_id, kind, happened_at, happened_on ON activities WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN UPDATE accounts SET last_touch_at = (SELECT max(happened_at) FROM activities WHERE account_id = accounts.id AND is_touch), last_touch_on = (SELECT max(happened_on) FROM activities WHERE account_id = accounts.id AND is_touch) WHERE id IN (OLD.account_id, NEW.account_id); END;
CREATE TRIGGER follow_ups_derived_inserted AFTER INSERT ON follow_ups WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN UPDATE accounts SET next_follow_up_on = (SELECT min(due_on) FROM follow_ups WHERE account_id = accounts.id AND state = 'open') WHERE id IN (NEW.account_id); END;
CREATE TRIGGER follow_ups_derived_deleted AFTER DELETE ON follow_ups WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN UPDATE accounts SET next_follow_up_on = (SELECT min(due_on) FROM follow_ups WHERE account_id = accounts.id AND state = 'open') WHERE id IN (OLD.account_id); END;
CREATE TRIGGER follow_ups_derived_updated AFTER UPDATE OF account_id, state, due_on ON follow_ups WHEN (SELECT bulk FROM current_action) IS NOT 1 BEGIN UPDATE accounts SET next_follow_up_on = (SELECT min(due_on) FROM follow_ups WHERE account_id = accounts.id AND state = 'open') WHERE id IN (OLD.account_id, NEW.account_id); END;
PRAGMA application_id = 1466651508;
PRAGMA user_version = 4;
