-- 科普资源库: what came of activities and others may use again.
CREATE TABLE resources (
    id              BLOB PRIMARY KEY,
    -- the activity it came of; its organisation and its region in charge
    activity_id     BLOB NOT NULL REFERENCES activities (id),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    review_region   TEXT NOT NULL,
    review_city     TEXT NOT NULL,
    review_province TEXT NOT NULL,
    -- where the activity took place
    region_code     TEXT NOT NULL REFERENCES regions (code),
    status          TEXT NOT NULL,
    last_event_seq  INTEGER NOT NULL,
    -- public, and its activity as well
    shown           INTEGER NOT NULL,
    -- 2 national selection, 1 recommended by the province
    rank            INTEGER NOT NULL,
    title           TEXT NOT NULL,
    content         TEXT NOT NULL,
    cover_id        BLOB REFERENCES media (id),
    batch           TEXT,
    submitted_at    TEXT,
    published_at    TEXT,
    version         INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    -- counted beside the version: nobody's page becomes stale by a visitor
    views           INTEGER NOT NULL DEFAULT 0,
    shares          INTEGER NOT NULL DEFAULT 0,
    reuses          INTEGER NOT NULL DEFAULT 0,
    reached         INTEGER NOT NULL DEFAULT 0,
    -- A status cannot exist without the event that led to it.
    CONSTRAINT resources_status_has_event
        FOREIGN KEY (id, last_event_seq, status) REFERENCES resource_events (resource_id, seq, to_status)
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE INDEX resources_activity ON resources (activity_id, id);
CREATE INDEX resources_organization ON resources (organization_id, id);
CREATE INDEX resources_country ON resources (status, id);
CREATE INDEX resources_province ON resources (review_province, status, id);
CREATE INDEX resources_city ON resources (review_city, status, id);
CREATE INDEX resources_newest ON resources (shown, published_at, id);
CREATE INDEX resources_viewed ON resources (shown, views, id);
CREATE INDEX resources_reused ON resources (shown, reuses, id);
CREATE INDEX resources_rank ON resources (shown, rank, id);

-- What became of each: append-only.
CREATE TABLE resource_events (
    resource_id BLOB NOT NULL REFERENCES resources (id) DEFERRABLE INITIALLY DEFERRED,
    seq         INTEGER NOT NULL,
    step        TEXT NOT NULL,
    to_status   TEXT NOT NULL,
    reason      TEXT,
    actor_id    BLOB NOT NULL REFERENCES accounts (id),
    at          TEXT NOT NULL,
    PRIMARY KEY (resource_id, seq),
    CONSTRAINT resource_events_status UNIQUE (resource_id, seq, to_status)
) STRICT;

-- The files each names, and its cover.
CREATE TABLE resource_media (
    resource_id BLOB NOT NULL REFERENCES resources (id),
    media_id    BLOB NOT NULL REFERENCES media (id),
    PRIMARY KEY (resource_id, media_id)
) STRICT;
CREATE INDEX resource_media_media ON resource_media (media_id);

-- What public ones are found by: words, and one token for each value that lists are cut by.
CREATE TABLE resource_tokens (
    token       TEXT NOT NULL,
    resource_id BLOB NOT NULL REFERENCES resources (id),
    PRIMARY KEY (token, resource_id)
) STRICT;
CREATE INDEX resource_tokens_resource ON resource_tokens (resource_id);

-- Who was counted today, as digests that nobody can turn back; forgotten when the day is over.
CREATE TABLE resource_visits (
    day         TEXT NOT NULL,
    resource_id BLOB NOT NULL REFERENCES resources (id),
    deed        TEXT NOT NULL,
    visitor     BLOB NOT NULL,
    PRIMARY KEY (day, resource_id, deed, visitor)
) STRICT;

-- 使用登记: once for each activity.
CREATE TABLE resource_reuses (
    resource_id     BLOB NOT NULL REFERENCES resources (id),
    activity_id     BLOB NOT NULL REFERENCES activities (id),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    used_on         TEXT NOT NULL,
    participants    INTEGER NOT NULL,
    created_by      BLOB NOT NULL REFERENCES accounts (id),
    created_at      TEXT NOT NULL,
    PRIMARY KEY (resource_id, activity_id)
) STRICT;
CREATE INDEX resource_reuses_latest ON resource_reuses (resource_id, used_on, activity_id);
CREATE INDEX resource_reuses_activity ON resource_reuses (activity_id);
CREATE INDEX resource_reuses_organization ON resource_reuses (organization_id);

-- A report may be of a resource of the activity. One that was public is never deleted.
ALTER TABLE content_reports ADD COLUMN resource_id BLOB;
