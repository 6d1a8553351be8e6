//! Recommendation lists, their entries and scores.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    recommendation_lists (id) {
        id -> Key,
        edition -> Text,
        region_code -> Text,
        subject -> Text,
        status -> Text,
        slots -> Integer,
        lock_on -> Nullable<Text>,
        opinion -> Text,
        scan_id -> Nullable<Key>,
        returned_reason -> Nullable<Text>,
        weights -> Doc,
        version -> Integer,
        locked_at -> Nullable<Moment>,
        endorsed_at -> Nullable<Moment>,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    recommendation_entries (id) {
        id -> Key,
        list_id -> Key,
        subject_id -> Key,
        activity_id -> Nullable<Key>,
        organization_id -> Key,
        region_code -> Text,
        name -> Text,
        status -> Text,
        position -> Integer,
        opinion -> Text,
        note -> Text,
        source_id -> Nullable<Key>,
        from_region -> Nullable<Text>,
        reason -> Nullable<Text>,
        frozen -> Nullable<Doc>,
        added_by -> Key,
        added_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    score_experts (list_id, account_id) {
        list_id -> Key,
        account_id -> Key,
        invited_by -> Key,
        invited_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    expert_scores (entry_id, account_id) {
        entry_id -> Key,
        account_id -> Key,
        scores -> Doc,
        scored_at -> Moment,
    }
}
