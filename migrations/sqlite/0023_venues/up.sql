-- Science venues (科普阵地) of organisations.
CREATE TABLE venues (
    id              BLOB PRIMARY KEY,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    name            TEXT NOT NULL,
    region_code     TEXT NOT NULL REFERENCES regions (code),
    latitude        REAL,
    longitude       REAL,
    content         TEXT NOT NULL,
    -- why an official hid it; shown without
    hidden_reason   TEXT,
    version         INTEGER NOT NULL,
    created_by      BLOB NOT NULL REFERENCES accounts (id),
    created_at      TEXT NOT NULL,
    updated_at      TEXT NOT NULL
) STRICT;
CREATE INDEX venues_name ON venues (name, id);
CREATE INDEX venues_organization ON venues (organization_id, name, id);

-- What venues are found by: words, regions, kinds, cells of the map.
CREATE TABLE venue_tokens (
    token    TEXT NOT NULL,
    venue_id BLOB NOT NULL REFERENCES venues (id) ON DELETE CASCADE,
    PRIMARY KEY (token, venue_id)
) STRICT;
CREATE INDEX venue_tokens_venue ON venue_tokens (venue_id);

-- Weekly hours: day of the week from Monday, 1 to 7; minutes of the day.
CREATE TABLE venue_hours (
    day      INTEGER NOT NULL,
    opens    INTEGER NOT NULL,
    closes   INTEGER NOT NULL,
    venue_id BLOB NOT NULL REFERENCES venues (id) ON DELETE CASCADE,
    PRIMARY KEY (day, opens, closes, venue_id)
) STRICT;
CREATE INDEX venue_hours_venue ON venue_hours (venue_id);

-- Themed routes (科普研学路线) that officials make of venues.
CREATE TABLE routes (
    id           BLOB PRIMARY KEY,
    region_code  TEXT NOT NULL REFERENCES regions (code),
    status       TEXT NOT NULL,
    -- stops and all: a stop outlives its venue
    content      TEXT NOT NULL,
    version      INTEGER NOT NULL,
    created_by   BLOB NOT NULL REFERENCES accounts (id),
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    published_at TEXT
) STRICT;
CREATE INDEX routes_status ON routes (status, id);

CREATE TABLE route_tokens (
    token    TEXT NOT NULL,
    route_id BLOB NOT NULL REFERENCES routes (id) ON DELETE CASCADE,
    PRIMARY KEY (token, route_id)
) STRICT;
CREATE INDEX route_tokens_route ON route_tokens (route_id);
