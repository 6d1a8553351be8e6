//! Uploaded files: what is known of them. The bytes are in object storage.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::id::{AccountId, MediaId};
use domain::media::{MediaKind, MediaStatus};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::Conn;
use crate::error::{StoreError, StoreResult};
use crate::schema::{activity_media, media, public_activities, resource_media, resources, supplement_media};
use crate::types::{At, Json, Uid};

#[derive(Debug, Clone, PartialEq)]
pub struct MediaRecord {
    pub id: MediaId,
    pub kind: MediaKind,
    pub status: MediaStatus,
    pub file_name: String,
    pub content_type: String,
    pub size: i64,
    pub sha256: Option<String>,
    pub object_key: String,
    /// Of a multipart upload under way.
    pub upload_id: Option<String>,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub duration_ms: Option<i64>,
    pub perceptual_hash: Option<i64>,
    /// Object keys by variant name.
    pub variants: BTreeMap<String, String>,
    pub created_by: AccountId,
    pub created_at: Instant,
    pub expires_at: Instant,
}

#[derive(Queryable, Insertable, AsChangeset)]
#[diesel(table_name = media, treat_none_as_null = true)]
struct Row {
    id: Uid,
    kind: String,
    status: String,
    file_name: String,
    content_type: String,
    size: i64,
    sha256: Option<String>,
    object_key: String,
    upload_id: Option<String>,
    width: Option<i32>,
    height: Option<i32>,
    duration_ms: Option<i64>,
    perceptual_hash: Option<i64>,
    variants: Json,
    created_by: Uid,
    created_at: At,
    expires_at: At,
}

const fn status_name(status: MediaStatus) -> &'static str {
    match status {
        MediaStatus::Pending => "pending",
        MediaStatus::Ready => "ready",
        MediaStatus::Rejected => "rejected",
    }
}

fn row_of(m: &MediaRecord) -> StoreResult<Row> {
    Ok(Row {
        id: m.id.into(),
        kind: m.kind.as_str().to_owned(),
        status: status_name(m.status).to_owned(),
        file_name: m.file_name.clone(),
        content_type: m.content_type.clone(),
        size: m.size,
        sha256: m.sha256.clone(),
        object_key: m.object_key.clone(),
        upload_id: m.upload_id.clone(),
        width: m.width,
        height: m.height,
        duration_ms: m.duration_ms,
        perceptual_hash: m.perceptual_hash,
        variants: Json::of(&m.variants)?,
        created_by: m.created_by.into(),
        created_at: m.created_at.into(),
        expires_at: m.expires_at.into(),
    })
}

fn read(r: Row) -> StoreResult<MediaRecord> {
    let status = match r.status.as_str() {
        "pending" => MediaStatus::Pending,
        "ready" => MediaStatus::Ready,
        "rejected" => MediaStatus::Rejected,
        other => return Err(StoreError::corrupt(other)),
    };
    Ok(MediaRecord {
        id: r.id.0.into(),
        kind: MediaKind::parse(&r.kind).ok_or_else(|| StoreError::corrupt(&r.kind))?,
        status,
        file_name: r.file_name,
        content_type: r.content_type,
        size: r.size,
        sha256: r.sha256,
        object_key: r.object_key,
        upload_id: r.upload_id,
        width: r.width,
        height: r.height,
        duration_ms: r.duration_ms,
        perceptual_hash: r.perceptual_hash,
        variants: r.variants.read()?,
        created_by: r.created_by.0.into(),
        created_at: r.created_at.into(),
        expires_at: r.expires_at.into(),
    })
}

pub fn insert(tx: &mut Tx<'_>, m: &MediaRecord) -> StoreResult<()> {
    diesel::insert_into(media::table)
        .values(row_of(m)?)
        .execute(tx.conn())?;
    Ok(())
}

pub fn find(conn: &mut Conn, id: MediaId) -> StoreResult<MediaRecord> {
    read(media::table.find(Uid::from(id)).first::<Row>(conn)?)
}

pub fn find_all(conn: &mut Conn, ids: &[MediaId]) -> StoreResult<Vec<MediaRecord>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    media::table
        .filter(media::id.eq_any(ids))
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

/// Ends an upload: the record goes from pending to what verification found. `Stale` when somebody ended it before.
pub fn finish(tx: &mut Tx<'_>, m: &MediaRecord) -> StoreResult<()> {
    let pending = media::table
        .filter(media::id.eq(Uid::from(m.id)))
        .filter(media::status.eq(status_name(MediaStatus::Pending)));
    let changed = diesel::update(pending).set(row_of(m)?).execute(tx.conn())?;
    if changed == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// How many files an account has announced since then, and how many bytes in all.
pub fn announced_since(conn: &mut Conn, account: AccountId, since: Instant) -> StoreResult<(i64, i64)> {
    let sizes: Vec<i64> = media::table
        .filter(media::created_by.eq(Uid::from(account)))
        .filter(media::created_at.gt(At::from(since)))
        .select(media::size)
        .load(conn)?;
    Ok((
        i64::try_from(sizes.len()).unwrap_or(i64::MAX),
        sizes.iter().fold(0, |sum, size| sum.saturating_add(*size)),
    ))
}

/// Identifiers of verified files after `after`, each with the keys of all its variants.
pub fn keys_after(
    conn: &mut Conn,
    after: Option<MediaId>,
    limit: i64,
) -> StoreResult<Vec<(MediaId, Vec<String>)>> {
    let mut query = media::table
        .filter(media::status.eq(status_name(MediaStatus::Ready)))
        .select((media::id, media::variants))
        .order(media::id)
        .limit(limit)
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(media::id.gt(Uid::from(after)));
    }
    query
        .load::<(Uid, Json)>(conn)?
        .into_iter()
        .map(|(id, variants)| {
            let variants: BTreeMap<String, String> = variants.read()?;
            Ok((id.0.into(), variants.into_values().collect()))
        })
        .collect()
}

/// Whether an approved activity or a public resource shows this file.
pub fn is_public(conn: &mut Conn, id: MediaId) -> StoreResult<bool> {
    let shown = activity_media::table
        .inner_join(
            public_activities::table.on(public_activities::activity_id.eq(activity_media::activity_id)),
        )
        .filter(activity_media::media_id.eq(Uid::from(id)));
    let offered = resource_media::table
        .inner_join(resources::table)
        .filter(resource_media::media_id.eq(Uid::from(id)))
        .filter(resources::shown.eq(true));
    let either = diesel::dsl::exists(shown).or(diesel::dsl::exists(offered));
    Ok(diesel::select(either).get_result(conn)?)
}

/// The activities that show this file, in their filing or in their supplement.
pub fn shown_by(conn: &mut Conn, id: MediaId) -> StoreResult<Vec<domain::id::ActivityId>> {
    let mut rows: Vec<Uid> = activity_media::table
        .filter(activity_media::media_id.eq(Uid::from(id)))
        .select(activity_media::activity_id)
        .limit(50)
        .load(conn)?;
    let supplements: Vec<Uid> = supplement_media::table
        .filter(supplement_media::media_id.eq(Uid::from(id)))
        .select(supplement_media::activity_id)
        .limit(50)
        .load(conn)?;
    rows.extend(supplements);
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}

/// Uploads that were announced and never finished, oldest first.
pub fn abandoned(conn: &mut Conn, before: Instant, limit: i64) -> StoreResult<Vec<MediaRecord>> {
    media::table
        .filter(media::status.eq(status_name(MediaStatus::Pending)))
        .filter(media::expires_at.lt(At::from(before)))
        .order(media::expires_at)
        .limit(limit)
        .load::<Row>(conn)?
        .into_iter()
        .map(read)
        .collect()
}

pub fn delete(tx: &mut Tx<'_>, id: MediaId) -> StoreResult<()> {
    diesel::delete(media::table.find(Uid::from(id))).execute(tx.conn())?;
    Ok(())
}
