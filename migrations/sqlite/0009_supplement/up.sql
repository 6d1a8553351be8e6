-- What is added after the event: the form as it stands, and every submission as it was.
CREATE TABLE supplements (
    activity_id  BLOB PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    content      TEXT NOT NULL,
    version      INTEGER NOT NULL,
    -- number of the last submission, 0 before the first
    submission   INTEGER NOT NULL,
    submitted_at TEXT,
    updated_by   BLOB NOT NULL REFERENCES accounts (id),
    updated_at   TEXT NOT NULL
) STRICT;
CREATE TABLE supplement_submissions (
    activity_id  BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    number       INTEGER NOT NULL,
    content      TEXT NOT NULL,
    submitted_by BLOB NOT NULL REFERENCES accounts (id),
    submitted_at TEXT NOT NULL,
    PRIMARY KEY (activity_id, number)
) STRICT;
-- Deadlines moved for one activity; the last one counts.
CREATE TABLE supplement_extensions (
    activity_id BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    seq         INTEGER NOT NULL,
    -- last day in Shanghai, ISO 8601
    until       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    granted_by  BLOB NOT NULL REFERENCES accounts (id),
    granted_at  TEXT NOT NULL,
    PRIMARY KEY (activity_id, seq)
) STRICT;
CREATE INDEX supplement_extensions_until ON supplement_extensions (until, activity_id);
CREATE TABLE supplement_media (
    activity_id BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    media_id    BLOB NOT NULL REFERENCES media (id),
    PRIMARY KEY (activity_id, media_id)
) STRICT;
CREATE INDEX supplement_media_file ON supplement_media (media_id);
CREATE TABLE supplement_links (
    activity_id BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    digest      BLOB NOT NULL,
    PRIMARY KEY (activity_id, digest)
) STRICT;
CREATE INDEX supplement_links_digest ON supplement_links (digest);
-- What a camera wrote into a photo, encrypted.
CREATE TABLE media_evidence (
    media_id BLOB PRIMARY KEY REFERENCES media (id) ON DELETE CASCADE,
    sealed   BLOB NOT NULL
) STRICT;
-- Who was reminded of it, and how many days before.
CREATE TABLE supplement_reminders (
    activity_id BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    days_before INTEGER NOT NULL,
    PRIMARY KEY (activity_id, days_before)
) STRICT;
-- Whose supplement is due.
CREATE INDEX activities_ended ON activities (edition, status, ends_at, id);
