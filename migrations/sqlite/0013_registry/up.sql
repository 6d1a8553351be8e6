-- Proof (证明材料) of what an organisation is.
CREATE TABLE organization_proofs (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    media_id        BLOB NOT NULL REFERENCES media (id),
    PRIMARY KEY (organization_id, media_id)
) STRICT;
CREATE INDEX organization_proofs_media ON organization_proofs (media_id);

-- What happened to an organisation; append-only.
CREATE TABLE organization_events (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    seq             INTEGER NOT NULL,
    happening       TEXT NOT NULL,
    certification   TEXT NOT NULL,
    reason          TEXT,
    actor_id        BLOB REFERENCES accounts (id),
    at              TEXT NOT NULL,
    PRIMARY KEY (organization_id, seq)
) STRICT;

-- Requests to join that wait for a decision.
CREATE TABLE membership_requests (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    account_id      BLOB NOT NULL REFERENCES accounts (id),
    note            TEXT,
    made_at         TEXT NOT NULL,
    PRIMARY KEY (organization_id, account_id)
) STRICT;
CREATE INDEX membership_requests_account ON membership_requests (account_id);

-- What doubles are found by: normalised names and aliases, credit codes.
CREATE TABLE organization_keys (
    key             TEXT NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    PRIMARY KEY (key, organization_id)
) STRICT;
CREATE INDEX organization_keys_organization ON organization_keys (organization_id);

CREATE INDEX organizations_status ON organizations (certification, full_name, id);
CREATE INDEX organizations_merged ON organizations (merged_into) WHERE merged_into IS NOT NULL;

-- The external registry (智慧科协 组织库): how far it was read, and whether it answers.
CREATE TABLE registry_state (
    name            TEXT PRIMARY KEY,
    cursor          TEXT,
    etag            TEXT,
    last_attempt_at TEXT,
    last_success_at TEXT,
    -- failures in a row, and until when nobody asks
    failures        INTEGER NOT NULL,
    closed_until    TEXT,
    last_error      TEXT,
    leased_until    TEXT
) STRICT;
INSERT INTO registry_state (name, failures) VALUES ('organizations', 0);

-- Which of its organisations is which of ours, and the values that were last agreed on.
CREATE TABLE registry_links (
    external_id     TEXT PRIMARY KEY,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    revision        INTEGER NOT NULL,
    agreed          TEXT NOT NULL,
    seen_at         TEXT NOT NULL
) STRICT;
CREATE INDEX registry_links_organization ON registry_links (organization_id);

-- Differences that a person decides. One is open for each organisation of the registry.
CREATE TABLE registry_conflicts (
    id              BLOB PRIMARY KEY,
    external_id     TEXT NOT NULL,
    organization_id BLOB REFERENCES organizations (id),
    region_code     TEXT NOT NULL,
    kind            TEXT NOT NULL,
    revision        INTEGER NOT NULL,
    theirs          TEXT NOT NULL,
    fields          TEXT NOT NULL,
    status          TEXT NOT NULL,
    version         INTEGER NOT NULL,
    decision        TEXT,
    decided_by      BLOB REFERENCES accounts (id),
    decided_at      TEXT,
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX registry_conflicts_open ON registry_conflicts (external_id) WHERE status = 'open';
CREATE INDEX registry_conflicts_list ON registry_conflicts (status, id);
CREATE INDEX registry_conflicts_region ON registry_conflicts (status, region_code, id);

-- Events that the registry pushed, so that none is taken twice.
CREATE TABLE registry_events (
    id          BLOB PRIMARY KEY,
    received_at TEXT NOT NULL
) STRICT;
CREATE INDEX registry_events_age ON registry_events (received_at);
