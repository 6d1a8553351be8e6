//! What figures and the things they are told apart by are called.

use domain::statistics::{By, Figures};

use crate::i18n::{Text, statistics as words};

/// One of the figures.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Its name on the wire.
    pub key: &'static str,
    pub name: Text,
    pub unit: Text,
    /// Of approved activities.
    pub of_approved: bool,
    pub read: fn(&Figures) -> i64,
}

macro_rules! figures {
    ($($field:ident $name:ident $unit:ident $of_approved:literal;)*) => {
        /// All figures in the order of the table.
        pub const FIGURES: &[Figure] = &[$(Figure {
            key: stringify!($field),
            name: words::$name,
            unit: words::$unit,
            of_approved: $of_approved,
            read: |figures| figures.$field,
        }),*];
    };
}

figures! {
    filed FILED UNIT_ITEMS false;
    approved APPROVED UNIT_ITEMS true;
    sessions SESSIONS UNIT_SESSIONS true;
    expected_offline EXPECTED_OFFLINE UNIT_VISITS true;
    expected_online EXPECTED_ONLINE UNIT_VISITS true;
    actual_offline ACTUAL_OFFLINE UNIT_VISITS true;
    actual_online ACTUAL_ONLINE UNIT_VISITS true;
    supplemented SUPPLEMENTED UNIT_ITEMS true;
    media_reports MEDIA_REPORTS UNIT_REPORTS true;
    sci_workers SCI_WORKERS UNIT_PEOPLE true;
    budget_yuan BUDGET_YUAN UNIT_YUAN true;
}

/// The figures that days have.
pub fn of(by: By) -> Vec<&'static Figure> {
    let has = |figure: &&Figure| match by {
        By::Day => matches!(figure.key, "filed" | "approved"),
        By::HeldOn => matches!(figure.key, "approved" | "sessions"),
        _ => true,
    };
    FIGURES.iter().filter(has).collect()
}

pub const fn by(by: By) -> Text {
    match by {
        By::Region => words::BY_REGION,
        By::Category => words::BY_CATEGORY,
        By::SubCategory => words::BY_SUB_CATEGORY,
        By::OrganizationKind => words::BY_ORGANIZATION_KIND,
        By::Mode => words::BY_MODE,
        By::Audience => words::BY_AUDIENCE,
        By::Status => words::BY_STATUS,
        By::Day => words::BY_DAY,
        By::HeldOn => words::BY_HELD_ON,
    }
}
