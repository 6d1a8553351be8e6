-- Feeds of changes. A change is written with what it changes and has no position yet; positions are given after the
-- commit, by one process at a time, so that a reader who goes on from a position can miss nothing.
CREATE TABLE change_feeds (
    feed text PRIMARY KEY,
    last bigint NOT NULL
);

CREATE TABLE changes (
    feed          text NOT NULL REFERENCES change_feeds (feed),
    resource_id   uuid NOT NULL,
    region_code   text NOT NULL,
    city_code     text NOT NULL,
    province_code text NOT NULL,
    version       integer NOT NULL,
    -- it lies in another region now
    gone          boolean NOT NULL,
    position      bigint,
    changed_at    timestamptz NOT NULL,
    PRIMARY KEY (feed, resource_id, region_code)
);
CREATE INDEX changes_country ON changes (feed, position);
CREATE INDEX changes_province ON changes (feed, province_code, position);
CREATE INDEX changes_city ON changes (feed, city_code, position);
CREATE INDEX changes_waiting ON changes (feed, changed_at) WHERE position IS NULL;

INSERT INTO change_feeds VALUES ('activities', 0), ('organizations', 0);
-- What is there already gets its positions when the feed is first read.
INSERT INTO changes
    SELECT 'activities', id, review_region, review_city, review_province, version, false, NULL, updated_at
    FROM activities WHERE status <> 'draft';
INSERT INTO changes
    SELECT 'organizations', id, region_code,
        CASE WHEN region_code LIKE '__0000' THEN region_code ELSE substr(region_code, 1, 4) || '00' END,
        CASE WHEN region_code = '100000' THEN region_code ELSE substr(region_code, 1, 2) || '0000' END,
        version, false, NULL, updated_at
    FROM organizations;

-- Other systems (OAuth 2.0 client credentials, RFC 6749). Each has an account of its own for what it files.
CREATE TABLE api_clients (
    id                  uuid PRIMARY KEY REFERENCES accounts (id),
    name                text NOT NULL,
    scopes              jsonb NOT NULL,
    region_code         text NOT NULL REFERENCES regions (code),
    organization_ids    jsonb NOT NULL,
    requests_per_minute integer NOT NULL,
    -- rises with each new secret; tokens say with which one they were got
    secret_number       integer NOT NULL,
    secret_digest       bytea NOT NULL,
    previous_digest     bytea,
    previous_until      timestamptz,
    rotated_at          timestamptz NOT NULL,
    last_used_at        timestamptz,
    revoked_at          timestamptz,
    version             integer NOT NULL,
    created_by          uuid NOT NULL REFERENCES accounts (id),
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL
);
