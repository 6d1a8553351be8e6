//! Files.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    media (id) {
        id -> Key,
        kind -> Text,
        status -> Text,
        file_name -> Text,
        content_type -> Text,
        size -> BigInt,
        sha256 -> Nullable<Text>,
        object_key -> Text,
        upload_id -> Nullable<Text>,
        width -> Nullable<Integer>,
        height -> Nullable<Integer>,
        duration_ms -> Nullable<BigInt>,
        perceptual_hash -> Nullable<BigInt>,
        variants -> Doc,
        created_by -> Key,
        created_at -> Moment,
        expires_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    picture_bands (band, bits, media_id) {
        band -> Integer,
        bits -> Integer,
        media_id -> Key,
    }
}
