-- Figures of each region, by what they are told apart by. A reader of the feed of changes keeps them.
CREATE TABLE statistics (
    edition          TEXT NOT NULL REFERENCES editions (key),
    dimension        TEXT NOT NULL,
    region_code      TEXT NOT NULL,
    value            TEXT NOT NULL,
    filed            INTEGER NOT NULL,
    approved         INTEGER NOT NULL,
    sessions         INTEGER NOT NULL,
    expected_offline INTEGER NOT NULL,
    expected_online  INTEGER NOT NULL,
    actual_offline   INTEGER NOT NULL,
    actual_online    INTEGER NOT NULL,
    supplemented     INTEGER NOT NULL,
    media_reports    INTEGER NOT NULL,
    sci_workers      INTEGER NOT NULL,
    budget_yuan      INTEGER NOT NULL,
    PRIMARY KEY (edition, dimension, region_code, value)
) STRICT, WITHOUT ROWID;

-- What each activity adds to them, so that it can be taken back.
CREATE TABLE contributions (
    activity_id  BLOB PRIMARY KEY REFERENCES activities (id),
    contribution TEXT NOT NULL
) STRICT;

-- How far the feed is read, and the time up to which the figures are complete.
CREATE TABLE statistics_progress (
    feed     TEXT PRIMARY KEY REFERENCES change_feeds (feed),
    position INTEGER NOT NULL,
    as_of    TEXT
) STRICT;
INSERT INTO statistics_progress VALUES ('activities', 0, NULL);
