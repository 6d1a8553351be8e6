//! Science venues and the routes through them.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    venues (id) {
        id -> Key,
        organization_id -> Key,
        name -> Text,
        region_code -> Text,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        content -> Doc,
        hidden_reason -> Nullable<Text>,
        version -> Integer,
        created_by -> Key,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    venue_tokens (token, venue_id) {
        token -> Text,
        venue_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    venue_hours (day, opens, closes, venue_id) {
        day -> Integer,
        opens -> Integer,
        closes -> Integer,
        venue_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    routes (id) {
        id -> Key,
        region_code -> Text,
        status -> Text,
        content -> Doc,
        version -> Integer,
        created_by -> Key,
        created_at -> Moment,
        updated_at -> Moment,
        published_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    route_tokens (token, route_id) {
        token -> Text,
        route_id -> Key,
    }
}
