-- Venues at which visitors check in, on any day.
CREATE TABLE venue_points (
    venue_id   BLOB PRIMARY KEY REFERENCES venues (id) ON DELETE CASCADE,
    closed     INTEGER NOT NULL,
    -- rises when codes that were given out become worthless
    generation INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    updated_by BLOB NOT NULL REFERENCES accounts (id),
    updated_at TEXT NOT NULL
) STRICT;

-- Who was there. Of its own name and without a reference: a stamp outlives the venue.
CREATE TABLE venue_stamps (
    id         BLOB PRIMARY KEY,
    venue_id   BLOB NOT NULL,
    venue_name TEXT NOT NULL,
    -- the account, or after its deletion a number that leads nowhere
    visitor_id BLOB NOT NULL,
    day        TEXT NOT NULL,
    way        TEXT NOT NULL,
    -- of a ticket, so that it is good once
    nonce      BLOB UNIQUE,
    at         TEXT NOT NULL,
    UNIQUE (venue_id, day, visitor_id)
) STRICT;
CREATE INDEX venue_stamps_visitor ON venue_stamps (visitor_id, id);
CREATE INDEX venue_stamps_card ON venue_stamps (visitor_id, venue_id, day);
