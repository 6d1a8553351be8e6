-- Science venues (科普阵地) of organisations.
CREATE TABLE venues (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id),
    name            text NOT NULL,
    region_code     text NOT NULL REFERENCES regions (code),
    latitude        double precision,
    longitude       double precision,
    content         jsonb NOT NULL,
    -- why an official hid it; shown without
    hidden_reason   text,
    version         integer NOT NULL,
    created_by      uuid NOT NULL REFERENCES accounts (id),
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL
);
CREATE INDEX venues_name ON venues (name, id);
CREATE INDEX venues_organization ON venues (organization_id, name, id);

-- What venues are found by: words, regions, kinds, cells of the map.
CREATE TABLE venue_tokens (
    token    text NOT NULL,
    venue_id uuid NOT NULL REFERENCES venues (id) ON DELETE CASCADE,
    PRIMARY KEY (token, venue_id)
);
CREATE INDEX venue_tokens_venue ON venue_tokens (venue_id);

-- Weekly hours: day of the week from Monday, 1 to 7; minutes of the day.
CREATE TABLE venue_hours (
    day      integer NOT NULL,
    opens    integer NOT NULL,
    closes   integer NOT NULL,
    venue_id uuid NOT NULL REFERENCES venues (id) ON DELETE CASCADE,
    PRIMARY KEY (day, opens, closes, venue_id)
);
CREATE INDEX venue_hours_venue ON venue_hours (venue_id);

-- Themed routes (科普研学路线) that officials make of venues.
CREATE TABLE routes (
    id           uuid PRIMARY KEY,
    region_code  text NOT NULL REFERENCES regions (code),
    status       text NOT NULL,
    -- stops and all: a stop outlives its venue
    content      jsonb NOT NULL,
    version      integer NOT NULL,
    created_by   uuid NOT NULL REFERENCES accounts (id),
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    published_at timestamptz
);
CREATE INDEX routes_status ON routes (status, id);

CREATE TABLE route_tokens (
    token    text NOT NULL,
    route_id uuid NOT NULL REFERENCES routes (id) ON DELETE CASCADE,
    PRIMARY KEY (token, route_id)
);
CREATE INDEX route_tokens_route ON route_tokens (route_id);
