DROP TABLE api_clients;
DROP TABLE changes;
DROP TABLE change_feeds;
