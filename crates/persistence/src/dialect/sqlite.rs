//! What only SQLite needs.

use super::Purpose;

/// The file behind a URL: `sqlite://data/kepu.db` → `data/kepu.db`.
pub fn path(url: &str) -> &str {
    url.strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))
        .unwrap_or(url)
}

/// Settings of a new connection. `synchronous = FULL`: what was acknowledged survives a power cut.
pub fn session(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Read => {
            "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA query_only = ON; \
             PRAGMA cache_size = -8000; PRAGMA temp_store = MEMORY;"
        }
        Purpose::Write => {
            "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
             PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY;"
        }
    }
}

/// Parts of messages after which trying again helps.
pub const PASSING: &[&str] = &[
    "database is locked",
    "database table is locked",
    "disk is full",
    "unable to open database file",
    "disk I/O error",
];

pub(super) const CONTRIBUTES: [&str; 3] = [
    "EXISTS (SELECT 1 FROM contributions, json_each(contributions.contribution, '$.figures') AS cell \
     WHERE contributions.activity_id = activities.id AND json_extract(cell.value, '$[0]') = ",
    " AND json_extract(cell.value, '$[1]') = ",
    ")",
];
