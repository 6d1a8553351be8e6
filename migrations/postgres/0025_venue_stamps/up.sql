-- Venues at which visitors check in, on any day.
CREATE TABLE venue_points (
    venue_id   uuid PRIMARY KEY REFERENCES venues (id) ON DELETE CASCADE,
    closed     boolean NOT NULL,
    -- rises when codes that were given out become worthless
    generation integer NOT NULL,
    version    integer NOT NULL,
    updated_by uuid NOT NULL REFERENCES accounts (id),
    updated_at timestamptz NOT NULL
);

-- Who was there. Of its own name and without a reference: a stamp outlives the venue.
CREATE TABLE venue_stamps (
    id         uuid PRIMARY KEY,
    venue_id   uuid NOT NULL,
    venue_name text NOT NULL,
    -- the account, or after its deletion a number that leads nowhere
    visitor_id uuid NOT NULL,
    day        text NOT NULL,
    way        text NOT NULL,
    -- of a ticket, so that it is good once
    nonce      bytea UNIQUE,
    at         timestamptz NOT NULL,
    UNIQUE (venue_id, day, visitor_id)
);
CREATE INDEX venue_stamps_visitor ON venue_stamps (visitor_id, id);
CREATE INDEX venue_stamps_card ON venue_stamps (visitor_id, venue_id, day);
