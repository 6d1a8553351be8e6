-- A locked list shown to everybody before it is final.
CREATE TABLE public_notices (
    id           uuid PRIMARY KEY,
    list_id      uuid NOT NULL REFERENCES recommendation_lists (id),
    edition      text NOT NULL,
    region_code  text NOT NULL,
    subject      text NOT NULL,
    title        text NOT NULL,
    body         text NOT NULL,
    -- days in Shanghai, ISO 8601
    starts_on    text NOT NULL,
    ends_on      text NOT NULL,
    working_days integer NOT NULL,
    -- the first moment that is too late
    closes_at    timestamptz NOT NULL,
    published_at timestamptz,
    version      integer NOT NULL,
    created_by   uuid NOT NULL REFERENCES accounts (id),
    created_at   timestamptz NOT NULL,
    CONSTRAINT public_notices_list UNIQUE (list_id)
);
CREATE INDEX public_notices_edition ON public_notices (edition, id DESC);
CREATE INDEX public_notices_closing ON public_notices (closes_at, id);

CREATE TABLE objections (
    notice_id       uuid NOT NULL REFERENCES public_notices (id),
    n               integer NOT NULL,
    entry_id        uuid REFERENCES recommendation_entries (id),
    account_id      uuid NOT NULL REFERENCES accounts (id),
    -- name, employer, phone, encrypted
    sealed          bytea NOT NULL,
    statement       text NOT NULL,
    status          text NOT NULL,
    decision_reason text,
    decided_by      uuid REFERENCES accounts (id),
    decided_at      timestamptz,
    made_at         timestamptz NOT NULL,
    PRIMARY KEY (notice_id, n)
);
CREATE INDEX objections_account ON objections (account_id, notice_id);
CREATE TABLE objection_media (
    notice_id uuid NOT NULL,
    n         integer NOT NULL,
    media_id  uuid NOT NULL REFERENCES media (id),
    PRIMARY KEY (notice_id, n, media_id),
    FOREIGN KEY (notice_id, n) REFERENCES objections (notice_id, n)
);
CREATE INDEX objection_media_file ON objection_media (media_id);

CREATE TABLE certificates (
    number          text PRIMARY KEY,
    notice_id       uuid NOT NULL REFERENCES public_notices (id),
    entry_id        uuid NOT NULL REFERENCES recommendation_entries (id),
    activity_id     uuid,
    organization_id uuid NOT NULL,
    running         integer NOT NULL,
    facts           jsonb NOT NULL,
    status          text NOT NULL,
    replaced_by     text,
    replaces        text,
    -- number of the last step of its log, and that step's hash
    last_seq        integer NOT NULL,
    hash            text NOT NULL,
    -- where the PDF is, once it is printed
    object_key      text,
    issued_at       timestamptz NOT NULL
);
CREATE INDEX certificates_notice ON certificates (notice_id, running);
CREATE INDEX certificates_entry ON certificates (entry_id);
CREATE INDEX certificates_unprinted ON certificates (notice_id, running) WHERE object_key IS NULL;
-- What became of each: append-only, each hash covering the one before.
CREATE TABLE certificate_events (
    number        text NOT NULL REFERENCES certificates (number),
    seq           integer NOT NULL,
    step          text NOT NULL,
    reason        text,
    actor_id      uuid,
    at            timestamptz NOT NULL,
    previous_hash text NOT NULL,
    hash          text NOT NULL,
    PRIMARY KEY (number, seq)
);
