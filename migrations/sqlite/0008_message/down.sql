DROP INDEX activities_unfinished;
DROP TABLE content_reports;
DROP TABLE account_preferences;
DROP TABLE messages;
DROP TABLE jobs;
