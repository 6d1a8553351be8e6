-- Codes of an authenticator (TOTP, RFC 6238) beside the one by SMS.
CREATE TABLE second_factors (
    account_id   uuid PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    -- what the authenticator shares with us, encrypted
    secret_sealed bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    -- when a first code proved that the authenticator has it; nothing is asked for before
    confirmed_at timestamptz,
    -- the interval of the code used last: a code is good once
    last_interval bigint NOT NULL,
    -- wrong codes in a row
    failures     integer NOT NULL,
    -- no code is tried before
    locked_until timestamptz
);

-- For somebody whose authenticator is lost. Each is good once.
CREATE TABLE recovery_codes (
    account_id uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    digest     bytea NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (account_id, digest)
);

-- When this device gave a code of the authenticator.
ALTER TABLE sessions ADD COLUMN second_factor_at timestamptz;
-- Why an account is locked.
ALTER TABLE accounts ADD COLUMN locked_reason text;
-- Roles in force, for the list of all.
CREATE INDEX grants_latest ON grants (id) WHERE revoked_at IS NULL;
