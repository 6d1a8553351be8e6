-- Who did what (审计日志). Rows are only ever added; they go as whole seals once their time is over.
CREATE TABLE audit_entries (
    id             BLOB PRIMARY KEY,
    at             TEXT NOT NULL,
    -- the account, without a reference: an entry outlives it
    account_id     BLOB,
    client_id      BLOB,
    operation      TEXT NOT NULL,
    -- the last identifier in the address asked for
    object_id      BLOB,
    path           TEXT NOT NULL,
    outcome        TEXT NOT NULL,
    -- of a refusal
    code           TEXT,
    address_sealed BLOB NOT NULL,
    request_id     TEXT NOT NULL,
    -- over everything above, with a key that the database does not hold
    digest         BLOB NOT NULL,
    -- the seal that covers it; none for the last few seconds
    seal           INTEGER
) STRICT;
CREATE INDEX audit_entries_unsealed ON audit_entries (id) WHERE seal IS NULL;
CREATE INDEX audit_entries_seal ON audit_entries (seal, id);
CREATE INDEX audit_entries_account ON audit_entries (account_id, id);
CREATE INDEX audit_entries_operation ON audit_entries (operation, id);
CREATE INDEX audit_entries_outcome ON audit_entries (outcome, id);
CREATE INDEX audit_entries_object ON audit_entries (object_id, id);

-- Each seal covers some entries and the seal before it.
CREATE TABLE audit_seals (
    number  INTEGER PRIMARY KEY,
    at      TEXT NOT NULL,
    entries INTEGER NOT NULL,
    -- over the digests of its entries
    digest  BLOB NOT NULL,
    -- over the seal before and all of the above
    hash    BLOB NOT NULL,
    -- when its entries were removed because their time was over
    emptied_at TEXT
) STRICT;
