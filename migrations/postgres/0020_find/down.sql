DROP INDEX link_checks_checked_at;
DROP INDEX public_activities_rendering;
ALTER TABLE public_activities DROP COLUMN rendering;
ALTER TABLE public_activities DROP COLUMN marks;
ALTER TABLE public_activities DROP COLUMN longitude;
ALTER TABLE public_activities DROP COLUMN latitude;
DELETE FROM statistics;
DELETE FROM contributions;
UPDATE statistics_progress SET position = 0;
