CREATE TABLE organizations (
    id             BLOB PRIMARY KEY,
    full_name      TEXT NOT NULL,
    kind           TEXT NOT NULL,
    region_code    TEXT NOT NULL REFERENCES regions (code),
    uscc           TEXT,
    host_unit      TEXT,
    aliases        TEXT NOT NULL,
    certification  TEXT NOT NULL,
    source         TEXT NOT NULL,
    contact_sealed BLOB,
    merged_into    BLOB REFERENCES organizations (id),
    created_by     BLOB REFERENCES accounts (id),
    version        INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL
) STRICT;
CREATE INDEX organizations_name ON organizations (full_name);
CREATE INDEX organizations_region ON organizations (region_code, full_name, id);
CREATE INDEX organizations_kind ON organizations (kind, full_name, id);
CREATE INDEX organizations_list ON organizations (full_name, id);

-- Inverted index for the type-ahead: character pairs of names and aliases, pinyin initials, credit codes.
CREATE TABLE organization_tokens (
    token           TEXT NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    PRIMARY KEY (token, organization_id)
) STRICT;
CREATE INDEX organization_tokens_organization ON organization_tokens (organization_id);

CREATE TABLE grants (
    id              BLOB PRIMARY KEY,
    account_id      BLOB NOT NULL REFERENCES accounts (id),
    role            TEXT NOT NULL,
    region_code     TEXT REFERENCES regions (code),
    organization_id BLOB REFERENCES organizations (id),
    lines           TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    revoked_at      TEXT
) STRICT;
CREATE INDEX grants_account ON grants (account_id);
CREATE INDEX grants_organization ON grants (organization_id);
