-- The public side of approved activities, rendered once when they are approved. `list_key` is unique and rises with
-- the start of the activity: one column orders every public list and is its cursor.
CREATE TABLE public_activities (
    activity_id   uuid PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    edition       text NOT NULL,
    list_key      bigint NOT NULL,
    category      text NOT NULL,
    sub_category  text,
    region_code   text NOT NULL,
    city_code     text NOT NULL,
    province_code text NOT NULL,
    card          text NOT NULL,
    page          text NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT public_activities_list_key UNIQUE (list_key)
);
CREATE INDEX public_activities_edition ON public_activities (edition, list_key);
CREATE INDEX public_activities_province ON public_activities (edition, province_code, list_key);
CREATE INDEX public_activities_city ON public_activities (edition, city_code, list_key);
CREATE INDEX public_activities_region ON public_activities (edition, region_code, list_key);
CREATE INDEX public_activities_category ON public_activities (edition, category, list_key);
CREATE INDEX public_activities_category_province ON public_activities (edition, category, province_code, list_key);
CREATE INDEX public_activities_category_city ON public_activities (edition, category, city_code, list_key);
CREATE INDEX public_activities_category_region ON public_activities (edition, category, region_code, list_key);
CREATE INDEX public_activities_sub_category ON public_activities (edition, sub_category, list_key);

-- Character pairs of title, address and organiser, and the values that filters use, beside the list table so that
-- lists stay narrow.
CREATE TABLE activity_search (
    list_key bigint PRIMARY KEY REFERENCES public_activities (list_key) ON DELETE CASCADE,
    doc      tsvector NOT NULL
);
-- Without the finer statistics the planner takes a rare word for a common one and scans by time.
ALTER TABLE activity_search ALTER COLUMN doc SET STATISTICS 1000;
CREATE INDEX activity_search_doc ON activity_search USING gin (doc);
