//! Where visitors check in, and who was there.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    check_in_points (id) {
        id -> Key,
        activity_id -> Key,
        name -> Text,
        opens_at -> Moment,
        closes_at -> Moment,
        closed -> Bool,
        generation -> Integer,
        version -> Integer,
        created_by -> Key,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    check_ins (id) {
        id -> Key,
        point_id -> Key,
        visitor_id -> Key,
        day -> Text,
        way -> Text,
        nonce -> Nullable<Binary>,
        at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_visits (activity_id, day, visitor_id) {
        activity_id -> Key,
        day -> Text,
        visitor_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    wrong_codes (account_id, day) {
        account_id -> Key,
        day -> Text,
        count -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    venue_points (venue_id) {
        venue_id -> Key,
        closed -> Bool,
        generation -> Integer,
        version -> Integer,
        updated_by -> Key,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    venue_stamps (id) {
        id -> Key,
        venue_id -> Key,
        venue_name -> Text,
        visitor_id -> Key,
        day -> Text,
        way -> Text,
        nonce -> Nullable<Binary>,
        at -> Moment,
    }
}
