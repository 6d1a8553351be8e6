use std::collections::{BTreeMap, BTreeSet};

use domain::access::{ActivityAction, Actor};
use domain::activity::similarity::same_picture;
use domain::id::{ActivityId, MediaId};
use domain::problem::Lang;
use domain::supplement::{PhotoCheck, PhotoEvidence, PhotoProof, PhotoReuse};
use domain::time::CivilDate;
use persistence::activity::ActivityRecord;
use persistence::supplement as store;
use persistence::{Conn, similar};

use super::judge_submitted;
use crate::activity::view;
use crate::app::App;
use crate::error::AppResult;

/// Where the photos of a supplement appear besides, in this edition or another, and what the cameras wrote into them. For
/// the officials in charge.
pub async fn check(app: &App, actor: &Actor, id: ActivityId) -> AppResult<PhotoCheck> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let a = view::load(conn, id, &actor, ActivityAction::CheckPhotos)?;
            let judged = judge_submitted(conn, std::slice::from_ref(&a), this.now(), Lang::Zh)?;
            let photos: Vec<MediaId> = judged
                .into_values()
                .flat_map(|judged| judged.supplement.photo_ids)
                .collect();
            Ok(PhotoCheck {
                reuses: reuses(conn, id, &photos)?,
                proofs: proofs(conn, &this, &a, &photos)?,
            })
        })
        .await
}

fn reuses(conn: &mut Conn, id: ActivityId, photos: &[MediaId]) -> AppResult<Vec<PhotoReuse>> {
    let own: BTreeMap<MediaId, u64> = similar::hashes(conn, photos)?.into_iter().collect();
    let hashes: Vec<u64> = own.values().copied().collect();
    let others = similar::shown_elsewhere(conn, id, &hashes)?;
    let mut all = Vec::new();
    for photo in photos {
        let Some(hash) = own.get(photo) else { continue };
        // One activity that shows it twice is named once.
        let mut named = BTreeSet::new();
        for other in &others {
            if same_picture(*hash, other.hash) && named.insert(other.activity_id) {
                all.push(PhotoReuse {
                    photo_id: *photo,
                    activity_id: other.activity_id,
                    activity_title: other.title.clone(),
                    organization_name: other.organization_name.clone(),
                    edition: other.edition.clone(),
                    other_photo_id: other.media_id,
                });
            }
        }
    }
    Ok(all)
}

fn proofs(conn: &mut Conn, app: &App, a: &ActivityRecord, photos: &[MediaId]) -> AppResult<Vec<PhotoProof>> {
    let days: BTreeSet<CivilDate> = a
        .content
        .sessions
        .iter()
        .filter_map(|s| Some((s.starts_at?.shanghai_date(), s.ends_at?.shanghai_date())))
        .flat_map(|(from, to)| from.iter_days().take_while(move |day| *day <= to).take(400))
        .collect();
    store::evidence(conn, photos)?
        .into_iter()
        .map(|(photo_id, sealed)| {
            let evidence: PhotoEvidence = app.secrets().open(photo_id.uuid().as_bytes(), &sealed)?;
            let day = evidence.taken_at.map(|at| at.date());
            Ok(PhotoProof {
                photo_id,
                outside_dates: day.is_some_and(|day| !days.contains(&day)),
                evidence,
            })
        })
        .collect()
}
