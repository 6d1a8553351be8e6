//! Messages and the work that follows a transaction.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    jobs (id) {
        id -> Key,
        kind -> Text,
        subject -> Nullable<Text>,
        payload -> Doc,
        run_after -> Moment,
        attempts -> Integer,
        leased_until -> Nullable<Moment>,
        failed -> Bool,
        last_error -> Nullable<Text>,
        created_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    messages (id) {
        id -> Key,
        account_id -> Key,
        kind -> Text,
        activity_id -> Nullable<Key>,
        args -> Doc,
        mark -> Nullable<Text>,
        created_at -> Moment,
        read_at -> Nullable<Moment>,
        circular_id -> Nullable<Key>,
    }
}
