ALTER TABLE content_reports DROP COLUMN resource_id;
DROP TABLE resource_reuses;
DROP TABLE resource_visits;
DROP TABLE resource_tokens;
DROP TABLE resource_media;
ALTER TABLE resources DROP CONSTRAINT resources_status_has_event;
DROP TABLE resource_events;
DROP TABLE resources;
