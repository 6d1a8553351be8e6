-- What waits for a decision, and nothing else: small, so that each order a reviewer may want has its index. A filing is
-- here exactly while its status is one of review; `kepu doctor` compares.
CREATE TABLE review_queue (
    activity_id     uuid PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    stage           text NOT NULL,
    edition         text NOT NULL,
    review_region   text NOT NULL,
    review_city     text NOT NULL,
    review_province text NOT NULL,
    line            text,
    submitted_at    timestamptz NOT NULL,
    starts_at       timestamptz NOT NULL,
    -- counts down, so that every order rises
    calm            integer NOT NULL,
    assigned_to     uuid REFERENCES accounts (id),
    claimed_by      uuid REFERENCES accounts (id),
    claimed_until   timestamptz
);
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
    activity_id uuid PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    findings    jsonb NOT NULL,
    checked_at  timestamptz NOT NULL
);

-- Where candidates for the same event are looked for: handed in, same edition, near in place and time.
CREATE INDEX activities_near_city ON activities (edition, review_city, starts_at, ends_at) WHERE submitted_at IS NOT NULL;
CREATE INDEX activities_near_province ON activities (edition, review_province, starts_at, ends_at) WHERE submitted_at IS NOT NULL;

-- The four quarters of a picture's perceptual hash: pictures that differ in up to three bits share one at least.
CREATE TABLE picture_bands (
    band     integer NOT NULL,
    bits     integer NOT NULL,
    media_id uuid NOT NULL REFERENCES media (id) ON DELETE CASCADE,
    PRIMARY KEY (band, bits, media_id)
);
CREATE INDEX picture_bands_media ON picture_bands (media_id);
INSERT INTO picture_bands
SELECT band, ((perceptual_hash >> (band * 16)) & 65535)::integer, id
FROM media, (VALUES (0), (1), (2), (3)) AS bands (band)
WHERE perceptual_hash IS NOT NULL AND status = 'ready';

-- Filings of one event (联合主办): statistics count the primary one.
CREATE TABLE joint_filings (
    activity_id uuid PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    joint_id    uuid NOT NULL,
    is_primary  boolean NOT NULL,
    joined_by   uuid NOT NULL REFERENCES accounts (id),
    joined_at   timestamptz NOT NULL
);
CREATE INDEX joint_filings_joint ON joint_filings (joint_id, activity_id);
CREATE UNIQUE INDEX joint_filings_primary ON joint_filings (joint_id) WHERE is_primary;

-- Regions whose reviewers share what waits by itself; absent means off.
CREATE TABLE review_distributions (
    region_code text NOT NULL REFERENCES regions (code),
    stage       text NOT NULL,
    changed_by  uuid NOT NULL REFERENCES accounts (id),
    changed_at  timestamptz NOT NULL,
    PRIMARY KEY (region_code, stage)
);

-- Standing in for somebody on leave.
CREATE TABLE delegations (
    id          uuid PRIMARY KEY,
    account_id  uuid NOT NULL REFERENCES accounts (id),
    delegate_id uuid NOT NULL REFERENCES accounts (id),
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    created_at  timestamptz NOT NULL,
    revoked_at  timestamptz
);
CREATE INDEX delegations_account ON delegations (account_id, ends_at);
CREATE INDEX delegations_delegate ON delegations (delegate_id, ends_at);

-- For whom a stand-in acted.
ALTER TABLE activity_events ADD COLUMN on_behalf_of uuid;

-- Reviewers of a region are looked up by role when work is shared out.
CREATE INDEX grants_role ON grants (role, region_code);

-- Lists that an administrator edits as a whole.
CREATE TABLE word_lists (
    name       text PRIMARY KEY,
    words      jsonb NOT NULL,
    version    integer NOT NULL,
    updated_at timestamptz NOT NULL
);

-- What became of the last attempt to reach an address.
CREATE TABLE link_checks (
    digest     bytea PRIMARY KEY,
    url        text NOT NULL,
    verdict    jsonb NOT NULL,
    checked_at timestamptz NOT NULL
);

-- Which addresses a handed-in filing sends visitors to: when one was tried, the findings of these follow.
CREATE TABLE activity_links (
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    digest      bytea NOT NULL,
    PRIMARY KEY (activity_id, digest)
);
CREATE INDEX activity_links_digest ON activity_links (digest);
