DROP TABLE route_tokens;
DROP TABLE routes;
DROP TABLE venue_hours;
DROP TABLE venue_tokens;
DROP TABLE venues;
