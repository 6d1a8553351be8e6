-- Figures of each region, by what they are told apart by. A reader of the feed of changes keeps them.
CREATE TABLE statistics (
    edition          text NOT NULL REFERENCES editions (key),
    dimension        text NOT NULL,
    region_code      text NOT NULL,
    value            text NOT NULL,
    filed            bigint NOT NULL,
    approved         bigint NOT NULL,
    sessions         bigint NOT NULL,
    expected_offline bigint NOT NULL,
    expected_online  bigint NOT NULL,
    actual_offline   bigint NOT NULL,
    actual_online    bigint NOT NULL,
    supplemented     bigint NOT NULL,
    media_reports    bigint NOT NULL,
    sci_workers      bigint NOT NULL,
    budget_yuan      bigint NOT NULL,
    PRIMARY KEY (edition, dimension, region_code, value)
);

-- What each activity adds to them, so that it can be taken back.
CREATE TABLE contributions (
    activity_id  uuid PRIMARY KEY REFERENCES activities (id),
    contribution jsonb NOT NULL
);

-- How far the feed is read, and the time up to which the figures are complete.
CREATE TABLE statistics_progress (
    feed     text PRIMARY KEY REFERENCES change_feeds (feed),
    position bigint NOT NULL,
    as_of    timestamptz
);
INSERT INTO statistics_progress VALUES ('activities', 0, NULL);
