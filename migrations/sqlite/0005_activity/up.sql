CREATE TABLE activities (
    id              BLOB PRIMARY KEY,
    edition         TEXT NOT NULL REFERENCES editions (key),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    created_by      BLOB NOT NULL REFERENCES accounts (id),
    status          TEXT NOT NULL,
    last_event_seq  INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    revision        INTEGER NOT NULL,
    title           TEXT,
    category        TEXT,
    sub_category    TEXT,
    mode            TEXT,
    starts_at       TEXT,
    ends_at         TEXT,
    region_code     TEXT REFERENCES regions (code),
    -- the region in charge and the city and province above it: what review queues are cut by
    review_region   TEXT NOT NULL,
    review_city     TEXT NOT NULL,
    review_province TEXT NOT NULL,
    line            TEXT,
    poster_id       BLOB REFERENCES media (id),
    back_filed      INTEGER NOT NULL,
    content         TEXT NOT NULL,
    -- contact and name list, encrypted
    sealed          BLOB NOT NULL,
    submitted_at    TEXT,
    approved_at     TEXT,
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    -- A status cannot exist without the event that led to it: the database itself refuses.
    CONSTRAINT activities_status_has_event
        FOREIGN KEY (id, last_event_seq, status) REFERENCES activity_events (activity_id, seq, to_status)
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
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
    activity_id   BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    seq           INTEGER NOT NULL,
    step          TEXT NOT NULL,
    from_status   TEXT,
    to_status     TEXT NOT NULL,
    reason        TEXT,
    revision      INTEGER NOT NULL,
    actor_id      BLOB REFERENCES accounts (id),
    actor_role    TEXT,
    at            TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL,
    PRIMARY KEY (activity_id, seq),
    CONSTRAINT activity_events_status UNIQUE (activity_id, seq, to_status)
) STRICT;

CREATE TABLE activity_revisions (
    activity_id  BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    content      TEXT NOT NULL,
    sealed       BLOB NOT NULL,
    submitted_by BLOB NOT NULL REFERENCES accounts (id),
    submitted_at TEXT NOT NULL,
    PRIMARY KEY (activity_id, number)
) STRICT;

-- Which registered organisations take part.
CREATE TABLE activity_units (
    activity_id     BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    PRIMARY KEY (activity_id, organization_id)
) STRICT;
CREATE INDEX activity_units_organization ON activity_units (organization_id);

-- Which files an activity shows.
CREATE TABLE activity_media (
    activity_id BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    media_id    BLOB NOT NULL REFERENCES media (id),
    PRIMARY KEY (activity_id, media_id)
) STRICT;
CREATE INDEX activity_media_media ON activity_media (media_id);
