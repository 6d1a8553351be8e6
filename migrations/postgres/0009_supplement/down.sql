DROP INDEX activities_ended;
DROP TABLE supplement_reminders;
DROP TABLE media_evidence;
DROP TABLE supplement_links;
DROP TABLE supplement_media;
DROP TABLE supplement_extensions;
DROP TABLE supplement_submissions;
DROP TABLE supplements;
