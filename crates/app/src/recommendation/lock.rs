use domain::access::Actor;
use domain::id::{ActivityId, ListId};
use domain::message::MessageKind;
use domain::problem::{Code, Fault, FaultCode, Faults, Lang};
use domain::recommendation::{ListRight, ListStatus, RecommendationList};
use persistence::activity;
use persistence::recommendation as store;

use super::change::{hold, keep};
use super::{apply, view};
use crate::app::App;
use crate::error::AppResult;
use crate::message::{self, To};
use crate::supplement::judge_submitted;

/// Entries judged at once.
const CHUNK: usize = 100;

/// Locks a list (锁定): every chosen activity is judged once more, and what held is frozen with it. From then on nothing on
/// it changes, and none of its activities can be withdrawn.
pub async fn lock(
    app: &App,
    actor: &Actor,
    id: ListId,
    expected: i32,
    lang: Lang,
) -> AppResult<RecommendationList> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let mut l = hold(tx, &this, &actor, id, expected, ListRight::Manage)?;
            if l.status != ListStatus::Open {
                return Err(Code::ListLocked.into());
            }
            let mut chosen = store::take_all(tx.conn(), id)?;
            if chosen.is_empty() {
                return Err(Fault::new("", FaultCode::ListEmpty).into());
            }
            if chosen.len() > usize::try_from(l.slots).unwrap_or(0) {
                return Err(Code::SlotsFull.into());
            }
            let mut faults = Faults::new();
            for part in chosen.chunks_mut(CHUNK) {
                let ids: Vec<ActivityId> = part.iter().filter_map(|e| e.activity_id).collect();
                let activities = activity::find_all(tx.conn(), &ids)?;
                // The frozen words are those of the country.
                let judged = judge_submitted(tx.conn(), &activities, now, Lang::Zh)?;
                for e in part {
                    let Some(verdict) = e.activity_id.and_then(|id| judged.get(&id)) else {
                        continue;
                    };
                    if verdict.eligibility.eligible {
                        e.frozen = Some(verdict.eligibility.clone());
                        e.updated_at = now;
                        store::save_entry(tx, e)?;
                    } else {
                        let pointer = format!("/entries/{}", e.id);
                        faults.extend(apply::faults_of(&pointer, &verdict.eligibility, lang));
                    }
                }
            }
            faults.into_result()?;
            l.status = ListStatus::Locked;
            l.locked_at = Some(now);
            l.returned_reason = None;
            keep(tx, &l)?;
            let list_name = view::name_of(tx.conn(), &l)?;
            for e in &chosen {
                let to = To::Organization(e.organization_id);
                let args = vec![e.name.clone(), list_name.clone()];
                message::post(tx, &this, to, MessageKind::Recommended, e.activity_id, args)?;
            }
            view::of_list(tx.conn(), &this, &l, &actor)
        })
        .await
}
