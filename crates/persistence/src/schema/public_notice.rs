//! Public notices, objections, certificates.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    public_notices (id) {
        id -> Key,
        list_id -> Key,
        edition -> Text,
        region_code -> Text,
        subject -> Text,
        title -> Text,
        body -> Text,
        starts_on -> Text,
        ends_on -> Text,
        working_days -> Integer,
        closes_at -> Moment,
        published_at -> Nullable<Moment>,
        version -> Integer,
        created_by -> Key,
        created_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    objections (notice_id, n) {
        notice_id -> Key,
        n -> Integer,
        entry_id -> Nullable<Key>,
        account_id -> Key,
        sealed -> Binary,
        statement -> Text,
        status -> Text,
        decision_reason -> Nullable<Text>,
        decided_by -> Nullable<Key>,
        decided_at -> Nullable<Moment>,
        made_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    objection_media (notice_id, n, media_id) {
        notice_id -> Key,
        n -> Integer,
        media_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    certificates (number) {
        number -> Text,
        notice_id -> Key,
        entry_id -> Key,
        activity_id -> Nullable<Key>,
        organization_id -> Key,
        running -> Integer,
        facts -> Doc,
        status -> Text,
        replaced_by -> Nullable<Text>,
        replaces -> Nullable<Text>,
        last_seq -> Integer,
        hash -> Text,
        object_key -> Nullable<Text>,
        issued_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    certificate_events (number, seq) {
        number -> Text,
        seq -> Integer,
        step -> Text,
        reason -> Nullable<Text>,
        actor_id -> Nullable<Key>,
        at -> Moment,
        previous_hash -> Text,
        hash -> Text,
    }
}
