-- Proof (证明材料) of what an organisation is.
CREATE TABLE organization_proofs (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    media_id        uuid NOT NULL REFERENCES media (id),
    PRIMARY KEY (organization_id, media_id)
);
CREATE INDEX organization_proofs_media ON organization_proofs (media_id);

-- What happened to an organisation; append-only.
CREATE TABLE organization_events (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    seq             integer NOT NULL,
    happening       jsonb NOT NULL,
    certification   text NOT NULL,
    reason          text,
    actor_id        uuid REFERENCES accounts (id),
    at              timestamptz NOT NULL,
    PRIMARY KEY (organization_id, seq)
);

-- Requests to join that wait for a decision.
CREATE TABLE membership_requests (
    organization_id uuid NOT NULL REFERENCES organizations (id),
    account_id      uuid NOT NULL REFERENCES accounts (id),
    note            text,
    made_at         timestamptz NOT NULL,
    PRIMARY KEY (organization_id, account_id)
);
CREATE INDEX membership_requests_account ON membership_requests (account_id);

-- What doubles are found by: normalised names and aliases, credit codes.
CREATE TABLE organization_keys (
    key             text NOT NULL,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    PRIMARY KEY (key, organization_id)
);
CREATE INDEX organization_keys_organization ON organization_keys (organization_id);

CREATE INDEX organizations_status ON organizations (certification, full_name, id);
CREATE INDEX organizations_merged ON organizations (merged_into) WHERE merged_into IS NOT NULL;

-- The external registry (智慧科协 组织库): how far it was read, and whether it answers.
CREATE TABLE registry_state (
    name            text PRIMARY KEY,
    cursor          text,
    etag            text,
    last_attempt_at timestamptz,
    last_success_at timestamptz,
    -- failures in a row, and until when nobody asks
    failures        integer NOT NULL,
    closed_until    timestamptz,
    last_error      text,
    leased_until    timestamptz
);
INSERT INTO registry_state (name, failures) VALUES ('organizations', 0);

-- Which of its organisations is which of ours, and the values that were last agreed on.
CREATE TABLE registry_links (
    external_id     text PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    revision        bigint NOT NULL,
    agreed          jsonb NOT NULL,
    seen_at         timestamptz NOT NULL
);
CREATE INDEX registry_links_organization ON registry_links (organization_id);

-- Differences that a person decides. One is open for each organisation of the registry.
CREATE TABLE registry_conflicts (
    id              uuid PRIMARY KEY,
    external_id     text NOT NULL,
    organization_id uuid REFERENCES organizations (id),
    region_code     text NOT NULL,
    kind            text NOT NULL,
    revision        bigint NOT NULL,
    theirs          jsonb NOT NULL,
    fields          jsonb NOT NULL,
    status          text NOT NULL,
    version         integer NOT NULL,
    decision        jsonb,
    decided_by      uuid REFERENCES accounts (id),
    decided_at      timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX registry_conflicts_open ON registry_conflicts (external_id) WHERE status = 'open';
CREATE INDEX registry_conflicts_list ON registry_conflicts (status, id);
CREATE INDEX registry_conflicts_region ON registry_conflicts (status, region_code, id);

-- Events that the registry pushed, so that none is taken twice.
CREATE TABLE registry_events (
    id          uuid PRIMARY KEY,
    received_at timestamptz NOT NULL
);
CREATE INDEX registry_events_age ON registry_events (received_at);
