CREATE TABLE organizations (
    id             uuid PRIMARY KEY,
    full_name      text NOT NULL,
    kind           text NOT NULL,
    region_code    text NOT NULL REFERENCES regions (code),
    uscc           text,
    host_unit      text,
    aliases        jsonb NOT NULL,
    certification  text NOT NULL,
    source         text NOT NULL,
    contact_sealed bytea,
    merged_into    uuid REFERENCES organizations (id),
    created_by     uuid REFERENCES accounts (id),
    version        integer NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);
CREATE INDEX organizations_name ON organizations (full_name);
CREATE INDEX organizations_region ON organizations (region_code, full_name, id);
CREATE INDEX organizations_kind ON organizations (kind, full_name, id);
CREATE INDEX organizations_list ON organizations (full_name, id);

-- Inverted index for the type-ahead: character pairs of names and aliases, pinyin initials, credit codes.
CREATE TABLE organization_tokens (
    token           text NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    PRIMARY KEY (token, organization_id)
);
CREATE INDEX organization_tokens_organization ON organization_tokens (organization_id);

CREATE TABLE grants (
    id              uuid PRIMARY KEY,
    account_id      uuid NOT NULL REFERENCES accounts (id),
    role            text NOT NULL,
    region_code     text REFERENCES regions (code),
    organization_id uuid REFERENCES organizations (id),
    lines           jsonb NOT NULL,
    created_at      timestamptz NOT NULL,
    revoked_at      timestamptz
);
CREATE INDEX grants_account ON grants (account_id);
CREATE INDEX grants_organization ON grants (organization_id);
