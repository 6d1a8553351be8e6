//! Figures, and what they are made of.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    statistics (edition, dimension, region_code, value) {
        edition -> Text,
        dimension -> Text,
        region_code -> Text,
        value -> Text,
        filed -> BigInt,
        approved -> BigInt,
        sessions -> BigInt,
        expected_offline -> BigInt,
        expected_online -> BigInt,
        actual_offline -> BigInt,
        actual_online -> BigInt,
        supplemented -> BigInt,
        media_reports -> BigInt,
        sci_workers -> BigInt,
        budget_yuan -> BigInt,
        photos -> BigInt,
        videos -> BigInt,
        reusable_resources -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    contributions (activity_id) {
        activity_id -> Key,
        contribution -> Doc,
        edition -> Text,
        region_code -> Text,
        offline -> BigInt,
        online -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    statistics_progress (feed) {
        feed -> Text,
        position -> BigInt,
    }
}
