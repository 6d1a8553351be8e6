-- Where visitors of an activity check in.
CREATE TABLE check_in_points (
    id          uuid PRIMARY KEY,
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    name        text NOT NULL,
    opens_at    timestamptz NOT NULL,
    closes_at   timestamptz NOT NULL,
    closed      boolean NOT NULL,
    -- rises when codes that were given out become worthless
    generation  integer NOT NULL,
    version     integer NOT NULL,
    created_by  uuid NOT NULL REFERENCES accounts (id),
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL
);
CREATE INDEX check_in_points_activity ON check_in_points (activity_id, id);

-- Who was there: the account, or after its deletion a number that leads nowhere.
CREATE TABLE check_ins (
    id         uuid PRIMARY KEY,
    point_id   uuid NOT NULL REFERENCES check_in_points (id) ON DELETE CASCADE,
    visitor_id uuid NOT NULL,
    day        text NOT NULL,
    way        text NOT NULL,
    -- of a ticket, so that it is good once
    nonce      bytea UNIQUE,
    at         timestamptz NOT NULL,
    UNIQUE (point_id, day, visitor_id)
);
CREATE INDEX check_ins_visitor ON check_ins (visitor_id, id);

-- The same for each activity: who came to three points came once.
CREATE TABLE activity_visits (
    activity_id uuid NOT NULL REFERENCES activities (id) ON DELETE CASCADE,
    day         text NOT NULL,
    visitor_id  uuid NOT NULL,
    PRIMARY KEY (activity_id, day, visitor_id)
);
CREATE INDEX activity_visits_visitor ON activity_visits (visitor_id);

-- Wrong codes of one account in a day.
CREATE TABLE wrong_codes (
    account_id uuid NOT NULL REFERENCES accounts (id),
    day        text NOT NULL,
    count      integer NOT NULL,
    PRIMARY KEY (account_id, day)
);
