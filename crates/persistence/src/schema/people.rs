//! Accounts, grants and organisations.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    accounts (id) {
        id -> Key,
        phone_digest -> Binary,
        phone_sealed -> Binary,
        display_name -> Text,
        locked -> Bool,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
        locked_reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    sms_codes (id) {
        id -> Key,
        phone_digest -> Binary,
        address_digest -> Binary,
        code_digest -> Binary,
        attempts -> Integer,
        created_at -> Moment,
        expires_at -> Moment,
        used_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    sessions (id) {
        id -> Key,
        account_id -> Key,
        device -> Text,
        created_at -> Moment,
        last_used_at -> Moment,
        expires_at -> Moment,
        revoked_at -> Nullable<Moment>,
        second_factor_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    refresh_tokens (digest) {
        digest -> Binary,
        session_id -> Key,
        created_at -> Moment,
        used_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    idempotency_keys (account_id, key) {
        account_id -> Key,
        key -> Text,
        request_digest -> Binary,
        status -> Integer,
        location -> Nullable<Text>,
        body -> Nullable<Text>,
        created_at -> Moment,
        body_sealed -> Nullable<Binary>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    data_keys (number, secret_mark) {
        number -> Integer,
        secret_mark -> Binary,
        wrapped -> Binary,
        used_from -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    organizations (id) {
        id -> Key,
        full_name -> Text,
        kind -> Text,
        region_code -> Text,
        uscc -> Nullable<Text>,
        host_unit -> Nullable<Text>,
        aliases -> Doc,
        certification -> Text,
        source -> Text,
        contact_sealed -> Nullable<Binary>,
        merged_into -> Nullable<Key>,
        created_by -> Nullable<Key>,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    organization_tokens (token, organization_id) {
        token -> Text,
        organization_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    grants (id) {
        id -> Key,
        account_id -> Key,
        role -> Text,
        region_code -> Nullable<Text>,
        organization_id -> Nullable<Key>,
        lines -> Doc,
        created_at -> Moment,
        revoked_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    delegations (id) {
        id -> Key,
        account_id -> Key,
        delegate_id -> Key,
        starts_at -> Moment,
        ends_at -> Moment,
        created_at -> Moment,
        revoked_at -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    account_preferences (account_id) {
        account_id -> Key,
        preferences -> Doc,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    calendars (account_id) {
        account_id -> Key,
        digest -> Binary,
        created_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    second_factors (account_id) {
        account_id -> Key,
        secret_sealed -> Binary,
        created_at -> Moment,
        confirmed_at -> Nullable<Moment>,
        last_interval -> BigInt,
        failures -> Integer,
        locked_until -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    recovery_codes (account_id, digest) {
        account_id -> Key,
        digest -> Binary,
        used_at -> Nullable<Moment>,
    }
}
