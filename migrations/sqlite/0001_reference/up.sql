CREATE TABLE regions (
    code           TEXT PRIMARY KEY,
    name           TEXT NOT NULL,
    full_name      TEXT NOT NULL,
    level          TEXT NOT NULL,
    kind           TEXT NOT NULL,
    parent_code    TEXT REFERENCES regions (code) DEFERRABLE INITIALLY DEFERRED,
    in_charge_code TEXT
) STRICT;
CREATE INDEX regions_parent ON regions (parent_code, code);

CREATE TABLE editions (
    key        TEXT PRIMARY KEY,
    year       INTEGER NOT NULL,
    is_current INTEGER NOT NULL,
    doc        TEXT NOT NULL,
    version    INTEGER NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX editions_current ON editions (is_current) WHERE is_current = 1;

CREATE TABLE dictionaries (
    name       TEXT PRIMARY KEY,
    doc        TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;
