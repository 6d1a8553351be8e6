DROP TABLE activity_search;
DROP TABLE public_activities;
