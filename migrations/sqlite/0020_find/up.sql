-- Finding activities near a place and on a day, and counting what is found.
ALTER TABLE public_activities ADD COLUMN latitude REAL;
ALTER TABLE public_activities ADD COLUMN longitude REAL;
-- What it is found by, as `domain::public::Mark` writes it, apart by spaces.
ALTER TABLE public_activities ADD COLUMN marks TEXT NOT NULL DEFAULT '';
-- Which rendering of its page it is; what is older is rendered anew by and by.
ALTER TABLE public_activities ADD COLUMN rendering INTEGER NOT NULL DEFAULT 0;
CREATE INDEX public_activities_rendering ON public_activities (rendering, activity_id);

-- Figures have learnt what everyone finds: all is counted anew from the first change.
DELETE FROM statistics;
DELETE FROM contributions;
UPDATE statistics_progress SET position = 0;

-- Links of what is still to come are tried again.
CREATE INDEX link_checks_checked_at ON link_checks (checked_at);

-- Lists of a region over all editions.
CREATE INDEX public_activities_of_province ON public_activities (province_code, list_key);
CREATE INDEX public_activities_of_city ON public_activities (city_code, list_key);
CREATE INDEX public_activities_of_region ON public_activities (region_code, list_key);
