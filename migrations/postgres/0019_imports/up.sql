-- Tables that are brought in.
CREATE TABLE imports (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL,
    created_by  uuid NOT NULL REFERENCES accounts (id),
    media_id    uuid NOT NULL REFERENCES media (id),
    state       text NOT NULL,
    -- what was asked for, and how far it is
    request     jsonb NOT NULL,
    progress    jsonb NOT NULL,
    version     integer NOT NULL,
    created_at  timestamptz NOT NULL,
    finished_at timestamptz
);
CREATE INDEX imports_mine ON imports (created_by, id);

-- Rows with faults: cells and faults, encrypted.
CREATE TABLE import_rows (
    import_id uuid NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
    row       integer NOT NULL,
    sealed    bytea NOT NULL,
    PRIMARY KEY (import_id, row)
);

-- What was brought in, so that the same row never is twice.
CREATE TABLE import_keys (
    kind        text NOT NULL,
    -- edition and organisation, or region
    scope       text NOT NULL,
    key         text NOT NULL,
    digest      text NOT NULL,
    resource_id uuid NOT NULL,
    import_id   uuid NOT NULL,
    PRIMARY KEY (kind, scope, key)
);

-- Lists that were taken away: by whom, cut how, with contacts or without.
CREATE TABLE exports (
    id         uuid PRIMARY KEY,
    account_id uuid NOT NULL REFERENCES accounts (id),
    kind       text NOT NULL,
    filter     jsonb NOT NULL,
    personal   boolean NOT NULL,
    -- none while it is written, or where it broke off
    row_count  bigint,
    created_at timestamptz NOT NULL
);
CREATE INDEX exports_account ON exports (account_id, id);
