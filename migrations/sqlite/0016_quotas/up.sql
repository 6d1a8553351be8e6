-- Targets (任务指标) as a region set them, every time it did.
CREATE TABLE quota_sets (
    edition     TEXT NOT NULL REFERENCES editions (key),
    region_code TEXT NOT NULL REFERENCES regions (code),
    version     INTEGER NOT NULL,
    quotas      TEXT NOT NULL,
    changed_at  TEXT NOT NULL,
    changed_by  BLOB NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (edition, region_code, version)
) STRICT;

-- Those in force. An empty category means all together.
CREATE TABLE quotas (
    edition     TEXT NOT NULL REFERENCES editions (key),
    region_code TEXT NOT NULL REFERENCES regions (code),
    category    TEXT NOT NULL,
    set_by      TEXT NOT NULL REFERENCES regions (code),
    target      INTEGER NOT NULL,
    PRIMARY KEY (edition, region_code, category, set_by)
) STRICT;
CREATE INDEX quotas_by_setter ON quotas (edition, set_by);

-- The days on which officials of a region were reminded.
CREATE TABLE quota_reminders (
    edition     TEXT NOT NULL REFERENCES editions (key),
    region_code TEXT NOT NULL REFERENCES regions (code),
    reminded_on TEXT NOT NULL,
    reminded_at TEXT NOT NULL,
    reminded_by BLOB NOT NULL REFERENCES accounts (id),
    PRIMARY KEY (edition, region_code, reminded_on)
) STRICT;

-- Categories are counted by day now: everything is counted anew.
UPDATE statistics_progress SET position = 0;
-- The time up to which figures are complete is that of the first change that is not in them.
ALTER TABLE statistics_progress DROP COLUMN as_of;
