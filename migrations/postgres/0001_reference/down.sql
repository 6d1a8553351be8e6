DROP TABLE dictionaries;
DROP TABLE editions;
DROP TABLE regions;
