use std::time::Duration;

use ::media::keys;
use domain::access::Actor;
use domain::id::MediaId;
use domain::media::{self as rules, MediaCreated, MediaKind, MediaStatus, NewMedia, Upload, UploadPart};
use domain::problem::Code;
use domain::time::Instant;
use persistence::media::{self, MediaRecord};

use crate::app::App;
use crate::clean;
use crate::error::{AppError, AppResult};
use crate::repeat::{self, Outcome, Repeat};

/// Bytes of one part of a large file: what is lost when a connection breaks.
const PART_BYTES: u64 = 16 * 1_048_576;
/// How long an announced file may take to arrive.
const UPLOAD_SECONDS: i64 = 86_400;

/// Announces a file and answers where its bytes go. Nothing is served before it is verified.
pub async fn announce(
    app: &App,
    actor: &Actor,
    new: NewMedia,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<MediaCreated>> {
    let new = NewMedia {
        file_name: clean::text(&new.file_name).trim().to_owned(),
        ..new
    };
    rules::check_new(&new).into_result()?;
    let now = app.now();
    leave_room_for_others(app, actor, new.size, now).await?;
    let id: MediaId = app.new_id();
    let key = keys::pending(id);
    let (upload, upload_id) = upload(app, &new, &key).await?;
    let expires_at = now.plus_seconds(UPLOAD_SECONDS);
    let record = MediaRecord {
        id,
        kind: new.kind,
        status: MediaStatus::Pending,
        file_name: new.file_name,
        content_type: new.content_type,
        size: i64::try_from(new.size).map_err(AppError::internal)?,
        sha256: new.sha256.map(|sum| sum.to_ascii_lowercase()),
        object_key: key,
        upload_id,
        width: None,
        height: None,
        duration_ms: None,
        perceptual_hash: None,
        variants: std::collections::BTreeMap::new(),
        created_by: actor.account,
        created_at: now,
        expires_at,
    };
    let (this, account) = (app.clone(), actor.account);
    app.db()
        .write(move |tx| {
            let location = |made: &MediaCreated| format!("/api/v1/media/{}", made.id);
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                media::insert(tx, &record)?;
                Ok(MediaCreated {
                    id,
                    upload,
                    expires_at,
                })
            })
        })
        .await
}

/// Posters by a form whose policy limits their size, other small files by one request, large ones in parts.
async fn upload(app: &App, new: &NewMedia, key: &str) -> AppResult<(Upload, Option<String>)> {
    let storage = app.storage();
    let expires = Duration::from_secs(UPLOAD_SECONDS.unsigned_abs());
    let plain = |method: &str, url: String| Upload {
        method: method.to_owned(),
        url,
        headers: std::collections::BTreeMap::new(),
        fields: None,
        parts: None,
    };
    if new.kind == MediaKind::Poster {
        let sizes = 1..=MediaKind::Poster.max_bytes();
        let (url, fields) = storage
            .presign_post(key, &new.content_type, sizes, expires)
            .await?;
        return Ok((
            Upload {
                fields: Some(fields),
                ..plain("POST", url)
            },
            None,
        ));
    }
    if new.size <= PART_BYTES {
        let (url, headers) = storage
            .presign_put(key, &new.content_type, new.size, expires)
            .await?;
        return Ok((
            Upload {
                headers,
                ..plain("PUT", url)
            },
            None,
        ));
    }
    let upload_id = storage.multipart_start(key, &new.content_type).await?;
    let mut parts = Vec::new();
    for (number, offset) in
        (1..).zip((0..new.size).step_by(usize::try_from(PART_BYTES).map_err(AppError::internal)?))
    {
        let size = PART_BYTES.min(new.size - offset);
        let url = storage
            .presign_part(key, &upload_id, number, size, expires)
            .await?;
        parts.push(UploadPart {
            number,
            offset,
            size,
            url,
        });
    }
    let first = parts.first().map(|part| part.url.clone()).unwrap_or_default();
    Ok((
        Upload {
            parts: Some(parts),
            ..plain("PUT", first)
        },
        Some(upload_id),
    ))
}

/// One account does not fill the store: at most [`rules::FILES_PER_DAY`] and [`rules::BYTES_PER_DAY`]. Asked before the
/// store is; several requests at once may go a little beyond.
async fn leave_room_for_others(app: &App, actor: &Actor, size: u64, now: Instant) -> AppResult<()> {
    let (account, since) = (actor.account, now.plus_days(-1));
    let (files, bytes) = app
        .db()
        .read(move |conn| media::announced_since(conn, account, since))
        .await?;
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    if files >= rules::FILES_PER_DAY || bytes.saturating_add(size) > rules::BYTES_PER_DAY {
        return Err(AppError::Wait(Code::UploadQuota, 86_400));
    }
    Ok(())
}
