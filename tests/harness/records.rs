//! Organisations, accounts and files as rows, where a test is not about how they came there.

use app::App;
use domain::access::{Actor, Grant};
use domain::id::{AccountId, GrantId, MediaId, OrganizationId};
use domain::media::{MediaKind, MediaStatus};
use domain::organization::{Certification, OrganizationSource};
use persistence::account::Account;
use persistence::media::MediaRecord;
use persistence::organization::OrganizationRecord;
use persistence::{StoreError, account, grant, media, organization, similar};
use uuid::Uuid;

use crate::world::{NOW, World, at};

pub(crate) async fn add_organization(app: &App, name: &str, region: &str) -> OrganizationId {
    let id: OrganizationId = app.new_id();
    let record = OrganizationRecord {
        id,
        full_name: name.to_owned(),
        kind: "venue".into(),
        region_code: region.parse().unwrap(),
        uscc: None,
        host_unit: None,
        aliases: Vec::new(),
        certification: Certification::Certified,
        source: OrganizationSource::Registry,
        contact_sealed: None,
        merged_into: None,
        created_by: None,
        version: 1,
        created_at: app.now(),
        updated_at: app.now(),
    };
    app.db()
        .write(move |tx| organization::insert(tx, &record, &[]))
        .await
        .unwrap();
    id
}

pub(crate) async fn add_account(app: &App, n: u8, grants: Vec<Grant>) -> Actor {
    let id: AccountId = app.new_id();
    let phone = World::phone(n);
    let record = Account {
        id,
        phone_digest: app.secrets().digest("phone", phone.as_bytes()),
        phone_sealed: app.secrets().seal(id.uuid().as_bytes(), &phone).unwrap(),
        display_name: format!("示例账号{n}"),
        locked: false,
        version: 1,
        created_at: app.now(),
        updated_at: app.now(),
        locked_reason: None,
    };
    let given = grants.clone();
    app.db()
        .write(move |tx| {
            account::insert(tx, &record)?;
            for one in &given {
                grant::insert(tx, GrantId::new(Uuid::now_v7()), id, one, at(NOW))?;
            }
            Ok::<_, StoreError>(())
        })
        .await
        .unwrap();
    Actor { account: id, grants }
}

/// A poster that passed its check; where the check itself is tested, files go the whole way.
pub(crate) async fn add_poster(app: &App, by: AccountId) -> MediaId {
    add_file(app, by, MediaKind::Poster, Some(1), None).await
}

pub(crate) async fn add_file(
    app: &App,
    by: AccountId,
    kind: MediaKind,
    hash: Option<u64>,
    seconds: Option<f64>,
) -> MediaId {
    let id: MediaId = app.new_id();
    let record = MediaRecord {
        id,
        kind,
        status: MediaStatus::Ready,
        file_name: "文件".into(),
        content_type: kind.content_types()[0].into(),
        size: 1,
        sha256: None,
        object_key: format!("files/{id}/original"),
        upload_id: None,
        width: Some(600),
        height: Some(350),
        duration_ms: seconds.map(|s| (s * 1_000.0) as i64),
        perceptual_hash: hash.map(u64::cast_signed),
        variants: [("original".to_owned(), format!("files/{id}/original"))].into(),
        created_by: by,
        created_at: app.now(),
        expires_at: app.now().plus_days(1),
    };
    app.db()
        .write(move |tx| {
            media::insert(tx, &record)?;
            match hash {
                Some(hash) => similar::index_picture(tx, id, hash),
                None => Ok(()),
            }
        })
        .await
        .unwrap();
    id
}
