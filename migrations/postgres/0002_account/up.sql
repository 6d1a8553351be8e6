-- Phones are kept twice: sealed (to send messages) and as a keyed digest (to find the account).
CREATE TABLE accounts (
    id           uuid PRIMARY KEY,
    phone_digest bytea NOT NULL,
    phone_sealed bytea NOT NULL,
    display_name text NOT NULL,
    locked       boolean NOT NULL,
    version      integer NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT accounts_phone UNIQUE (phone_digest)
);

CREATE TABLE sms_codes (
    id             uuid PRIMARY KEY,
    phone_digest   bytea NOT NULL,
    address_digest bytea NOT NULL,
    code_digest    bytea NOT NULL,
    attempts       integer NOT NULL,
    created_at     timestamptz NOT NULL,
    expires_at     timestamptz NOT NULL,
    used_at        timestamptz
);
CREATE INDEX sms_codes_phone ON sms_codes (phone_digest, created_at DESC);
CREATE INDEX sms_codes_address ON sms_codes (address_digest, created_at DESC);

CREATE TABLE sessions (
    id           uuid PRIMARY KEY,
    account_id   uuid NOT NULL REFERENCES accounts (id),
    device       text NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    revoked_at   timestamptz
);
CREATE INDEX sessions_account ON sessions (account_id, last_used_at DESC);

-- Each refresh token is used once; a second use reveals theft and ends the session.
CREATE TABLE refresh_tokens (
    digest     bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions (id),
    created_at timestamptz NOT NULL,
    used_at    timestamptz
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

-- The first answer to a creation, given again when it is repeated with the same key.
CREATE TABLE idempotency_keys (
    account_id     uuid NOT NULL REFERENCES accounts (id),
    key            text NOT NULL,
    request_digest bytea NOT NULL,
    status         integer NOT NULL,
    location       text,
    body           text,
    created_at     timestamptz NOT NULL,
    PRIMARY KEY (account_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
