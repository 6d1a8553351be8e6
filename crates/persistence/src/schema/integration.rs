//! Other systems: feeds of changes, clients.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    change_feeds (feed) {
        feed -> Text,
        last -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    changes (feed, resource_id, region_code) {
        feed -> Text,
        resource_id -> Key,
        region_code -> Text,
        city_code -> Text,
        province_code -> Text,
        version -> Integer,
        gone -> Bool,
        position -> Nullable<BigInt>,
        changed_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    api_clients (id) {
        id -> Key,
        name -> Text,
        scopes -> Doc,
        region_code -> Text,
        organization_ids -> Doc,
        requests_per_minute -> Integer,
        secret_number -> Integer,
        secret_digest -> Binary,
        previous_digest -> Nullable<Binary>,
        previous_until -> Nullable<Moment>,
        rotated_at -> Moment,
        last_used_at -> Nullable<Moment>,
        revoked_at -> Nullable<Moment>,
        version -> Integer,
        created_by -> Key,
        created_at -> Moment,
        updated_at -> Moment,
    }
}
