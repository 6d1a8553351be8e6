-- Keys of what is encrypted or found by a digest, each encrypted itself with a key of the operator's secret.
CREATE TABLE data_keys (
    number      integer NOT NULL,
    -- tells the secret that opens it
    secret_mark bytea NOT NULL,
    wrapped     bytea NOT NULL,
    -- since when everything new is encrypted with it; by then every process knows it
    used_from   timestamptz NOT NULL,
    PRIMARY KEY (number, secret_mark)
);

-- First answers hold contacts: they are encrypted from now on. The readable ones are gone within two days.
ALTER TABLE idempotency_keys ADD COLUMN body_sealed bytea;
