//! The rows of the resource library: a resource of the museum, in the state that an operation is about.

use app::resource;
use domain::media::MediaKind;
use domain::problem::Lang;
use domain::resource::{RecommendBatch, Resource, ResourceBatchItem};
use harness::Site;
use serde_json::{Value, json};

use super::{EVERYONE, SIGNED_IN};
use crate::resources::{approved_elsewhere, begun_by, complete, drafted, offered, submitted};

/// A draft is its organisation's alone.
const OWN_DRAFT: [u16; 9] = [401, 404, 200, 404, 404, 404, 404, 404, 404];

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    // Of an approved activity: no secret, but the organisation's to make something of.
    ("resource_create",    [401, 403, 201, 403, 403, 403, 403, 403, 403]),
    ("resource_list",      SIGNED_IN),
    ("resource_desk",      [401, 403, 403, 403, 403, 200, 200, 200, 403]),
    // Each resource of a batch has its own answer.
    ("resource_recommend", [401, 403, 403, 403, 403, 200, 200, 403, 403]),
    // Those in charge see what was handed in.
    ("resource_show",      [401, 404, 200, 404, 404, 200, 404, 200, 200]),
    ("resource_save",      OWN_DRAFT),
    ("resource_delete",    [401, 404, 204, 404, 404, 404, 404, 404, 404]),
    ("resource_submit",    OWN_DRAFT),
    ("resource_withdraw",  [401, 404, 200, 404, 404, 403, 404, 403, 403]),
    ("resource_review",    [401, 404, 403, 404, 404, 200, 404, 200, 403]),
    // Recommended, so public.
    ("resource_select",    [401, 403, 403, 403, 403, 403, 403, 200, 403]),
    // In an activity of the association.
    ("resource_reuse",     [401, 403, 422, 201, 403, 403, 403, 403, 403]),
    ("public_resource_list",  EVERYONE),
    ("public_resource_show",  EVERYONE),
    ("public_resource_view",  [204; 9]),
    ("public_resource_share", [204; 9]),
];

/// A resource in the state that an operation is about.
async fn fixture(site: &Site, operation: &str) -> Resource {
    let w = &site.world;
    // Its own picture: that of the other rows stays as secret as they say.
    let poster = w.file(MediaKind::Poster, None, None).await;
    let a = w.approved(json!({ "poster_id": poster })).await;
    match operation {
        "resource_delete" => begun_by(w, &w.organizer, a.id).await,
        "resource_save" | "resource_submit" => drafted(w, a.id, json!({})).await,
        "resource_show" | "resource_withdraw" | "resource_review" => submitted(w, a.id, json!({})).await,
        "resource_select" => {
            let r = offered(w, a.id, json!({})).await;
            let batch = RecommendBatch {
                name: "第一批".into(),
                items: vec![ResourceBatchItem {
                    id: r.item.id,
                    version: r.item.version,
                }],
            };
            resource::recommend(&w.app, &w.province, batch, Lang::Zh)
                .await
                .unwrap();
            resource::show(&w.app, &w.organizer, r.item.id).await.unwrap()
        }
        _ => offered(w, a.id, json!({})).await,
    }
}

/// Path, version and body for an operation of [`ROWS`].
pub async fn request(site: &Site, operation: &str, path: &str) -> Option<(String, i64, Option<Value>)> {
    if !ROWS.iter().any(|(known, _)| *known == operation) {
        return None;
    }
    let r = fixture(site, operation).await.item;
    let body = match operation {
        "resource_create" => Some(json!({ "activity_id": r.activity_id })),
        "resource_recommend" => {
            Some(json!({ "name": "第一批", "items": [{ "id": r.id, "version": r.version }] }))
        }
        "resource_save" => Some(complete()),
        "resource_review" => Some(json!({ "decision": "publish" })),
        "resource_select" => Some(json!({ "decision": "feature" })),
        "resource_reuse" => {
            let theirs = approved_elsewhere(&site.world, "瑞安科学讲座").await;
            Some(json!({ "activity_id": theirs.id, "used_on": "2024-09-01", "participants": 30 }))
        }
        _ => None,
    };
    Some((path.replace("{id}", &r.id.to_string()), r.version.into(), body))
}
