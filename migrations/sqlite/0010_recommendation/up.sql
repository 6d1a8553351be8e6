-- One list for each edition, region and kind of praise.
CREATE TABLE recommendation_lists (
    id              BLOB PRIMARY KEY,
    edition         TEXT NOT NULL REFERENCES editions (key),
    region_code     TEXT NOT NULL REFERENCES regions (code),
    subject         TEXT NOT NULL,
    status          TEXT NOT NULL,
    slots           INTEGER NOT NULL,
    -- last day in Shanghai, ISO 8601
    lock_on         TEXT,
    opinion         TEXT NOT NULL,
    scan_id         BLOB REFERENCES media (id),
    returned_reason TEXT,
    weights         TEXT NOT NULL,
    version         INTEGER NOT NULL,
    locked_at       TEXT,
    endorsed_at     TEXT,
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    CONSTRAINT recommendation_lists_one UNIQUE (edition, region_code, subject)
) STRICT;
CREATE INDEX recommendation_lists_due ON recommendation_lists (status, lock_on, id);
CREATE INDEX recommendation_lists_scan ON recommendation_lists (scan_id) WHERE scan_id IS NOT NULL;

CREATE TABLE recommendation_entries (
    id              BLOB PRIMARY KEY,
    list_id         BLOB NOT NULL REFERENCES recommendation_lists (id) ON DELETE CASCADE,
    -- the activity or the organisation
    subject_id      BLOB NOT NULL,
    activity_id     BLOB REFERENCES activities (id),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    region_code     TEXT NOT NULL,
    name            TEXT NOT NULL,
    status          TEXT NOT NULL,
    -- among the chosen, from 1; 0 for the others
    position        INTEGER NOT NULL,
    opinion         TEXT NOT NULL,
    note            TEXT NOT NULL,
    -- the entry of the list below that was passed up
    source_id       BLOB REFERENCES recommendation_entries (id),
    from_region     TEXT,
    reason          TEXT,
    -- eligibility as it stood when the list was locked
    frozen          TEXT,
    added_by        BLOB NOT NULL REFERENCES accounts (id),
    added_at        TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    CONSTRAINT recommendation_entries_once UNIQUE (list_id, subject_id)
) STRICT;
CREATE INDEX recommendation_entries_order ON recommendation_entries (list_id, status, position, id);
CREATE INDEX recommendation_entries_subject ON recommendation_entries (subject_id);
CREATE INDEX recommendation_entries_activity ON recommendation_entries (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX recommendation_entries_source ON recommendation_entries (source_id);

CREATE TABLE score_experts (
    list_id    BLOB NOT NULL REFERENCES recommendation_lists (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    invited_by BLOB NOT NULL REFERENCES accounts (id),
    invited_at TEXT NOT NULL,
    PRIMARY KEY (list_id, account_id)
) STRICT;
CREATE INDEX score_experts_account ON score_experts (account_id, list_id);
CREATE TABLE expert_scores (
    entry_id   BLOB NOT NULL REFERENCES recommendation_entries (id) ON DELETE CASCADE,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    scores     TEXT NOT NULL,
    scored_at  TEXT NOT NULL,
    PRIMARY KEY (entry_id, account_id)
) STRICT;
