-- What is added after the event: the form as it stands, and every submission as it was.
CREATE TABLE supplements (
    activity_id  uuid PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    content      jsonb NOT NULL,
    version      integer NOT NULL,
    -- number of the last submission, 0 before the first
    submission   integer NOT NULL,
    submitted_at timestamptz,
    updated_by   uuid NOT NULL REFERENCES accounts (id),
    updated_at   timestamptz NOT NULL
);
CREATE TABLE supplement_submissions (
    activity_id  uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    number       integer NOT NULL,
    content      jsonb NOT NULL,
    submitted_by uuid NOT NULL REFERENCES accounts (id),
    submitted_at timestamptz NOT NULL,
    PRIMARY KEY (activity_id, number)
);
-- Deadlines moved for one activity; the last one counts.
CREATE TABLE supplement_extensions (
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    seq         integer NOT NULL,
    -- last day in Shanghai, ISO 8601
    until       text NOT NULL,
    reason      text NOT NULL,
    granted_by  uuid NOT NULL REFERENCES accounts (id),
    granted_at  timestamptz NOT NULL,
    PRIMARY KEY (activity_id, seq)
);
CREATE INDEX supplement_extensions_until ON supplement_extensions (until, activity_id);
CREATE TABLE supplement_media (
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    media_id    uuid NOT NULL REFERENCES media (id),
    PRIMARY KEY (activity_id, media_id)
);
CREATE INDEX supplement_media_file ON supplement_media (media_id);
CREATE TABLE supplement_links (
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    digest      bytea NOT NULL,
    PRIMARY KEY (activity_id, digest)
);
CREATE INDEX supplement_links_digest ON supplement_links (digest);
-- What a camera wrote into a photo, encrypted.
CREATE TABLE media_evidence (
    media_id uuid PRIMARY KEY REFERENCES media (id) ON DELETE CASCADE,
    sealed   bytea NOT NULL
);
-- Who was reminded of it, and how many days before.
CREATE TABLE supplement_reminders (
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    days_before integer NOT NULL,
    PRIMARY KEY (activity_id, days_before)
);
-- Whose supplement is due.
CREATE INDEX activities_ended ON activities (edition, status, ends_at, id);
