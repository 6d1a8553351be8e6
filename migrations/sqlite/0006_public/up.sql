-- The public side of approved activities, rendered once when they are approved. `list_key` is unique and rises with
-- the start of the activity: one column orders every public list and is its cursor.
CREATE TABLE public_activities (
    activity_id   BLOB PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
    edition       TEXT NOT NULL,
    list_key      INTEGER NOT NULL,
    category      TEXT NOT NULL,
    sub_category  TEXT,
    region_code   TEXT NOT NULL,
    city_code     TEXT NOT NULL,
    province_code TEXT NOT NULL,
    card          TEXT NOT NULL,
    page          TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    CONSTRAINT public_activities_list_key UNIQUE (list_key)
) STRICT;
CREATE INDEX public_activities_edition ON public_activities (edition, list_key);
CREATE INDEX public_activities_province ON public_activities (edition, province_code, list_key);
CREATE INDEX public_activities_city ON public_activities (edition, city_code, list_key);
CREATE INDEX public_activities_region ON public_activities (edition, region_code, list_key);
CREATE INDEX public_activities_category ON public_activities (edition, category, list_key);
CREATE INDEX public_activities_category_province ON public_activities (edition, category, province_code, list_key);
CREATE INDEX public_activities_category_city ON public_activities (edition, category, city_code, list_key);
CREATE INDEX public_activities_category_region ON public_activities (edition, category, region_code, list_key);
CREATE INDEX public_activities_sub_category ON public_activities (edition, sub_category, list_key);

-- Character pairs of title, address and organiser, and the values that filters use. The rowid is the list key, so
-- that matches come in list order without a sort; nothing but the index is stored.
CREATE VIRTUAL TABLE activity_search USING fts5 (
    doc, content = '', contentless_delete = 1, detail = none,
    tokenize = "unicode61 remove_diacritics 0 tokenchars ':_-'"
);
