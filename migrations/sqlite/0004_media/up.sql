CREATE TABLE media (
    id              BLOB PRIMARY KEY,
    kind            TEXT NOT NULL,
    status          TEXT NOT NULL,
    file_name       TEXT NOT NULL,
    content_type    TEXT NOT NULL,
    size            INTEGER NOT NULL,
    sha256          TEXT,
    object_key      TEXT NOT NULL,
    upload_id       TEXT,
    width           INTEGER,
    height          INTEGER,
    duration_ms     INTEGER,
    perceptual_hash INTEGER,
    variants        TEXT NOT NULL,
    created_by      BLOB NOT NULL REFERENCES accounts (id),
    created_at      TEXT NOT NULL,
    expires_at      TEXT NOT NULL
) STRICT;
CREATE INDEX media_unfinished ON media (status, expires_at);
CREATE INDEX media_author ON media (created_by, created_at DESC);
