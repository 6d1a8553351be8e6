DROP TABLE venue_stamps;
DROP TABLE venue_points;
