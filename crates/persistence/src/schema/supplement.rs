//! What is added after the event.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    supplements (activity_id) {
        activity_id -> Key,
        content -> Doc,
        version -> Integer,
        submission -> Integer,
        submitted_at -> Nullable<Moment>,
        updated_by -> Key,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    supplement_submissions (activity_id, number) {
        activity_id -> Key,
        number -> Integer,
        content -> Doc,
        submitted_by -> Key,
        submitted_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    supplement_extensions (activity_id, seq) {
        activity_id -> Key,
        seq -> Integer,
        until -> Text,
        reason -> Text,
        granted_by -> Key,
        granted_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    supplement_media (activity_id, media_id) {
        activity_id -> Key,
        media_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    supplement_links (activity_id, digest) {
        activity_id -> Key,
        digest -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    media_evidence (media_id) {
        media_id -> Key,
        sealed -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    supplement_reminders (activity_id, days_before) {
        activity_id -> Key,
        days_before -> Integer,
    }
}
