-- Targets (任务指标) as a region set them, every time it did.
CREATE TABLE quota_sets (
    edition     text NOT NULL REFERENCES editions (key),
    region_code text NOT NULL REFERENCES regions (code),
    version     integer NOT NULL,
    quotas      jsonb NOT NULL,
    changed_at  timestamptz NOT NULL,
    changed_by  uuid NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (edition, region_code, version)
);

-- Those in force. An empty category means all together.
CREATE TABLE quotas (
    edition     text NOT NULL REFERENCES editions (key),
    region_code text NOT NULL REFERENCES regions (code),
    category    text NOT NULL,
    set_by      text NOT NULL REFERENCES regions (code),
    target      bigint NOT NULL,
    PRIMARY KEY (edition, region_code, category, set_by)
);
CREATE INDEX quotas_by_setter ON quotas (edition, set_by);

-- The days on which officials of a region were reminded.
CREATE TABLE quota_reminders (
    edition     text NOT NULL REFERENCES editions (key),
    region_code text NOT NULL REFERENCES regions (code),
    reminded_on text NOT NULL,
    reminded_at timestamptz NOT NULL,
    reminded_by uuid NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (edition, region_code, reminded_on)
);

-- Categories are counted by day now: everything is counted anew.
UPDATE statistics_progress SET position = 0;
-- The time up to which figures are complete is that of the first change that is not in them.
ALTER TABLE statistics_progress DROP COLUMN as_of;
