//! The rows of notices: one that the nation sends to the provinces and to every organisation.

use app::circular;
use domain::circular::{Audience, DeadlineFor, OrganizationReach};
use harness::Site;
use serde_json::{Value, json};

use super::{EVERYONE, SIGNED_IN};
use crate::circulars::{deadline, drafted, new, published};

/// Those whom it reached and who issued it: nobody has forwarded it to the county, and operators are no recipients.
const SEEN: [u16; 9] = [401, 404, 200, 200, 404, 200, 200, 200, 404];
/// Those who issued it.
const ISSUER: [u16; 9] = [401, 404, 403, 403, 404, 403, 403, 200, 404];
/// A draft exists for those who issue it only.
const OWN_DRAFT: [u16; 9] = [401, 404, 404, 404, 404, 404, 404, 200, 404];

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    ("circular_list",      SIGNED_IN),
    ("circular_create",    [401, 403, 403, 403, 403, 403, 403, 201, 403]),
    ("circular_show",      SEEN),
    ("circular_change",    OWN_DRAFT),
    ("circular_delete",    [401, 404, 404, 404, 404, 404, 404, 204, 404]),
    ("circular_publish",   OWN_DRAFT),
    ("circular_correct",   ISSUER),
    ("circular_revisions", SEEN),
    ("circular_withdraw",  ISSUER),
    ("circular_forwards",  [401, 404, 403, 403, 404, 200, 200, 200, 404]),
    // In the name of 浙江.
    ("circular_forward",   [401, 404, 403, 403, 404, 201, 403, 403, 404]),
    // Of what the nation sent.
    ("circular_receipts",  ISSUER),
    ("circular_remind",    ISSUER),
    // For 浙江.
    ("circular_complete",  [401, 404, 403, 403, 404, 200, 403, 403, 404]),
    ("todo_list",          SIGNED_IN),
    ("public_circular_list", EVERYONE),
    ("public_circular_show", EVERYONE),
];

/// Path, version and body for an operation of [`ROWS`].
pub async fn request(site: &Site, operation: &str, path: &str) -> Option<(String, i64, Option<Value>)> {
    if !ROWS.iter().any(|(known, _)| *known == operation) {
        return None;
    }
    let w = &site.world;
    let everyone = Audience {
        regions: true,
        organizations: OrganizationReach::WholeRegion,
        kinds: vec![],
    };
    let mut asked = new("100000", everyone.clone());
    asked.public = true;
    asked.content.deadlines = vec![deadline("2024-09-30", DeadlineFor::Everyone)];
    let draft = matches!(
        operation,
        "circular_change" | "circular_delete" | "circular_publish"
    );
    let c = if draft {
        drafted(w, &w.nation, asked.clone()).await
    } else {
        published(w, &w.nation, asked.clone()).await
    };
    let body = match operation {
        "circular_create" | "circular_change" => Some(json!(asked)),
        "circular_correct" => Some(json!({ "content": c.content, "note": "更正附件" })),
        "circular_withdraw" => Some(json!({ "reason": "重新印发" })),
        "circular_forward" => {
            Some(json!({ "region_code": "330000", "office": "浙江省科协", "audience": everyone }))
        }
        "circular_remind" => Some(json!({ "region_code": "100000" })),
        "circular_complete" => Some(json!({
            "dispatch_id": circular::show(&w.app, &w.nation, c.id).await.unwrap().chain[0].id,
            "n": 1, "recipient": { "region": "330000" }
        })),
        _ => None,
    };
    let path = path.replace("{id}", &c.id.to_string());
    let path = match operation {
        "circular_receipts" => format!("{path}?region=100000"),
        _ => path,
    };
    Some((path, i64::from(c.version), body))
}
