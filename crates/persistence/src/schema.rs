//! The tables, in portable types. Kept by hand: a contract test selects every column on both engines.

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

    accounts (id) {
        id -> Key,
        phone_digest -> Binary,
        phone_sealed -> Binary,
        display_name -> Text,
        locked -> Bool,
        version -> Integer,
        created_at -> Moment,
        updated_at -> Moment,
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

    activities (id) {
        id -> Key,
        edition -> Text,
        organization_id -> Key,
        created_by -> Key,
        status -> Text,
        last_event_seq -> Integer,
        version -> Integer,
        revision -> Integer,
        title -> Nullable<Text>,
        category -> Nullable<Text>,
        sub_category -> Nullable<Text>,
        mode -> Nullable<Text>,
        starts_at -> Nullable<Moment>,
        ends_at -> Nullable<Moment>,
        region_code -> Nullable<Text>,
        review_region -> Text,
        review_city -> Text,
        review_province -> Text,
        line -> Nullable<Text>,
        poster_id -> Nullable<Key>,
        back_filed -> Bool,
        content -> Doc,
        sealed -> Binary,
        submitted_at -> Nullable<Moment>,
        approved_at -> Nullable<Moment>,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_events (activity_id, seq) {
        activity_id -> Key,
        seq -> Integer,
        step -> Text,
        from_status -> Nullable<Text>,
        to_status -> Text,
        reason -> Nullable<Text>,
        revision -> Integer,
        actor_id -> Nullable<Key>,
        actor_role -> Nullable<Text>,
        at -> Moment,
        previous_hash -> Text,
        hash -> Text,
        on_behalf_of -> Nullable<Key>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_revisions (activity_id, number) {
        activity_id -> Key,
        number -> Integer,
        content -> Doc,
        sealed -> Binary,
        submitted_by -> Key,
        submitted_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_units (activity_id, organization_id) {
        activity_id -> Key,
        organization_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_media (activity_id, media_id) {
        activity_id -> Key,
        media_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    public_activities (activity_id) {
        activity_id -> Key,
        edition -> Text,
        list_key -> BigInt,
        category -> Text,
        sub_category -> Nullable<Text>,
        region_code -> Text,
        city_code -> Text,
        province_code -> Text,
        card -> Text,
        page -> Text,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    review_queue (activity_id) {
        activity_id -> Key,
        stage -> Text,
        edition -> Text,
        review_region -> Text,
        review_city -> Text,
        review_province -> Text,
        line -> Nullable<Text>,
        submitted_at -> Moment,
        starts_at -> Moment,
        calm -> Integer,
        assigned_to -> Nullable<Key>,
        claimed_by -> Nullable<Key>,
        claimed_until -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_findings (activity_id) {
        activity_id -> Key,
        findings -> Doc,
        checked_at -> Moment,
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

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    joint_filings (activity_id) {
        activity_id -> Key,
        joint_id -> Key,
        is_primary -> Bool,
        joined_by -> Key,
        joined_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    review_distributions (region_code, stage) {
        region_code -> Text,
        stage -> Text,
        changed_by -> Key,
        changed_at -> Moment,
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

    word_lists (name) {
        name -> Text,
        words -> Doc,
        version -> Integer,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    link_checks (digest) {
        digest -> Binary,
        url -> Text,
        verdict -> Doc,
        checked_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    activity_links (activity_id, digest) {
        activity_id -> Key,
        digest -> Binary,
    }
}

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

    content_reports (id) {
        id -> Key,
        activity_id -> Key,
        review_region -> Text,
        review_city -> Text,
        review_province -> Text,
        category -> Text,
        body -> Text,
        receipt_digest -> Binary,
        phone_sealed -> Nullable<Binary>,
        reporter_id -> Nullable<Key>,
        status -> Text,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Key>,
        answered_at -> Nullable<Moment>,
        version -> Integer,
        created_at -> Moment,
    }
}

diesel::joinable!(activities -> organizations (organization_id));
diesel::joinable!(activities -> regions (region_code));
diesel::joinable!(grants -> organizations (organization_id));
diesel::joinable!(grants -> regions (region_code));
diesel::joinable!(organizations -> regions (region_code));
diesel::joinable!(content_reports -> activities (activity_id));
diesel::joinable!(review_queue -> activities (activity_id));
diesel::joinable!(refresh_tokens -> sessions (session_id));
diesel::allow_tables_to_appear_in_same_query!(
    activities,
    organizations,
    organization_tokens,
    regions,
    review_queue
);
diesel::allow_tables_to_appear_in_same_query!(content_reports, activities);
diesel::allow_tables_to_appear_in_same_query!(accounts, grants);
diesel::allow_tables_to_appear_in_same_query!(grants, organizations);
diesel::allow_tables_to_appear_in_same_query!(grants, regions);
diesel::allow_tables_to_appear_in_same_query!(activity_media, public_activities);
diesel::allow_tables_to_appear_in_same_query!(refresh_tokens, sessions);
diesel::allow_tables_to_appear_in_same_query!(editions, public_activities);
