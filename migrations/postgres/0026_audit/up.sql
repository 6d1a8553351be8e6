-- Who did what (审计日志). Rows are only ever added; they go as whole seals once their time is over.
CREATE TABLE audit_entries (
    id             uuid PRIMARY KEY,
    at             timestamptz NOT NULL,
    -- the account, without a reference: an entry outlives it
    account_id     uuid,
    client_id      uuid,
    operation      text NOT NULL,
    -- the last identifier in the address asked for
    object_id      uuid,
    path           text NOT NULL,
    outcome        text NOT NULL,
    -- of a refusal
    code           text,
    address_sealed bytea NOT NULL,
    request_id     text NOT NULL,
    -- over everything above, with a key that the database does not hold
    digest         bytea NOT NULL,
    -- the seal that covers it; none for the last few seconds
    seal           bigint
);
CREATE INDEX audit_entries_unsealed ON audit_entries (id) WHERE seal IS NULL;
CREATE INDEX audit_entries_seal ON audit_entries (seal, id);
CREATE INDEX audit_entries_account ON audit_entries (account_id, id);
CREATE INDEX audit_entries_operation ON audit_entries (operation, id);
CREATE INDEX audit_entries_outcome ON audit_entries (outcome, id);
CREATE INDEX audit_entries_object ON audit_entries (object_id, id);

-- Each seal covers some entries and the seal before it.
CREATE TABLE audit_seals (
    number  bigint PRIMARY KEY,
    at      timestamptz NOT NULL,
    entries integer NOT NULL,
    -- over the digests of its entries
    digest  bytea NOT NULL,
    -- over the seal before and all of the above
    hash    bytea NOT NULL,
    -- when its entries were removed because their time was over
    emptied_at timestamptz
);
