-- Figures that summaries need beside the others. What is kept is made anew from the feed's beginning: the rule of
-- counting has changed.
ALTER TABLE statistics ADD COLUMN photos bigint NOT NULL DEFAULT 0;
ALTER TABLE statistics ADD COLUMN videos bigint NOT NULL DEFAULT 0;
ALTER TABLE statistics ADD COLUMN reusable_resources bigint NOT NULL DEFAULT 0;
ALTER TABLE contributions ADD COLUMN edition text NOT NULL DEFAULT '';
ALTER TABLE contributions ADD COLUMN region_code text NOT NULL DEFAULT '';
ALTER TABLE contributions ADD COLUMN offline bigint NOT NULL DEFAULT 0;
ALTER TABLE contributions ADD COLUMN online bigint NOT NULL DEFAULT 0;
CREATE INDEX contributions_participants ON contributions (edition, region_code, offline, online, activity_id);
DELETE FROM statistics;
DELETE FROM contributions;
UPDATE statistics_progress SET position = 0;

-- 总结报送: one of each region or organisation in each edition.
CREATE TABLE summaries (
    id              uuid PRIMARY KEY,
    edition         text NOT NULL REFERENCES editions (key),
    level           text NOT NULL,
    -- whose it is; of an organisation its region
    region_code     text NOT NULL REFERENCES regions (code),
    organization_id uuid REFERENCES organizations (id),
    -- review line of the organisation's kind
    line            text,
    -- the region whose officials accept it
    recipient       text NOT NULL REFERENCES regions (code),
    status          text NOT NULL,
    last_event_seq  integer NOT NULL,
    content         jsonb NOT NULL,
    -- number of the last submission; 0 before the first
    submission      integer NOT NULL,
    late            boolean NOT NULL,
    submitted_at    timestamptz,
    version         integer NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE UNIQUE INDEX summaries_of_region ON summaries (edition, region_code) WHERE organization_id IS NULL;
CREATE UNIQUE INDEX summaries_of_organization ON summaries (organization_id, edition) WHERE organization_id IS NOT NULL;
CREATE INDEX summaries_region ON summaries (region_code, id);
CREATE INDEX summaries_edition ON summaries (edition, region_code, id);
CREATE INDEX summaries_recipient ON summaries (recipient, region_code, id);

-- What became of each: append-only.
CREATE TABLE summary_events (
    summary_id uuid NOT NULL REFERENCES summaries (id) DEFERRABLE INITIALLY DEFERRED,
    seq        integer NOT NULL,
    step       text NOT NULL,
    to_status  text NOT NULL,
    reason     text,
    actor_id   uuid NOT NULL REFERENCES accounts (id),
    at         timestamptz NOT NULL,
    PRIMARY KEY (summary_id, seq),
    CONSTRAINT summary_events_status UNIQUE (summary_id, seq, to_status)
);
-- A status cannot exist without the event that led to it.
ALTER TABLE summaries ADD CONSTRAINT summaries_status_has_event
    FOREIGN KEY (id, last_event_seq, status) REFERENCES summary_events (summary_id, seq, to_status)
    DEFERRABLE INITIALLY DEFERRED;
-- Each submission as it was, with the figures that held then.
CREATE TABLE summary_submissions (
    summary_id   uuid NOT NULL REFERENCES summaries (id),
    number       integer NOT NULL,
    content      jsonb NOT NULL,
    figures      jsonb NOT NULL,
    late         boolean NOT NULL,
    submitted_by uuid NOT NULL REFERENCES accounts (id),
    submitted_at timestamptz NOT NULL,
    PRIMARY KEY (summary_id, number)
);
