-- What is issued (通知公告). The newest text stands here, former ones beside it.
CREATE TABLE circulars (
    id               BLOB PRIMARY KEY,
    edition          TEXT REFERENCES editions (key),
    region_code      TEXT NOT NULL REFERENCES regions (code),
    status           TEXT NOT NULL,
    public           INTEGER NOT NULL,
    audience         TEXT NOT NULL,
    content          TEXT NOT NULL,
    -- 0 for a draft
    revision         INTEGER NOT NULL,
    note             TEXT,
    published_at     TEXT,
    withdrawn_at     TEXT,
    withdrawn_reason TEXT,
    version          INTEGER NOT NULL,
    created_by       BLOB NOT NULL REFERENCES accounts (id),
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL
) STRICT;
CREATE INDEX circulars_region ON circulars (region_code, id DESC);
CREATE INDEX circulars_public ON circulars (public, status, id DESC);

CREATE TABLE circular_revisions (
    circular_id BLOB NOT NULL REFERENCES circulars (id),
    n           INTEGER NOT NULL,
    content     TEXT NOT NULL,
    note        TEXT,
    made_by     BLOB NOT NULL REFERENCES accounts (id),
    made_at     TEXT NOT NULL,
    PRIMARY KEY (circular_id, n)
) STRICT;

-- Each sending of one: the original and the forwards (转发), one for each region. Recipients are not written down.
CREATE TABLE circular_dispatches (
    id          BLOB PRIMARY KEY,
    circular_id BLOB NOT NULL REFERENCES circulars (id),
    region_code TEXT NOT NULL REFERENCES regions (code),
    original    INTEGER NOT NULL,
    office      TEXT NOT NULL,
    cover       TEXT NOT NULL,
    audience    TEXT NOT NULL,
    issued_by   BLOB NOT NULL REFERENCES accounts (id),
    issued_at   TEXT NOT NULL,
    -- day in Shanghai on which those who have not read it were reminded last
    reminded_on TEXT,
    CONSTRAINT circular_dispatches_region UNIQUE (circular_id, region_code)
) STRICT;
CREATE INDEX circular_dispatches_id ON circular_dispatches (circular_id, id);

-- Under which addresses it is found by those it reaches.
CREATE TABLE circular_addresses (
    address     TEXT NOT NULL,
    dispatch_id BLOB NOT NULL REFERENCES circular_dispatches (id),
    PRIMARY KEY (address, dispatch_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE circular_deadlines (
    dispatch_id BLOB NOT NULL REFERENCES circular_dispatches (id),
    n           INTEGER NOT NULL,
    what        TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    whom        TEXT NOT NULL,
    PRIMARY KEY (dispatch_id, n)
) STRICT;
CREATE INDEX circular_deadlines_due ON circular_deadlines (due_on, dispatch_id, n);

-- Files by the region that sent them; kept when a correction leaves one out.
CREATE TABLE circular_media (
    circular_id BLOB NOT NULL REFERENCES circulars (id) ON DELETE CASCADE,
    region_code TEXT NOT NULL,
    media_id    BLOB NOT NULL REFERENCES media (id),
    PRIMARY KEY (circular_id, region_code, media_id)
) STRICT;
CREATE INDEX circular_media_file ON circular_media (media_id);

-- Who has read which text first, for a region's officials and for an organisation.
CREATE TABLE circular_region_receipts (
    dispatch_id BLOB NOT NULL REFERENCES circular_dispatches (id),
    region_code TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    reader_id   BLOB NOT NULL,
    read_at     TEXT NOT NULL,
    PRIMARY KEY (dispatch_id, region_code, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE circular_organization_receipts (
    dispatch_id     BLOB NOT NULL REFERENCES circular_dispatches (id),
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    revision        INTEGER NOT NULL,
    reader_id       BLOB NOT NULL,
    read_at         TEXT NOT NULL,
    PRIMARY KEY (dispatch_id, organization_id, revision)
) STRICT, WITHOUT ROWID;

-- What a recipient has marked as done.
CREATE TABLE circular_completions (
    dispatch_id BLOB NOT NULL,
    n           INTEGER NOT NULL,
    recipient   TEXT NOT NULL,
    done_by     BLOB NOT NULL,
    done_at     TEXT NOT NULL,
    PRIMARY KEY (dispatch_id, n, recipient),
    FOREIGN KEY (dispatch_id, n) REFERENCES circular_deadlines (dispatch_id, n) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- How far the telling of its recipients is; so that a process that ends in the middle repeats nothing.
CREATE TABLE circular_rounds (
    dispatch_id BLOB NOT NULL REFERENCES circular_dispatches (id),
    errand      TEXT NOT NULL,
    position    TEXT NOT NULL,
    PRIMARY KEY (dispatch_id, errand)
) STRICT, WITHOUT ROWID;

-- Recipients are walked and counted by region.
CREATE INDEX organizations_recipients ON organizations (certification, region_code, id, kind);

-- What a message is about.
ALTER TABLE messages ADD COLUMN circular_id BLOB;
