//! The audit log.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    audit_entries (id) {
        id -> Key,
        at -> Moment,
        account_id -> Nullable<Key>,
        client_id -> Nullable<Key>,
        operation -> Text,
        object_id -> Nullable<Key>,
        path -> Text,
        outcome -> Text,
        code -> Nullable<Text>,
        address_sealed -> Binary,
        request_id -> Text,
        digest -> Binary,
        seal -> Nullable<BigInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    audit_seals (number) {
        number -> BigInt,
        at -> Moment,
        entries -> Integer,
        digest -> Binary,
        hash -> Binary,
        emptied_at -> Nullable<Moment>,
    }
}
