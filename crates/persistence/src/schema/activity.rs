//! Activities and what belongs to one.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activities (id) {
        id -> Key,
        edition -> Text,
        organization_id -> Key,
        created_by -> Key,
        status -> Text,
        last_event_seq -> Integer,
        version -> Integer,
        revision -> Integer,
        title -> Nullable<Text>,
        category -> Nullable<Text>,
        sub_category -> Nullable<Text>,
        mode -> Nullable<Text>,
        starts_at -> Nullable<Moment>,
        ends_at -> Nullable<Moment>,
        region_code -> Nullable<Text>,
        review_region -> Text,
        review_city -> Text,
        review_province -> Text,
        line -> Nullable<Text>,
        poster_id -> Nullable<Key>,
        back_filed -> Bool,
        content -> Doc,
        sealed -> Binary,
        submitted_at -> Nullable<Moment>,
        approved_at -> Nullable<Moment>,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_events (activity_id, seq) {
        activity_id -> Key,
        seq -> Integer,
        step -> Text,
        from_status -> Nullable<Text>,
        to_status -> Text,
        reason -> Nullable<Text>,
        revision -> Integer,
        actor_id -> Nullable<Key>,
        actor_role -> Nullable<Text>,
        at -> Moment,
        previous_hash -> Text,
        hash -> Text,
        on_behalf_of -> Nullable<Key>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_revisions (activity_id, number) {
        activity_id -> Key,
        number -> Integer,
        content -> Doc,
        sealed -> Binary,
        submitted_by -> Key,
        submitted_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_units (activity_id, organization_id) {
        activity_id -> Key,
        organization_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_media (activity_id, media_id) {
        activity_id -> Key,
        media_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    public_activities (activity_id) {
        activity_id -> Key,
        edition -> Text,
        list_key -> BigInt,
        category -> Text,
        sub_category -> Nullable<Text>,
        region_code -> Text,
        city_code -> Text,
        province_code -> Text,
        card -> Text,
        page -> Text,
        updated_at -> Moment,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        marks -> Text,
        rendering -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_findings (activity_id) {
        activity_id -> Key,
        findings -> Doc,
        checked_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    joint_filings (activity_id) {
        activity_id -> Key,
        joint_id -> Key,
        is_primary -> Bool,
        joined_by -> Key,
        joined_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    link_checks (digest) {
        digest -> Binary,
        url -> Text,
        verdict -> Doc,
        checked_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_links (activity_id, digest) {
        activity_id -> Key,
        digest -> Binary,
    }
}
