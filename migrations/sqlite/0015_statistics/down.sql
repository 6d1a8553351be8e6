DROP TABLE statistics_progress;
DROP TABLE contributions;
DROP TABLE statistics;
