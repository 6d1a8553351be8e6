DROP TABLE activity_media;
DROP TABLE activity_units;
DROP TABLE activity_revisions;
DROP TABLE activity_events;
DROP TABLE activities;
