-- Feeds of changes. A change is written with what it changes and has no position yet; positions are given after the
-- commit, by one process at a time, so that a reader who goes on from a position can miss nothing.
CREATE TABLE change_feeds (
    feed TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) STRICT;

CREATE TABLE changes (
    feed          TEXT NOT NULL REFERENCES change_feeds (feed),
    resource_id   BLOB NOT NULL,
    region_code   TEXT NOT NULL,
    city_code     TEXT NOT NULL,
    province_code TEXT NOT NULL,
    version       INTEGER NOT NULL,
    -- it lies in another region now
    gone          INTEGER NOT NULL,
    position      INTEGER,
    changed_at    TEXT NOT NULL,
    PRIMARY KEY (feed, resource_id, region_code)
) STRICT;
CREATE INDEX changes_country ON changes (feed, position);
CREATE INDEX changes_province ON changes (feed, province_code, position);
CREATE INDEX changes_city ON changes (feed, city_code, position);
CREATE INDEX changes_waiting ON changes (feed, changed_at) WHERE position IS NULL;

INSERT INTO change_feeds VALUES ('activities', 0), ('organizations', 0);
-- What is there already gets its positions when the feed is first read.
INSERT INTO changes
    SELECT 'activities', id, review_region, review_city, review_province, version, 0, NULL, updated_at
    FROM activities WHERE status <> 'draft';
INSERT INTO changes
    SELECT 'organizations', id, region_code,
        CASE WHEN region_code LIKE '__0000' THEN region_code ELSE substr(region_code, 1, 4) || '00' END,
        CASE WHEN region_code = '100000' THEN region_code ELSE substr(region_code, 1, 2) || '0000' END,
        version, 0, NULL, updated_at
    FROM organizations;

-- Other systems (OAuth 2.0 client credentials, RFC 6749). Each has an account of its own for what it files.
CREATE TABLE api_clients (
    id                  BLOB PRIMARY KEY REFERENCES accounts (id),
    name                TEXT NOT NULL,
    scopes              TEXT NOT NULL,
    region_code         TEXT NOT NULL REFERENCES regions (code),
    organization_ids    TEXT NOT NULL,
    requests_per_minute INTEGER NOT NULL,
    -- rises with each new secret; tokens say with which one they were got
    secret_number       INTEGER NOT NULL,
    secret_digest       BLOB NOT NULL,
    previous_digest     BLOB,
    previous_until      TEXT,
    rotated_at          TEXT NOT NULL,
    last_used_at        TEXT,
    revoked_at          TEXT,
    version             INTEGER NOT NULL,
    created_by          BLOB NOT NULL REFERENCES accounts (id),
    created_at          TEXT NOT NULL,
    updated_at          TEXT NOT NULL
) STRICT;
