-- Work to be done after the transaction that asked for it (outbox): taken with a lease, tried again with growing
-- pauses, kept as failed when it will not succeed.
CREATE TABLE jobs (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL,
    -- what it is about, so that it can be called off; unique where given once is enough
    subject      text,
    payload      jsonb NOT NULL,
    run_after    timestamptz NOT NULL,
    attempts     integer NOT NULL,
    leased_until timestamptz,
    failed       boolean NOT NULL,
    last_error   text,
    created_at   timestamptz NOT NULL
);
CREATE INDEX jobs_due ON jobs (failed, run_after, id);
CREATE INDEX jobs_subject ON jobs (subject);

CREATE TABLE messages (
    id          uuid PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES accounts (id),
    kind        text NOT NULL,
    activity_id uuid REFERENCES activities (id) ON DELETE SET NULL,
    args        jsonb NOT NULL,
    -- told once: the second of the same mark is left out
    mark        text,
    created_at  timestamptz NOT NULL,
    read_at     timestamptz,
    CONSTRAINT messages_mark UNIQUE (account_id, mark)
);
CREATE INDEX messages_inbox ON messages (account_id, id DESC);
CREATE INDEX messages_told ON messages (mark) WHERE mark IS NOT NULL;
CREATE INDEX messages_unread ON messages (account_id, id DESC) WHERE read_at IS NULL;

-- What a person chose; absent means what everybody gets.
CREATE TABLE account_preferences (
    account_id  uuid PRIMARY KEY REFERENCES accounts (id),
    preferences jsonb NOT NULL,
    updated_at  timestamptz NOT NULL
);

-- Visitors' reports of public content.
CREATE TABLE content_reports (
    id              uuid PRIMARY KEY,
    activity_id     uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    review_region   text NOT NULL,
    review_city     text NOT NULL,
    review_province text NOT NULL,
    category        text NOT NULL,
    body            text NOT NULL,
    receipt_digest  bytea NOT NULL,
    -- the reporter's phone, encrypted
    phone_sealed    bytea,
    reporter_id     uuid REFERENCES accounts (id),
    status          text NOT NULL,
    answer          text,
    answered_by     uuid REFERENCES accounts (id),
    answered_at     timestamptz,
    version         integer NOT NULL,
    created_at      timestamptz NOT NULL,
    CONSTRAINT content_reports_receipt UNIQUE (receipt_digest)
);
CREATE INDEX content_reports_country ON content_reports (status, id DESC);
CREATE INDEX content_reports_province ON content_reports (review_province, status, id DESC);
CREATE INDEX content_reports_city ON content_reports (review_city, status, id DESC);
CREATE INDEX content_reports_activity ON content_reports (activity_id, status);

-- What is not handed in and starts soon: its organisation is reminded.
CREATE INDEX activities_unfinished ON activities (edition, status, starts_at);
