-- Addresses that are told of events.
CREATE TABLE webhooks (
    id              BLOB PRIMARY KEY,
    url             TEXT NOT NULL,
    description     TEXT NOT NULL,
    events          TEXT NOT NULL,
    region_code     TEXT NOT NULL REFERENCES regions (code),
    active          INTEGER NOT NULL,
    -- what deliveries are signed with, encrypted; the one before stays beside it for a day
    secret          BLOB NOT NULL,
    previous_secret BLOB,
    previous_until  TEXT,
    -- failures in a row, and until when nothing is sent
    failures        INTEGER NOT NULL,
    closed_until    TEXT,
    version         INTEGER NOT NULL,
    created_by      BLOB NOT NULL REFERENCES accounts (id),
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL
) STRICT;
CREATE INDEX webhooks_active ON webhooks (active, id);

-- What was sent, or is to be.
CREATE TABLE webhook_deliveries (
    webhook_id   BLOB NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    n            INTEGER NOT NULL,
    event_id     BLOB NOT NULL,
    event        TEXT NOT NULL,
    body         TEXT NOT NULL,
    status       TEXT NOT NULL,
    attempts     INTEGER NOT NULL,
    next_at      TEXT,
    last_status  INTEGER,
    last_error   TEXT,
    excerpt      TEXT,
    took_ms      INTEGER,
    replay_of    INTEGER,
    created_at   TEXT NOT NULL,
    delivered_at TEXT,
    PRIMARY KEY (webhook_id, n)
) STRICT;
CREATE INDEX webhook_deliveries_status ON webhook_deliveries (webhook_id, status, n);
CREATE INDEX webhook_deliveries_event ON webhook_deliveries (webhook_id, event_id);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at);
