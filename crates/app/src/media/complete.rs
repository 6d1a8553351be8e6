use ::media::MediaError;
use ::media::verify::{VerifyError, verify};
use domain::access::Actor;
use domain::id::MediaId;
use domain::media::{CompleteMedia, Media, MediaStatus, PARTS_MAX};
use domain::problem::{Code, Fault, FaultCode, Faults};
use persistence::media::{self, MediaRecord};
use persistence::{StoreError, similar, supplement};

use super::view;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Says that all bytes are there: the file is read, judged by its content and, when good, kept.
pub async fn complete(app: &App, actor: &Actor, id: MediaId, done: CompleteMedia) -> AppResult<Media> {
    let found = app.db().read(move |conn| media::find(conn, id)).await?;
    if found.created_by != actor.account {
        return Err(Code::NotFound.into());
    }
    let mut faults = Faults::new();
    for (n, part) in done.parts.iter().enumerate() {
        if !(1..=PARTS_MAX).contains(&part.number) {
            let fault = Fault::new(format!("/parts/{n}/number"), FaultCode::OutOfRange);
            faults.push(fault.with(1).with(PARTS_MAX));
        }
    }
    faults.into_result()?;
    match found.status {
        MediaStatus::Ready => return view(app, &found).await,
        MediaStatus::Rejected => {
            return Err(AppError::FileRejected(Faults::one(Fault::new(
                "/file",
                FaultCode::FileUnreadable,
            ))));
        }
        MediaStatus::Pending => {}
    }
    if let Some(upload_id) = &found.upload_id {
        let parts = done
            .parts
            .into_iter()
            .map(|part| (part.number, part.etag))
            .collect();
        match app
            .storage()
            .multipart_complete(&found.object_key, upload_id, parts)
            .await
        {
            // Completed by an earlier try whose answer was lost: the check below decides.
            Ok(()) | Err(MediaError::NotFound) => {}
            Err(MediaError::Rejected(_)) => return Err(Code::UploadNotReady.into()),
            Err(other) => return Err(other.into()),
        }
    }
    let size = u64::try_from(found.size).unwrap_or(0);
    match verify(
        app.storage(),
        found.kind,
        &found.object_key,
        size,
        found.sha256.as_deref(),
    )
    .await
    {
        Ok(verified) => {
            let evidence = verified
                .evidence
                .map(|found| app.secrets().seal(id.uuid().as_bytes(), &found))
                .transpose()?;
            let whole = |n: Option<u32>| n.and_then(|n| i32::try_from(n).ok());
            let ready = MediaRecord {
                status: MediaStatus::Ready,
                content_type: verified.content_type,
                size: i64::try_from(verified.size).map_err(AppError::internal)?,
                upload_id: None,
                width: whole(verified.width),
                height: whole(verified.height),
                duration_ms: verified.duration_seconds.map(|s| (s * 1_000.0).round() as i64),
                perceptual_hash: verified.phash.map(u64::cast_signed),
                variants: verified.variants,
                ..found
            };
            finish(app, ready.clone(), evidence).await?;
            view(app, &ready).await
        }
        Err(VerifyError::Rejected(faults)) => {
            let rejected = MediaRecord {
                status: MediaStatus::Rejected,
                upload_id: None,
                ..found
            };
            finish(app, rejected, None).await?;
            Err(AppError::FileRejected(faults))
        }
        Err(VerifyError::Missing) => Err(Code::UploadNotReady.into()),
        Err(VerifyError::Unavailable(text)) => Err(MediaError::Unavailable(text).into()),
        Err(VerifyError::Broken(text)) => Err(AppError::internal(text)),
    }
}

/// Stores what became of an upload. `evidence` is what the camera wrote into a photo, sealed: nobody but the officials in
/// charge may see it.
async fn finish(app: &App, record: MediaRecord, evidence: Option<Vec<u8>>) -> AppResult<()> {
    let done = app
        .db()
        .write(move |tx| {
            media::finish(tx, &record)?;
            if let (MediaStatus::Ready, Some(hash)) = (record.status, record.perceptual_hash) {
                similar::index_picture(tx, record.id, hash.cast_unsigned())?;
            }
            if let Some(sealed) = &evidence {
                supplement::keep_evidence(tx, record.id, sealed)?;
            }
            Ok(())
        })
        .await;
    match done {
        // Two completions at once found the same; the first one stored it.
        Ok(()) | Err(StoreError::Stale) => Ok(()),
        Err(other) => Err(other.into()),
    }
}
