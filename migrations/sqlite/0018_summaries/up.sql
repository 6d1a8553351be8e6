-- Figures that summaries need beside the others. What is kept is made anew from the feed's beginning: the rule of
-- counting has changed.
ALTER TABLE statistics ADD COLUMN photos INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statistics ADD COLUMN videos INTEGER NOT NULL DEFAULT 0;
ALTER TABLE statistics ADD COLUMN reusable_resources INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contributions ADD COLUMN edition TEXT NOT NULL DEFAULT '';
ALTER TABLE contributions ADD COLUMN region_code TEXT NOT NULL DEFAULT '';
ALTER TABLE contributions ADD COLUMN offline INTEGER NOT NULL DEFAULT 0;
ALTER TABLE contributions ADD COLUMN online INTEGER NOT NULL DEFAULT 0;
CREATE INDEX contributions_participants ON contributions (edition, region_code, offline, online, activity_id);
DELETE FROM statistics;
DELETE FROM contributions;
UPDATE statistics_progress SET position = 0;

-- 总结报送: one of each region or organisation in each edition.
CREATE TABLE summaries (
    id              BLOB PRIMARY KEY,
    edition         TEXT NOT NULL REFERENCES editions (key),
    level           TEXT NOT NULL,
    -- whose it is; of an organisation its region
    region_code     TEXT NOT NULL REFERENCES regions (code),
    organization_id BLOB REFERENCES organizations (id),
    -- review line of the organisation's kind
    line            TEXT,
    -- the region whose officials accept it
    recipient       TEXT NOT NULL REFERENCES regions (code),
    status          TEXT NOT NULL,
    last_event_seq  INTEGER NOT NULL,
    content         TEXT NOT NULL,
    -- number of the last submission; 0 before the first
    submission      INTEGER NOT NULL,
    late            INTEGER NOT NULL,
    submitted_at    TEXT,
    version         INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL,
    -- A status cannot exist without the event that led to it.
    CONSTRAINT summaries_status_has_event
        FOREIGN KEY (id, last_event_seq, status) REFERENCES summary_events (summary_id, seq, to_status)
        DEFERRABLE INITIALLY DEFERRED
) STRICT;
CREATE UNIQUE INDEX summaries_of_region ON summaries (edition, region_code) WHERE organization_id IS NULL;
CREATE UNIQUE INDEX summaries_of_organization ON summaries (organization_id, edition) WHERE organization_id IS NOT NULL;
CREATE INDEX summaries_region ON summaries (region_code, id);
CREATE INDEX summaries_edition ON summaries (edition, region_code, id);
CREATE INDEX summaries_recipient ON summaries (recipient, region_code, id);

-- What became of each: append-only.
CREATE TABLE summary_events (
    summary_id BLOB NOT NULL REFERENCES summaries (id) DEFERRABLE INITIALLY DEFERRED,
    seq        INTEGER NOT NULL,
    step       TEXT NOT NULL,
    to_status  TEXT NOT NULL,
    reason     TEXT,
    actor_id   BLOB NOT NULL REFERENCES accounts (id),
    at         TEXT NOT NULL,
    PRIMARY KEY (summary_id, seq),
    CONSTRAINT summary_events_status UNIQUE (summary_id, seq, to_status)
) STRICT;

-- Each submission as it was, with the figures that held then.
CREATE TABLE summary_submissions (
    summary_id   BLOB NOT NULL REFERENCES summaries (id),
    number       INTEGER NOT NULL,
    content      TEXT NOT NULL,
    figures      TEXT NOT NULL,
    late         INTEGER NOT NULL,
    submitted_by BLOB NOT NULL REFERENCES accounts (id),
    submitted_at TEXT NOT NULL,
    PRIMARY KEY (summary_id, number)
) STRICT;
