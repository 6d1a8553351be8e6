-- Addresses that are told of events.
CREATE TABLE webhooks (
    id              uuid PRIMARY KEY,
    url             text NOT NULL,
    description     text NOT NULL,
    events          jsonb NOT NULL,
    region_code     text NOT NULL REFERENCES regions (code),
    active          boolean NOT NULL,
    -- what deliveries are signed with, encrypted; the one before stays beside it for a day
    secret          bytea NOT NULL,
    previous_secret bytea,
    previous_until  timestamptz,
    -- failures in a row, and until when nothing is sent
    failures        integer NOT NULL,
    closed_until    timestamptz,
    version         integer NOT NULL,
    created_by      uuid NOT NULL REFERENCES accounts (id),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX webhooks_active ON webhooks (active, id);

-- What was sent, or is to be.
CREATE TABLE webhook_deliveries (
    webhook_id   uuid NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    n            integer NOT NULL,
    event_id     uuid NOT NULL,
    event        text NOT NULL,
    body         text NOT NULL,
    status       text NOT NULL,
    attempts     integer NOT NULL,
    next_at      timestamptz,
    last_status  integer,
    last_error   text,
    excerpt      text,
    took_ms      integer,
    replay_of    integer,
    created_at   timestamptz NOT NULL,
    delivered_at timestamptz,
    PRIMARY KEY (webhook_id, n)
);
CREATE INDEX webhook_deliveries_status ON webhook_deliveries (webhook_id, status, n);
CREATE INDEX webhook_deliveries_event ON webhook_deliveries (webhook_id, event_id);
CREATE INDEX webhook_deliveries_age ON webhook_deliveries (created_at);
