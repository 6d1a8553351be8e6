//! The rows of roles, locks, second factors and the audit log. Whoever may is in `security::duties`.

use harness::Site;
use serde_json::{Value, json};

const NOBODY: [u16; 9] = [401, 403, 403, 403, 403, 403, 403, 403, 403];

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    ("grant_list",    NOBODY),
    ("grant_create",  NOBODY),
    ("grant_delete",  NOBODY),
    ("account_list",  NOBODY),
    ("account_of",    NOBODY),
    ("account_lock",  NOBODY),
    ("account_unlock", NOBODY),
    ("account_reset_second_factor", NOBODY),
    ("account_end_sessions", NOBODY),
    ("audit_list",    NOBODY),
    ("second_factor_show",        super::SIGNED_IN),
    ("second_factor_begin",       [401, 201, 201, 201, 201, 201, 201, 201, 201]),
    // Begun above, and no such code.
    ("second_factor_confirm",     [401; 9]),
    // Not confirmed: there is none.
    ("second_factor_renew_codes", [401, 409, 409, 409, 409, 409, 409, 409, 409]),
    ("second_factor_remove",      [401, 409, 409, 409, 409, 409, 409, 409, 409]),
];

/// Path, version and body for an operation of [`ROWS`].
pub fn request(site: &Site, operation: &str, path: &str) -> Option<(String, i64, Option<Value>)> {
    if !ROWS.iter().any(|(known, _)| *known == operation) {
        return None;
    }
    let id = site.world.county.account.to_string();
    let body = match operation {
        "grant_create" => Some(json!({ "phone": "13700000001", "role": "audit_admin" })),
        "account_lock" => Some(json!({ "reason": "手机遗失" })),
        "second_factor_begin" => Some(json!({})),
        "second_factor_confirm" | "second_factor_renew_codes" | "second_factor_remove" => {
            Some(json!({ "totp": "aaaaa-aaaaa" }))
        }
        _ => None,
    };
    let path = match operation {
        "account_list" => format!("{path}?phone=13700000001"),
        _ => path.replace("{id}", &id),
    };
    Some((path, 1, body))
}
