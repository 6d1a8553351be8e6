//! Addresses that are told of events, and what was sent.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    webhooks (id) {
        id -> Key,
        url -> Text,
        description -> Text,
        events -> Doc,
        region_code -> Text,
        active -> Bool,
        secret -> Binary,
        previous_secret -> Nullable<Binary>,
        previous_until -> Nullable<Moment>,
        failures -> Integer,
        closed_until -> Nullable<Moment>,
        version -> Integer,
        created_by -> Key,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    webhook_deliveries (webhook_id, n) {
        webhook_id -> Key,
        n -> Integer,
        event_id -> Key,
        event -> Text,
        body -> Text,
        status -> Text,
        attempts -> Integer,
        next_at -> Nullable<Moment>,
        last_status -> Nullable<Integer>,
        last_error -> Nullable<Text>,
        excerpt -> Nullable<Text>,
        took_ms -> Nullable<Integer>,
        replay_of -> Nullable<Integer>,
        created_at -> Moment,
        delivered_at -> Nullable<Moment>,
    }
}
