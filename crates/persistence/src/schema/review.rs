//! The review desk.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    review_queue (activity_id) {
        activity_id -> Key,
        stage -> Text,
        edition -> Text,
        review_region -> Text,
        review_city -> Text,
        review_province -> Text,
        line -> Nullable<Text>,
        submitted_at -> Moment,
        starts_at -> Moment,
        calm -> Integer,
        assigned_to -> Nullable<Key>,
        claimed_by -> Nullable<Key>,
        claimed_until -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    review_distributions (region_code, stage) {
        region_code -> Text,
        stage -> Text,
        changed_by -> Key,
        changed_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    content_reports (id) {
        id -> Key,
        activity_id -> Key,
        review_region -> Text,
        review_city -> Text,
        review_province -> Text,
        category -> Text,
        body -> Text,
        receipt_digest -> Binary,
        phone_sealed -> Nullable<Binary>,
        reporter_id -> Nullable<Key>,
        status -> Text,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Key>,
        answered_at -> Nullable<Moment>,
        version -> Integer,
        created_at -> Moment,
        resource_id -> Nullable<Key>,
    }
}
