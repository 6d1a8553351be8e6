//! Summaries, what became of them, and each submission as it was.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    summaries (id) {
        id -> Key,
        edition -> Text,
        level -> Text,
        region_code -> Text,
        organization_id -> Nullable<Key>,
        line -> Nullable<Text>,
        recipient -> Text,
        status -> Text,
        last_event_seq -> Integer,
        content -> Doc,
        submission -> Integer,
        late -> Bool,
        submitted_at -> Nullable<Moment>,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    summary_events (summary_id, seq) {
        summary_id -> Key,
        seq -> Integer,
        step -> Text,
        to_status -> Text,
        reason -> Nullable<Text>,
        actor_id -> Key,
        at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    summary_submissions (summary_id, number) {
        summary_id -> Key,
        number -> Integer,
        content -> Doc,
        figures -> Doc,
        late -> Bool,
        submitted_by -> Key,
        submitted_at -> Moment,
    }
}
