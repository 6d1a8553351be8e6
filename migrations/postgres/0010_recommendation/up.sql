-- One list for each edition, region and kind of praise.
CREATE TABLE recommendation_lists (
    id              uuid PRIMARY KEY,
    edition         text NOT NULL REFERENCES editions (key),
    region_code     text NOT NULL REFERENCES regions (code),
    subject         text NOT NULL,
    status          text NOT NULL,
    slots           integer NOT NULL,
    -- last day in Shanghai, ISO 8601
    lock_on         text,
    opinion         text NOT NULL,
    scan_id         uuid REFERENCES media (id),
    returned_reason text,
    weights         jsonb NOT NULL,
    version         integer NOT NULL,
    locked_at       timestamptz,
    endorsed_at     timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT recommendation_lists_one UNIQUE (edition, region_code, subject)
);
CREATE INDEX recommendation_lists_due ON recommendation_lists (status, lock_on, id);
CREATE INDEX recommendation_lists_scan ON recommendation_lists (scan_id) WHERE scan_id IS NOT NULL;

CREATE TABLE recommendation_entries (
    id              uuid PRIMARY KEY,
    list_id         uuid NOT NULL REFERENCES recommendation_lists (id) ON DELETE CASCADE,
    -- the activity or the organisation
    subject_id      uuid NOT NULL,
    activity_id     uuid REFERENCES activities (id),
    organization_id uuid NOT NULL REFERENCES organizations (id),
    region_code     text NOT NULL,
    name            text NOT NULL,
    status          text NOT NULL,
    -- among the chosen, from 1; 0 for the others
    position        integer NOT NULL,
    opinion         text NOT NULL,
    note            text NOT NULL,
    -- the entry of the list below that was passed up
    source_id       uuid REFERENCES recommendation_entries (id),
    from_region     text,
    reason          text,
    -- eligibility as it stood when the list was locked
    frozen          jsonb,
    added_by        uuid NOT NULL REFERENCES accounts (id),
    added_at        timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT recommendation_entries_once UNIQUE (list_id, subject_id)
);
CREATE INDEX recommendation_entries_order ON recommendation_entries (list_id, status, position, id);
CREATE INDEX recommendation_entries_subject ON recommendation_entries (subject_id);
CREATE INDEX recommendation_entries_activity ON recommendation_entries (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX recommendation_entries_source ON recommendation_entries (source_id);

CREATE TABLE score_experts (
    list_id    uuid NOT NULL REFERENCES recommendation_lists (id) ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES accounts (id),
    invited_by uuid NOT NULL REFERENCES accounts (id),
    invited_at timestamptz NOT NULL,
    PRIMARY KEY (list_id, account_id)
);
CREATE INDEX score_experts_account ON score_experts (account_id, list_id);
CREATE TABLE expert_scores (
    entry_id   uuid NOT NULL REFERENCES recommendation_entries (id) ON DELETE CASCADE,
    account_id uuid NOT NULL REFERENCES accounts (id),
    scores     jsonb NOT NULL,
    scored_at  timestamptz NOT NULL,
    PRIMARY KEY (entry_id, account_id)
);
