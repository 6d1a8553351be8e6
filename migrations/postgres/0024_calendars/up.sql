-- Calendars that somebody follows from a program of their own: whoever has the address reads them.
CREATE TABLE calendars (
    account_id uuid PRIMARY KEY REFERENCES accounts (id),
    digest     bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL
);
