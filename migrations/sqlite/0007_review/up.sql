-- What waits for a decision, and nothing else: small, so that each order a reviewer may want has its index. A filing is
-- here exactly while its status is one of review; `kepu doctor` compares.
CREATE TABLE review_queue (
    activity_id     BLOB PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    stage           TEXT NOT NULL,
    edition         TEXT NOT NULL,
    review_region   TEXT NOT NULL,
    review_city     TEXT NOT NULL,
    review_province TEXT NOT NULL,
    line            TEXT,
    submitted_at    TEXT NOT NULL,
    starts_at       TEXT NOT NULL,
    -- counts down, so that every order rises
    calm            INTEGER NOT NULL,
    assigned_to     BLOB REFERENCES accounts (id),
    claimed_by      BLOB REFERENCES accounts (id),
    claimed_until   TEXT
) STRICT;
CREATE INDEX review_queue_age ON review_queue (stage, submitted_at, activity_id);
CREATE INDEX review_queue_start ON review_queue (stage, starts_at, activity_id);
CREATE INDEX review_queue_risk ON review_queue (stage, calm, activity_id);
CREATE INDEX review_queue_province_age ON review_queue (stage, review_province, submitted_at, activity_id);
CREATE INDEX review_queue_province_start ON review_queue (stage, review_province, starts_at, activity_id);
CREATE INDEX review_queue_province_risk ON review_queue (stage, review_province, calm, activity_id);
CREATE INDEX review_queue_city_age ON review_queue (stage, review_city, submitted_at, activity_id);
CREATE INDEX review_queue_city_start ON review_queue (stage, review_city, starts_at, activity_id);
CREATE INDEX review_queue_city_risk ON review_queue (stage, review_city, calm, activity_id);
CREATE INDEX review_queue_assigned ON review_queue (assigned_to);

INSERT INTO review_queue
SELECT id, replace(status, '_review', ''), edition, review_region, review_city, review_province, line, submitted_at,
       starts_at, 1000, NULL, NULL, NULL
FROM activities
WHERE status IN ('city_review', 'province_review', 'national_review')
  AND submitted_at IS NOT NULL AND starts_at IS NOT NULL;

DROP INDEX activities_queue_country;
DROP INDEX activities_queue_province;
DROP INDEX activities_queue_city;
DROP INDEX activities_queue_region;

-- What the pre-check found when the filing was handed in, brought up to date as links are tried. Apart from the
-- activity: a finding that comes later must not make a reviewer's page stale.
CREATE TABLE activity_findings (
    activity_id BLOB PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    findings    TEXT NOT NULL,
    checked_at  TEXT NOT NULL
) STRICT;

-- Where candidates for the same event are looked for: handed in, same edition, near in place and time.
CREATE INDEX activities_near_city ON activities (edition, review_city, starts_at, ends_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX activities_near_province ON activities (edition, review_province, starts_at, ends_at) WHERE submitted_at IS NOT NULL;

-- The four quarters of a picture's perceptual hash: pictures that differ in up to three bits share one at least.
CREATE TABLE picture_bands (
    band     INTEGER NOT NULL,
    bits     INTEGER NOT NULL,
    media_id BLOB NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    PRIMARY KEY (band, bits, media_id)
) STRICT;
CREATE INDEX picture_bands_media ON picture_bands (media_id);
INSERT INTO picture_bands
SELECT band, ((perceptual_hash >> (band * 16)) & 65535), id
FROM media, (SELECT 0 AS band UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) AS bands
WHERE perceptual_hash IS NOT NULL AND status = 'ready';

-- Filings of one event (联合主办): statistics count the primary one.
CREATE TABLE joint_filings (
    activity_id BLOB PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    joint_id    BLOB NOT NULL,
    is_primary  INTEGER NOT NULL,
    joined_by   BLOB NOT NULL REFERENCES accounts (id),
    joined_at   TEXT NOT NULL
) STRICT;
CREATE INDEX joint_filings_joint ON joint_filings (joint_id, activity_id);
CREATE UNIQUE INDEX joint_filings_primary ON joint_filings (joint_id) WHERE is_primary = 1;

-- Regions whose reviewers share what waits by itself; absent means off.
CREATE TABLE review_distributions (
    region_code TEXT NOT NULL REFERENCES regions (code),
    stage       TEXT NOT NULL,
    changed_by  BLOB NOT NULL REFERENCES accounts (id),
    changed_at  TEXT NOT NULL,
    PRIMARY KEY (region_code, stage)
) STRICT;

-- Standing in for somebody on leave.
CREATE TABLE delegations (
    id          BLOB PRIMARY KEY,
    account_id  BLOB NOT NULL REFERENCES accounts (id),
    delegate_id BLOB NOT NULL REFERENCES accounts (id),
    starts_at   TEXT NOT NULL,
    ends_at     TEXT NOT NULL,
    created_at  TEXT NOT NULL,
    revoked_at  TEXT
) STRICT;
CREATE INDEX delegations_account ON delegations (account_id, ends_at);
CREATE INDEX delegations_delegate ON delegations (delegate_id, ends_at);

-- For whom a stand-in acted.
ALTER TABLE activity_events ADD COLUMN on_behalf_of BLOB;

-- Reviewers of a region are looked up by role when work is shared out.
CREATE INDEX grants_role ON grants (role, region_code);

-- Lists that an administrator edits as a whole.
CREATE TABLE word_lists (
    name       TEXT PRIMARY KEY,
    words      TEXT NOT NULL,
    version    INTEGER NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

-- What became of the last attempt to reach an address.
CREATE TABLE link_checks (
    digest     BLOB PRIMARY KEY,
    url        TEXT NOT NULL,
    verdict    TEXT NOT NULL,
    checked_at TEXT NOT NULL
) STRICT;

-- Which addresses a handed-in filing sends visitors to: when one was tried, the findings of these follow.
CREATE TABLE activity_links (
    activity_id BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    digest      BLOB NOT NULL,
    PRIMARY KEY (activity_id, digest)
) STRICT;
CREATE INDEX activity_links_digest ON activity_links (digest);
