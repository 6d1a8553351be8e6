-- Tables that are brought in.
CREATE TABLE imports (
    id          BLOB PRIMARY KEY,
    kind        TEXT NOT NULL,
    created_by  BLOB NOT NULL REFERENCES accounts (id),
    media_id    BLOB NOT NULL REFERENCES media (id),
    state       TEXT NOT NULL,
    -- what was asked for, and how far it is
    request     TEXT NOT NULL,
    progress    TEXT NOT NULL,
    version     INTEGER NOT NULL,
    created_at  TEXT NOT NULL,
    finished_at TEXT
) STRICT;
CREATE INDEX imports_mine ON imports (created_by, id);

-- Rows with faults: cells and faults, encrypted.
CREATE TABLE import_rows (
    import_id BLOB NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    row       INTEGER NOT NULL,
    sealed    BLOB NOT NULL,
    PRIMARY KEY (import_id, row)
) STRICT;

-- What was brought in, so that the same row never is twice.
CREATE TABLE import_keys (
    kind        TEXT NOT NULL,
    -- edition and organisation, or region
    scope       TEXT NOT NULL,
    key         TEXT NOT NULL,
    digest      TEXT NOT NULL,
    resource_id BLOB NOT NULL,
    import_id   BLOB NOT NULL,
    PRIMARY KEY (kind, scope, key)
) STRICT;

-- Lists that were taken away: by whom, cut how, with contacts or without.
CREATE TABLE exports (
    id         BLOB PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES accounts (id),
    kind       TEXT NOT NULL,
    filter     TEXT NOT NULL,
    personal   INTEGER NOT NULL,
    -- none while it is written, or where it broke off
    row_count  INTEGER,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX exports_account ON exports (account_id, id);
