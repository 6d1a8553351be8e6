CREATE TABLE activities (
    id              uuid PRIMARY KEY,
    edition         text NOT NULL REFERENCES editions (key),
    organization_id uuid NOT NULL REFERENCES organizations (id),
    created_by      uuid NOT NULL REFERENCES accounts (id),
    status          text NOT NULL,
    last_event_seq  integer NOT NULL,
    version         integer NOT NULL,
    revision        integer NOT NULL,
    title           text,
    category        text,
    sub_category    text,
    mode            text,
    starts_at       timestamptz,
    ends_at         timestamptz,
    region_code     text REFERENCES regions (code),
    -- the region in charge and the city and province above it: what review queues are cut by
    review_region   text NOT NULL,
    review_city     text NOT NULL,
    review_province text NOT NULL,
    line            text,
    poster_id       uuid REFERENCES media (id),
    back_filed      boolean NOT NULL,
    content         jsonb NOT NULL,
    -- contact and name list, encrypted
    sealed          bytea NOT NULL,
    submitted_at    timestamptz,
    approved_at     timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX activities_organization ON activities (organization_id, updated_at DESC, id DESC);
CREATE INDEX activities_country ON activities (edition, updated_at DESC, id DESC);
CREATE INDEX activities_province ON activities (review_province, updated_at DESC, id DESC);
CREATE INDEX activities_city ON activities (review_city, updated_at DESC, id DESC);
CREATE INDEX activities_region ON activities (review_region, updated_at DESC, id DESC);
CREATE INDEX activities_queue_country ON activities (status, submitted_at, id);
CREATE INDEX activities_queue_province ON activities (status, review_province, submitted_at, id);
CREATE INDEX activities_queue_city ON activities (status, review_city, submitted_at, id);
CREATE INDEX activities_queue_region ON activities (status, review_region, submitted_at, id);

-- Append-only; every hash covers the one before.
CREATE TABLE activity_events (
    activity_id   uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    seq           integer NOT NULL,
    step          text NOT NULL,
    from_status   text,
    to_status     text NOT NULL,
    reason        text,
    revision      integer NOT NULL,
    actor_id      uuid REFERENCES accounts (id),
    actor_role    text,
    at            timestamptz NOT NULL,
    previous_hash text NOT NULL,
    hash          text NOT NULL,
    PRIMARY KEY (activity_id, seq),
    CONSTRAINT activity_events_status UNIQUE (activity_id, seq, to_status)
);

-- A status cannot exist without the event that led to it: the database itself refuses.
ALTER TABLE activities ADD CONSTRAINT activities_status_has_event
    FOREIGN KEY (id, last_event_seq, status) REFERENCES activity_events (activity_id, seq, to_status)
    DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE activity_revisions (
    activity_id  uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    number       integer NOT NULL,
    content      jsonb NOT NULL,
    sealed       bytea NOT NULL,
    submitted_by uuid NOT NULL REFERENCES accounts (id),
    submitted_at timestamptz NOT NULL,
    PRIMARY KEY (activity_id, number)
);

-- Which registered organisations take part.
CREATE TABLE activity_units (
    activity_id     uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    PRIMARY KEY (activity_id, organization_id)
);
CREATE INDEX activity_units_organization ON activity_units (organization_id);

-- Which files an activity shows.
CREATE TABLE activity_media (
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    media_id    uuid NOT NULL REFERENCES media (id),
    PRIMARY KEY (activity_id, media_id)
);
CREATE INDEX activity_media_media ON activity_media (media_id);
