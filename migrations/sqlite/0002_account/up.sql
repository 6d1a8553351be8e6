-- Phones are kept twice: sealed (to send messages) and as a keyed digest (to find the account).
CREATE TABLE accounts (
    id           BLOB PRIMARY KEY,
    phone_digest BLOB NOT NULL,
    phone_sealed BLOB NOT NULL,
    display_name TEXT NOT NULL,
    locked       INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    CONSTRAINT accounts_phone UNIQUE (phone_digest)
) STRICT;

CREATE TABLE sms_codes (
    id             BLOB PRIMARY KEY,
    phone_digest   BLOB NOT NULL,
    address_digest BLOB NOT NULL,
    code_digest    BLOB NOT NULL,
    attempts       INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    expires_at     TEXT NOT NULL,
    used_at        TEXT
) STRICT;
CREATE INDEX sms_codes_phone ON sms_codes (phone_digest, created_at DESC);
CREATE INDEX sms_codes_address ON sms_codes (address_digest, created_at DESC);

CREATE TABLE sessions (
    id           BLOB PRIMARY KEY,
    account_id   BLOB NOT NULL REFERENCES accounts (id),
    device       TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    last_used_at TEXT NOT NULL,
    expires_at   TEXT NOT NULL,
    revoked_at   TEXT
) STRICT;
CREATE INDEX sessions_account ON sessions (account_id, last_used_at DESC);

-- Each refresh token is used once; a second use reveals theft and ends the session.
CREATE TABLE refresh_tokens (
    digest     BLOB PRIMARY KEY,
    session_id BLOB NOT NULL REFERENCES sessions (id),
    created_at TEXT NOT NULL,
    used_at    TEXT
) STRICT;
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

-- The first answer to a creation, given again when it is repeated with the same key.
CREATE TABLE idempotency_keys (
    account_id     BLOB NOT NULL REFERENCES accounts (id),
    key            TEXT NOT NULL,
    request_digest BLOB NOT NULL,
    status         INTEGER NOT NULL,
    location       TEXT,
    body           TEXT,
    created_at     TEXT NOT NULL,
    PRIMARY KEY (account_id, key)
) STRICT;
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
