use domain::access::{ActivityAction, Actor, may};
use domain::activity::similarity::same_picture;
use domain::id::{ActivityId, MediaId};
use domain::media::{Media, MediaStatus};
use domain::problem::Code;
use domain::recommendation::{ListRight, may_list};
use domain::region::RegionCode;
use persistence::media::{self, MediaRecord};
use persistence::{Conn, activity, public_notice, recommendation, resource, similar};
use uuid::Uuid;

use super::{address, view};
use crate::activity::scope_of;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::resource::may_see;

/// Loads a file that the caller may see: the one who sent it, those who may see an activity that shows it, and
/// everyone when that activity is approved; the same of resources; whoever may read the circular that it came with.
fn visible(conn: &mut Conn, id: MediaId, who: Option<&Actor>) -> AppResult<MediaRecord> {
    let found = media::find(conn, id)?;
    if who.is_some_and(|actor| actor.account == found.created_by) || media::is_public(conn, id)? {
        return Ok(found);
    }
    if crate::circular::may_see_file(conn, id, who)? {
        return Ok(found);
    }
    if let Some(actor) = who {
        if shown_to_officials(conn, id, actor)? {
            return Ok(found);
        }
        for shown_by in media::shown_by(conn, id)? {
            let a = activity::find(conn, shown_by)?;
            if may(actor, ActivityAction::View, &scope_of(&a)).is_ok() {
                return Ok(found);
            }
        }
        if resource::naming(conn, id)?.iter().any(|r| may_see(actor, r)) {
            return Ok(found);
        }
    }
    if who.is_some_and(|actor| actor.over_regions().next().is_some())
        && let Some(actor) = who
        && is_like_one_to_check(conn, &found, actor)?
    {
        return Ok(found);
    }
    Err(Code::NotFound.into())
}

/// A photo of somebody else's that looks like one which this official checks: both are shown side by side.
fn is_like_one_to_check(conn: &mut Conn, file: &MediaRecord, actor: &Actor) -> AppResult<bool> {
    let Some(hash) = file.perceptual_hash.map(i64::cast_unsigned) else {
        return Ok(false);
    };
    let nowhere = ActivityId::new(Uuid::nil());
    let alike: Vec<ActivityId> = similar::shown_elsewhere(conn, nowhere, &[hash])?
        .into_iter()
        .filter(|other| same_picture(hash, other.hash))
        .map(|other| other.activity_id)
        .collect();
    let checks = |a: &activity::ActivityRecord| may(actor, ActivityAction::CheckPhotos, &scope_of(a)).is_ok();
    Ok(activity::find_all(conn, &alike)?.iter().any(checks))
}

/// Stamped scans, for those who see the list, and proofs of objections, for those who decide on them.
fn shown_to_officials(conn: &mut Conn, id: MediaId, actor: &Actor) -> AppResult<bool> {
    let may = |right, region: &RegionCode| may_list(actor, right, region).is_ok();
    if recommendation::scanned(conn, id)?
        .iter()
        .any(|region| may(ListRight::View, region))
    {
        return Ok(true);
    }
    if crate::organization::may_see_proof(conn, id, actor)? {
        return Ok(true);
    }
    for notice in public_notice::objected_with(conn, id)? {
        let region = public_notice::find(conn, notice)?.region_code;
        // Like the objector's name: for those who decide.
        if may(ListRight::Manage, &region) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is known of a file, with addresses of its variants that are good for a quarter of an hour.
pub async fn show(app: &App, actor: &Actor, id: MediaId) -> AppResult<Media> {
    let actor = actor.clone();
    let found = app.db().read(move |conn| visible(conn, id, Some(&actor))).await?;
    view(app, &found).await
}

/// The address of one variant of a verified file.
pub async fn content(app: &App, who: Option<&Actor>, id: MediaId, variant: &str) -> AppResult<String> {
    let who = who.cloned();
    let found = app.db().read(move |conn| visible(conn, id, who.as_ref())).await?;
    if found.status != MediaStatus::Ready {
        return Err(Code::NotFound.into());
    }
    let original = found.variants.get(::media::verify::ORIGINAL);
    let key = found
        .variants
        .get(variant)
        .or(original)
        .ok_or_else(|| AppError::from(Code::NotFound))?;
    address(app, &found, key).await
}
