ALTER TABLE content_reports DROP COLUMN resource_id;
DROP TABLE resource_reuses;
DROP TABLE resource_visits;
DROP TABLE resource_tokens;
DROP TABLE resource_media;
DROP TABLE resource_events;
DROP TABLE resources;
