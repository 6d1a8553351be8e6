-- Calendars that somebody follows from a program of their own: whoever has the address reads them.
CREATE TABLE calendars (
    account_id BLOB PRIMARY KEY REFERENCES accounts (id),
    digest     BLOB NOT NULL UNIQUE,
    created_at TEXT NOT NULL
) STRICT;
