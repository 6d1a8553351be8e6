DROP TABLE expert_scores;
DROP TABLE score_experts;
DROP TABLE recommendation_entries;
DROP TABLE recommendation_lists;
