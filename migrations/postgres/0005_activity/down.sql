ALTER TABLE activities DROP CONSTRAINT activities_status_has_event;
DROP TABLE activity_media;
DROP TABLE activity_units;
DROP TABLE activity_revisions;
DROP TABLE activity_events;
DROP TABLE activities;
