-- Where visitors of an activity check in.
CREATE TABLE check_in_points (
    id          BLOB PRIMARY KEY,
    activity_id BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    name        TEXT NOT NULL,
    opens_at    TEXT NOT NULL,
    closes_at   TEXT NOT NULL,
    closed      INTEGER NOT NULL,
    -- rises when codes that were given out become worthless
    generation  INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    created_by  BLOB NOT NULL REFERENCES accounts (id),
    created_at  TEXT NOT NULL,
    updated_at  TEXT NOT NULL
) STRICT;
CREATE INDEX check_in_points_activity ON check_in_points (activity_id, id);

-- Who was there: the account, or after its deletion a number that leads nowhere.
CREATE TABLE check_ins (
    id         BLOB PRIMARY KEY,
    point_id   BLOB NOT NULL REFERENCES check_in_points (id) ON DELETE CASCADE,
    visitor_id BLOB NOT NULL,
    day        TEXT NOT NULL,
    way        TEXT NOT NULL,
    -- of a ticket, so that it is good once
    nonce      BLOB UNIQUE,
    at         TEXT NOT NULL,
    UNIQUE (point_id, day, visitor_id)
) STRICT;
CREATE INDEX check_ins_visitor ON check_ins (visitor_id, id);

-- The same for each activity: who came to three points came once.
CREATE TABLE activity_visits (
    activity_id BLOB NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    day         TEXT NOT NULL,
    visitor_id  BLOB NOT NULL,
    PRIMARY KEY (activity_id, day, visitor_id)
) STRICT;
CREATE INDEX activity_visits_visitor ON activity_visits (visitor_id);

-- Wrong codes of one account in a day.
CREATE TABLE wrong_codes (
    account_id BLOB NOT NULL REFERENCES accounts (id),
    day        TEXT NOT NULL,
    count      INTEGER NOT NULL,
    PRIMARY KEY (account_id, day)
) STRICT;
