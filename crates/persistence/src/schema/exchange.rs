//! Tables brought in and taken out.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    imports (id) {
        id -> Key,
        kind -> Text,
        created_by -> Key,
        media_id -> Key,
        state -> Text,
        request -> Doc,
        progress -> Doc,
        version -> Integer,
        created_at -> Moment,
        finished_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    import_rows (import_id, row) {
        import_id -> Key,
        row -> Integer,
        sealed -> Binary,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    import_keys (kind, scope, key) {
        kind -> Text,
        scope -> Text,
        key -> Text,
        digest -> Text,
        resource_id -> Key,
        import_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    exports (id) {
        id -> Key,
        account_id -> Key,
        kind -> Text,
        filter -> Doc,
        personal -> Bool,
        row_count -> Nullable<BigInt>,
        created_at -> Moment,
    }
}
