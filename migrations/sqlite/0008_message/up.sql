-- Work to be done after the transaction that asked for it (outbox): taken with a lease, tried again with growing
-- pauses, kept as failed when it will not succeed.
CREATE TABLE jobs (
    id           BLOB PRIMARY KEY,
    kind         TEXT NOT NULL,
    -- what it is about, so that it can be called off; unique where given once is enough
    subject      TEXT,
    payload      TEXT NOT NULL,
    run_after    TEXT NOT NULL,
    attempts     INTEGER NOT NULL,
    leased_until TEXT,
    failed       INTEGER NOT NULL,
    last_error   TEXT,
    created_at   TEXT NOT NULL
) STRICT;
CREATE INDEX jobs_due ON jobs (failed, run_after, id);
CREATE INDEX jobs_subject ON jobs (subject);

CREATE TABLE messages (
    id          BLOB PRIMARY KEY,
    account_id  BLOB NOT NULL REFERENCES accounts (id),
    kind        TEXT NOT NULL,
    activity_id BLOB REFERENCES activities (id) ON DELETE SET NULL,
    args        TEXT NOT NULL,
    -- told once: the second of the same mark is left out
    mark        TEXT,
    created_at  TEXT NOT NULL,
    read_at     TEXT,
    CONSTRAINT messages_mark UNIQUE (account_id, mark)
) STRICT;
CREATE INDEX messages_inbox ON messages (account_id, id DESC);
CREATE INDEX messages_told ON messages (mark) WHERE mark IS NOT NULL;
CREATE INDEX messages_unread ON messages (account_id, id DESC) WHERE read_at IS NULL;

-- What a person chose; absent means what everybody gets.
CREATE TABLE account_preferences (
    account_id  BLOB PRIMARY KEY REFERENCES accounts (id),
    preferences TEXT NOT NULL,
    updated_at  TEXT NOT NULL
) STRICT;

-- Visitors' reports of public content.
CREATE TABLE content_reports (
    id              BLOB PRIMARY KEY,
    activity_id     BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    review_region   TEXT NOT NULL,
    review_city     TEXT NOT NULL,
    review_province TEXT NOT NULL,
    category        TEXT NOT NULL,
    body            TEXT NOT NULL,
    receipt_digest  BLOB NOT NULL,
    -- the reporter's phone, encrypted
    phone_sealed    BLOB,
    reporter_id     BLOB REFERENCES accounts (id),
    status          TEXT NOT NULL,
    answer          TEXT,
    answered_by     BLOB REFERENCES accounts (id),
    answered_at     TEXT,
    version         INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    CONSTRAINT content_reports_receipt UNIQUE (receipt_digest)
) STRICT;
CREATE INDEX content_reports_country ON content_reports (status, id DESC);
CREATE INDEX content_reports_province ON content_reports (review_province, status, id DESC);
CREATE INDEX content_reports_city ON content_reports (review_city, status, id DESC);
CREATE INDEX content_reports_activity ON content_reports (activity_id, status);

-- What is not handed in and starts soon: its organisation is reminded.
CREATE INDEX activities_unfinished ON activities (edition, status, starts_at);
