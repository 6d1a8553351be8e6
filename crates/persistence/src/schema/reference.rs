//! Reference data: regions, editions, dictionaries, words.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    regions (code) {
        code -> Text,
        name -> Text,
        full_name -> Text,
        level -> Text,
        kind -> Text,
        parent_code -> Nullable<Text>,
        in_charge_code -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    editions (key) {
        key -> Text,
        year -> Integer,
        is_current -> Bool,
        doc -> Doc,
        version -> Integer,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    dictionaries (name) {
        name -> Text,
        doc -> Doc,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    word_lists (name) {
        name -> Text,
        words -> Doc,
        version -> Integer,
        updated_at -> Moment,
    }
}
