//! Circulars: what is issued, each sending of it, who has read it and what was done.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circulars (id) {
        id -> Key,
        edition -> Nullable<Text>,
        region_code -> Text,
        status -> Text,
        public -> Bool,
        audience -> Doc,
        content -> Doc,
        revision -> Integer,
        note -> Nullable<Text>,
        published_at -> Nullable<Moment>,
        withdrawn_at -> Nullable<Moment>,
        withdrawn_reason -> Nullable<Text>,
        version -> Integer,
        created_by -> Key,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circular_revisions (circular_id, n) {
        circular_id -> Key,
        n -> Integer,
        content -> Doc,
        note -> Nullable<Text>,
        made_by -> Key,
        made_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circular_dispatches (id) {
        id -> Key,
        circular_id -> Key,
        region_code -> Text,
        original -> Bool,
        office -> Text,
        cover -> Text,
        audience -> Doc,
        issued_by -> Key,
        issued_at -> Moment,
        reminded_on -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circular_addresses (address, dispatch_id) {
        address -> Text,
        dispatch_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circular_deadlines (dispatch_id, n) {
        dispatch_id -> Key,
        n -> Integer,
        what -> Text,
        due_on -> Text,
        whom -> Text,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circular_media (circular_id, region_code, media_id) {
        circular_id -> Key,
        region_code -> Text,
        media_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circular_region_receipts (dispatch_id, region_code, revision) {
        dispatch_id -> Key,
        region_code -> Text,
        revision -> Integer,
        reader_id -> Key,
        read_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circular_organization_receipts (dispatch_id, organization_id, revision) {
        dispatch_id -> Key,
        organization_id -> Key,
        revision -> Integer,
        reader_id -> Key,
        read_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circular_completions (dispatch_id, n, recipient) {
        dispatch_id -> Key,
        n -> Integer,
        recipient -> Text,
        done_by -> Key,
        done_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    circular_rounds (dispatch_id, errand) {
        dispatch_id -> Key,
        errand -> Text,
        position -> Text,
    }
}
