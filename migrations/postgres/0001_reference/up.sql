CREATE TABLE regions (
    code           text PRIMARY KEY,
    name           text NOT NULL,
    full_name      text NOT NULL,
    level          text NOT NULL,
    kind           text NOT NULL,
    parent_code    text REFERENCES regions (code) DEFERRABLE INITIALLY DEFERRED,
    in_charge_code text
);
CREATE INDEX regions_parent ON regions (parent_code, code);

CREATE TABLE editions (
    key        text PRIMARY KEY,
    year       integer NOT NULL,
    is_current boolean NOT NULL,
    doc        jsonb NOT NULL,
    version    integer NOT NULL,
    updated_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX editions_current ON editions (is_current) WHERE is_current;

CREATE TABLE dictionaries (
    name       text PRIMARY KEY,
    doc        jsonb NOT NULL,
    updated_at timestamptz NOT NULL
);
