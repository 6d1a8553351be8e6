//! The rows of tables that are brought in and lists that are taken out.

use domain::exchange::{ImportKind, ImportOutcome, ImportState, NewImport, OnFaults};
use domain::id::{ImportId, MediaId};
use domain::media::MediaKind;
use harness::Site;
use persistence::import::{self, ImportRecord, Progress};
use serde_json::{Value, json};

use super::SIGNED_IN;

/// An import is its own person's alone.
const OWN: [u16; 9] = [401, 404, 200, 404, 404, 404, 404, 404, 404];

#[rustfmt::skip]
pub const ROWS: &[(&str, [u16; 9])] = &[
    ("import_template",      SIGNED_IN),
    // Who files brings activities in; the file is the organizer's.
    ("import_start",         [401, 403, 201, 422, 403, 403, 403, 403, 403]),
    ("import_list",          SIGNED_IN),
    ("import_show",          OWN),
    ("import_rows",          OWN),
    // No row has a fault.
    ("import_faulty_rows",   [401, 404, 404, 404, 404, 404, 404, 404, 404]),
    ("import_cancel",        OWN),
    // As the lists: everybody sees what is theirs.
    ("export_activities",    SIGNED_IN),
    ("export_organizations", SIGNED_IN),
    // As the figures.
    ("export_statistics",    [401, 403, 403, 403, 200, 200, 200, 200, 200]),
];

/// Path, version and body for an operation of [`ROWS`].
pub async fn request(site: &Site, operation: &str, path: &str) -> Option<(String, i64, Option<Value>)> {
    if !ROWS.iter().any(|(known, _)| *known == operation) {
        return None;
    }
    let path = path.replace("{kind}", "activities");
    if operation == "import_start" {
        let media = site.world.file(MediaKind::Attachment, None, None).await;
        let body = json!({ "kind": "activities", "media_id": media, "edition": "2024", "dry_run": true });
        return Some((path, 1, Some(body)));
    }
    if path.contains("{id}") {
        let id = waiting(site).await;
        return Some((path.replace("{id}", &id.to_string()), 1, None));
    }
    Some((path, 1, None))
}

/// An import of the organizer's that nobody has begun.
async fn waiting(site: &Site) -> ImportId {
    let w = &site.world;
    let media: MediaId = w.file(MediaKind::Attachment, None, None).await;
    let id: ImportId = w.app.new_id();
    let record = ImportRecord {
        id,
        kind: ImportKind::Activities,
        created_by: w.organizer.account,
        media_id: media,
        state: ImportState::Waiting,
        request: NewImport {
            kind: ImportKind::Activities,
            media_id: media,
            dry_run: true,
            edition: "2024".into(),
            outcome: ImportOutcome::Drafts,
            on_faults: OnFaults::SkipRows,
            organization_id: None,
            region_code: None,
        },
        progress: Progress::default(),
        version: 1,
        created_at: w.app.now(),
        finished_at: None,
    };
    w.app
        .db()
        .write(move |tx| import::insert(tx, &record))
        .await
        .unwrap();
    id
}
