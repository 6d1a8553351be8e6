DROP TABLE wrong_codes;
DROP TABLE activity_visits;
DROP TABLE check_ins;
DROP TABLE check_in_points;
