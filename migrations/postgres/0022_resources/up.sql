-- 科普资源库: what came of activities and others may use again.
CREATE TABLE resources (
    id              uuid PRIMARY KEY,
    -- the activity it came of; its organisation and its region in charge
    activity_id     uuid NOT NULL REFERENCES activities (id),
    organization_id uuid NOT NULL REFERENCES organizations (id),
    review_region   text NOT NULL,
    review_city     text NOT NULL,
    review_province text NOT NULL,
    -- where the activity took place
    region_code     text NOT NULL REFERENCES regions (code),
    status          text NOT NULL,
    last_event_seq  integer NOT NULL,
    -- public, and its activity as well
    shown           boolean NOT NULL,
    -- 2 national selection, 1 recommended by the province
    rank            integer NOT NULL,
    title           text NOT NULL,
    content         jsonb NOT NULL,
    cover_id        uuid REFERENCES media (id),
    batch           text,
    submitted_at    timestamptz,
    published_at    timestamptz,
    version         integer NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    -- counted beside the version: nobody's page becomes stale by a visitor
    views           bigint NOT NULL DEFAULT 0,
    shares          bigint NOT NULL DEFAULT 0,
    reuses          bigint NOT NULL DEFAULT 0,
    reached         bigint NOT NULL DEFAULT 0
);
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
    resource_id uuid NOT NULL REFERENCES resources (id) DEFERRABLE INITIALLY DEFERRED,
    seq         integer NOT NULL,
    step        text NOT NULL,
    to_status   text NOT NULL,
    reason      text,
    actor_id    uuid NOT NULL REFERENCES accounts (id),
    at          timestamptz NOT NULL,
    PRIMARY KEY (resource_id, seq),
    CONSTRAINT resource_events_status UNIQUE (resource_id, seq, to_status)
);
-- A status cannot exist without the event that led to it.
ALTER TABLE resources ADD CONSTRAINT resources_status_has_event
    FOREIGN KEY (id, last_event_seq, status) REFERENCES resource_events (resource_id, seq, to_status)
    DEFERRABLE INITIALLY DEFERRED;

-- The files each names, and its cover.
CREATE TABLE resource_media (
    resource_id uuid NOT NULL REFERENCES resources (id),
    media_id    uuid NOT NULL REFERENCES media (id),
    PRIMARY KEY (resource_id, media_id)
);
CREATE INDEX resource_media_media ON resource_media (media_id);

-- What public ones are found by: words, and one token for each value that lists are cut by.
CREATE TABLE resource_tokens (
    token       text NOT NULL,
    resource_id uuid NOT NULL REFERENCES resources (id),
    PRIMARY KEY (token, resource_id)
);
CREATE INDEX resource_tokens_resource ON resource_tokens (resource_id);

-- Who was counted today, as digests that nobody can turn back; forgotten when the day is over.
CREATE TABLE resource_visits (
    day         text NOT NULL,
    resource_id uuid NOT NULL REFERENCES resources (id),
    deed        text NOT NULL,
    visitor     bytea NOT NULL,
    PRIMARY KEY (day, resource_id, deed, visitor)
);

-- 使用登记: once for each activity.
CREATE TABLE resource_reuses (
    resource_id     uuid NOT NULL REFERENCES resources (id),
    activity_id     uuid NOT NULL REFERENCES activities (id),
    organization_id uuid NOT NULL REFERENCES organizations (id),
    used_on         text NOT NULL,
    participants    bigint NOT NULL,
    created_by      uuid NOT NULL REFERENCES accounts (id),
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (resource_id, activity_id)
);
CREATE INDEX resource_reuses_latest ON resource_reuses (resource_id, used_on, activity_id);
CREATE INDEX resource_reuses_activity ON resource_reuses (activity_id);
CREATE INDEX resource_reuses_organization ON resource_reuses (organization_id);

-- A report may be of a resource of the activity. One that was public is never deleted.
ALTER TABLE content_reports ADD COLUMN resource_id uuid;
