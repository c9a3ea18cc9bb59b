"""What version 2 adds, as SQL that is never edited again: all that a call leaves behind.

Conventions as in ``schema.py``.
"""

TABLES_2 = """
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

ALTER TABLE activities ADD COLUMN call_block_id INTEGER REFERENCES call_blocks (id);
ALTER TABLE activities ADD COLUMN opener TEXT;
ALTER TABLE activities ADD COLUMN logging_seconds INTEGER;
ALTER TABLE activities ADD COLUMN interest TEXT;
ALTER TABLE activities ADD COLUMN buyer_urgency TEXT;
ALTER TABLE activities ADD COLUMN buyer_stage TEXT;
ALTER TABLE activities ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));
ALTER TABLE follow_ups ADD COLUMN promised_by TEXT CHECK (promised_by IN ('me', 'them'));
ALTER TABLE follow_ups ADD COLUMN meeting_id INTEGER REFERENCES meetings (id);
ALTER TABLE contacts ADD COLUMN referred_by_id INTEGER REFERENCES contacts (id);
"""

INDEXES_2 = """
DROP INDEX answers_by_question;
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
"""

VIEWS_2 = """
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
"""

SEARCH_2 = """
CREATE VIRTUAL TABLE answers_search USING fts5 (answer,
    content='answers', content_rowid='id',
    tokenize='unicode61 remove_diacritics 2', prefix='2 3');

INSERT INTO answers_search (answers_search) VALUES ('rebuild');
"""
