DROP TABLE certificate_events;
DROP TABLE certificates;
DROP TABLE objection_media;
DROP TABLE objections;
DROP TABLE public_notices;
