ALTER TABLE idempotency_keys DROP COLUMN body_sealed;
DROP TABLE data_keys;
