ALTER TABLE statistics_progress ADD COLUMN as_of TEXT;
DROP TABLE quota_reminders;
DROP TABLE quotas;
DROP TABLE quota_sets;
