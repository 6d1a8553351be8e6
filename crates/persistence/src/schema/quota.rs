//! Targets of regions.

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    quota_sets (edition, region_code, version) {
        edition -> Text,
        region_code -> Text,
        version -> Integer,
        quotas -> Doc,
        changed_at -> Moment,
        changed_by -> Key,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    quotas (edition, region_code, category, set_by) {
        edition -> Text,
        region_code -> Text,
        category -> Text,
        set_by -> Text,
        target -> BigInt,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::types::sql::*;

    quota_reminders (edition, region_code, reminded_on) {
        edition -> Text,
        region_code -> Text,
        reminded_on -> Text,
        reminded_at -> Moment,
        reminded_by -> Key,
    }
}
