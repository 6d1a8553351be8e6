-- A locked list shown to everybody before it is final.
CREATE TABLE public_notices (
    id           BLOB PRIMARY KEY,
    list_id      BLOB NOT NULL REFERENCES recommendation_lists (id),
    edition      TEXT NOT NULL,
    region_code  TEXT NOT NULL,
    subject      TEXT NOT NULL,
    title        TEXT NOT NULL,
    body         TEXT NOT NULL,
    -- days in Shanghai, ISO 8601
    starts_on    TEXT NOT NULL,
    ends_on      TEXT NOT NULL,
    working_days INTEGER NOT NULL,
    -- the first moment that is too late
    closes_at    TEXT NOT NULL,
    published_at TEXT,
    version      INTEGER NOT NULL,
    created_by   BLOB NOT NULL REFERENCES accounts (id),
    created_at   TEXT NOT NULL,
    CONSTRAINT public_notices_list UNIQUE (list_id)
) STRICT;
CREATE INDEX public_notices_edition ON public_notices (edition, id DESC);
CREATE INDEX public_notices_closing ON public_notices (closes_at, id);

CREATE TABLE objections (
    notice_id       BLOB NOT NULL REFERENCES public_notices (id),
    n               INTEGER NOT NULL,
    entry_id        BLOB REFERENCES recommendation_entries (id),
    account_id      BLOB NOT NULL REFERENCES accounts (id),
    -- name, employer, phone, encrypted
    sealed          BLOB NOT NULL,
    statement       TEXT NOT NULL,
    status          TEXT NOT NULL,
    decision_reason TEXT,
    decided_by      BLOB REFERENCES accounts (id),
    decided_at      TEXT,
    made_at         TEXT NOT NULL,
    PRIMARY KEY (notice_id, n)
) STRICT;
CREATE INDEX objections_account ON objections (account_id, notice_id);
CREATE TABLE objection_media (
    notice_id BLOB NOT NULL,
    n         INTEGER NOT NULL,
    media_id  BLOB NOT NULL REFERENCES media (id),
    PRIMARY KEY (notice_id, n, media_id),
    FOREIGN KEY (notice_id, n) REFERENCES objections (notice_id, n)
) STRICT;
CREATE INDEX objection_media_file ON objection_media (media_id);

CREATE TABLE certificates (
    number          TEXT PRIMARY KEY,
    notice_id       BLOB NOT NULL REFERENCES public_notices (id),
    entry_id        BLOB NOT NULL REFERENCES recommendation_entries (id),
    activity_id     BLOB,
    organization_id BLOB NOT NULL,
    running         INTEGER NOT NULL,
    facts           TEXT NOT NULL,
    status          TEXT NOT NULL,
    replaced_by     TEXT,
    replaces        TEXT,
    -- number of the last step of its log, and that step's hash
    last_seq        INTEGER NOT NULL,
    hash            TEXT NOT NULL,
    -- where the PDF is, once it is printed
    object_key      TEXT,
    issued_at       TEXT NOT NULL
) STRICT;
CREATE INDEX certificates_notice ON certificates (notice_id, running);
CREATE INDEX certificates_entry ON certificates (entry_id);
CREATE INDEX certificates_unprinted ON certificates (notice_id, running) WHERE object_key IS NULL;
-- What became of each: append-only, each hash covering the one before.
CREATE TABLE certificate_events (
    number        TEXT NOT NULL REFERENCES certificates (number),
    seq           INTEGER NOT NULL,
    step          TEXT NOT NULL,
    reason        TEXT,
    actor_id      BLOB,
    at            TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash          TEXT NOT NULL,
    PRIMARY KEY (number, seq)
) STRICT;
