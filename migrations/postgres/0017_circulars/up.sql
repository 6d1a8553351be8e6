-- What is issued (通知公告). The newest text stands here, former ones beside it.
CREATE TABLE circulars (
    id               uuid PRIMARY KEY,
    edition          text REFERENCES editions (key),
    region_code      text NOT NULL REFERENCES regions (code),
    status           text NOT NULL,
    public           boolean NOT NULL,
    audience         jsonb NOT NULL,
    content          jsonb NOT NULL,
    -- 0 for a draft
    revision         integer NOT NULL,
    note             text,
    published_at     timestamptz,
    withdrawn_at     timestamptz,
    withdrawn_reason text,
    version          integer NOT NULL,
    created_by       uuid NOT NULL REFERENCES accounts (id),
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);
CREATE INDEX circulars_region ON circulars (region_code, id DESC);
CREATE INDEX circulars_public ON circulars (public, status, id DESC);

CREATE TABLE circular_revisions (
    circular_id uuid NOT NULL REFERENCES circulars (id),
    n           integer NOT NULL,
    content     jsonb NOT NULL,
    note        text,
    made_by     uuid NOT NULL REFERENCES accounts (id),
    made_at     timestamptz NOT NULL,
    PRIMARY KEY (circular_id, n)
);

-- Each sending of one: the original and the forwards (转发), one for each region. Recipients are not written down.
CREATE TABLE circular_dispatches (
    id          uuid PRIMARY KEY,
    circular_id uuid NOT NULL REFERENCES circulars (id),
    region_code text NOT NULL REFERENCES regions (code),
    original    boolean NOT NULL,
    office      text NOT NULL,
    cover       text NOT NULL,
    audience    jsonb NOT NULL,
    issued_by   uuid NOT NULL REFERENCES accounts (id),
    issued_at   timestamptz NOT NULL,
    -- day in Shanghai on which those who have not read it were reminded last
    reminded_on text,
    CONSTRAINT circular_dispatches_region UNIQUE (circular_id, region_code)
);
CREATE INDEX circular_dispatches_id ON circular_dispatches (circular_id, id);

-- Under which addresses it is found by those it reaches.
CREATE TABLE circular_addresses (
    address     text NOT NULL,
    dispatch_id uuid NOT NULL REFERENCES circular_dispatches (id),
    PRIMARY KEY (address, dispatch_id)
);

CREATE TABLE circular_deadlines (
    dispatch_id uuid NOT NULL REFERENCES circular_dispatches (id),
    n           integer NOT NULL,
    what        text NOT NULL,
    due_on      text NOT NULL,
    whom        text NOT NULL,
    PRIMARY KEY (dispatch_id, n)
);
CREATE INDEX circular_deadlines_due ON circular_deadlines (due_on, dispatch_id, n);

-- Files by the region that sent them; kept when a correction leaves one out.
CREATE TABLE circular_media (
    circular_id uuid NOT NULL REFERENCES circulars (id) ON DELETE CASCADE,
    region_code text NOT NULL,
    media_id    uuid NOT NULL REFERENCES media (id),
    PRIMARY KEY (circular_id, region_code, media_id)
);
CREATE INDEX circular_media_file ON circular_media (media_id);

-- Who has read which text first, for a region's officials and for an organisation.
CREATE TABLE circular_region_receipts (
    dispatch_id uuid NOT NULL REFERENCES circular_dispatches (id),
    region_code text NOT NULL,
    revision    integer NOT NULL,
    reader_id   uuid NOT NULL,
    read_at     timestamptz NOT NULL,
    PRIMARY KEY (dispatch_id, region_code, revision)
);
CREATE TABLE circular_organization_receipts (
    dispatch_id     uuid NOT NULL REFERENCES circular_dispatches (id),
    organization_id uuid NOT NULL REFERENCES organizations (id),
    revision        integer NOT NULL,
    reader_id       uuid NOT NULL,
    read_at         timestamptz NOT NULL,
    PRIMARY KEY (dispatch_id, organization_id, revision)
);

-- What a recipient has marked as done.
CREATE TABLE circular_completions (
    dispatch_id uuid NOT NULL,
    n           integer NOT NULL,
    recipient   text NOT NULL,
    done_by     uuid NOT NULL,
    done_at     timestamptz NOT NULL,
    PRIMARY KEY (dispatch_id, n, recipient),
    FOREIGN KEY (dispatch_id, n) REFERENCES circular_deadlines (dispatch_id, n) ON DELETE CASCADE
);

-- How far the telling of its recipients is; so that a process that ends in the middle repeats nothing.
CREATE TABLE circular_rounds (
    dispatch_id uuid NOT NULL REFERENCES circular_dispatches (id),
    errand      text NOT NULL,
    position    text NOT NULL,
    PRIMARY KEY (dispatch_id, errand)
);

-- Recipients are walked and counted by region.
CREATE INDEX organizations_recipients ON organizations (certification, region_code, id, kind);

-- What a message is about.
ALTER TABLE messages ADD COLUMN circular_id uuid;
