CREATE TABLE media (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL,
    status          text NOT NULL,
    file_name       text NOT NULL,
    content_type    text NOT NULL,
    size            bigint NOT NULL,
    sha256          text,
    object_key      text NOT NULL,
    upload_id       text,
    width           integer,
    height          integer,
    duration_ms     bigint,
    perceptual_hash bigint,
    variants        jsonb NOT NULL,
    created_by      uuid NOT NULL REFERENCES accounts (id),
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL
);
CREATE INDEX media_unfinished ON media (status, expires_at);
CREATE INDEX media_author ON media (created_by, created_at DESC);
