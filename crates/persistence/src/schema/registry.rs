//! The registry of organisations: proof, history, requests to join, doubles, and the external registry.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    organization_proofs (organization_id, media_id) {
        organization_id -> Key,
        media_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    organization_events (organization_id, seq) {
        organization_id -> Key,
        seq -> Integer,
        happening -> Doc,
        certification -> Text,
        reason -> Nullable<Text>,
        actor_id -> Nullable<Key>,
        at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    membership_requests (organization_id, account_id) {
        organization_id -> Key,
        account_id -> Key,
        note -> Nullable<Text>,
        made_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    organization_keys (key, organization_id) {
        key -> Text,
        organization_id -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    registry_state (name) {
        name -> Text,
        cursor -> Nullable<Text>,
        etag -> Nullable<Text>,
        last_attempt_at -> Nullable<Moment>,
        last_success_at -> Nullable<Moment>,
        failures -> Integer,
        closed_until -> Nullable<Moment>,
        last_error -> Nullable<Text>,
        leased_until -> Nullable<Moment>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    registry_links (external_id) {
        external_id -> Text,
        organization_id -> Key,
        revision -> BigInt,
        agreed -> Doc,
        seen_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    registry_conflicts (id) {
        id -> Key,
        external_id -> Text,
        organization_id -> Nullable<Key>,
        region_code -> Text,
        kind -> Text,
        revision -> BigInt,
        theirs -> Doc,
        fields -> Doc,
        status -> Text,
        version -> Integer,
        decision -> Nullable<Doc>,
        decided_by -> Nullable<Key>,
        decided_at -> Nullable<Moment>,
        created_at -> Moment,
        updated_at -> Moment,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    registry_events (id) {
        id -> Key,
        received_at -> Moment,
    }
}
