//! The resource library.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    resources (id) {
        id -> Key,
        activity_id -> Key,
        organization_id -> Key,
        review_region -> Text,
        review_city -> Text,
        review_province -> Text,
        region_code -> Text,
        status -> Text,
        last_event_seq -> Integer,
        shown -> Bool,
        rank -> Integer,
        title -> Text,
        content -> Doc,
        cover_id -> Nullable<Key>,
        batch -> Nullable<Text>,
        submitted_at -> Nullable<Moment>,
        published_at -> Nullable<Moment>,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
        views -> BigInt,
        shares -> BigInt,
        reuses -> BigInt,
        reached -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    resource_events (resource_id, seq) {
        resource_id -> Key,
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

    resource_media (resource_id, media_id) {
        resource_id -> Key,
        media_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    resource_tokens (token, resource_id) {
        token -> Text,
        resource_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    resource_visits (day, resource_id, deed, visitor) {
        day -> Text,
        resource_id -> Key,
        deed -> Text,
        visitor -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    resource_reuses (resource_id, activity_id) {
        resource_id -> Key,
        activity_id -> Key,
        organization_id -> Key,
        used_on -> Text,
        participants -> BigInt,
        created_by -> Key,
        created_at -> Moment,
    }
}
