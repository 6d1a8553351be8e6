use domain::access::Actor;
use domain::id::{EntryId, ListId};
use domain::message::MessageKind;
use domain::problem::{Code, Fault, FaultCode};
use domain::recommendation::{EntryStatus, ListRight, ListStatus, RecommendationList, manager_of};
use persistence::Tx;
use persistence::recommendation::{self as store, EntryRecord, ListRecord};

use super::change::{hold, is_overdue, keep};
use super::{choose, place, view};
use crate::activity::view::edition_of;
use crate::app::App;
use crate::error::AppResult;
use crate::message::{self, To};

/// Passes a locked list up (上报): its entries become those among which the level above chooses.
pub async fn endorse(app: &App, actor: &Actor, id: ListId, expected: i32) -> AppResult<RecommendationList> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let now = this.now();
            let mut l = hold(tx, &this, &actor, id, expected, ListRight::Manage)?;
            match l.status {
                ListStatus::Open => return Err(Code::ListNotLocked.into()),
                ListStatus::Endorsed => return Err(Code::StepNotAllowed.into()),
                ListStatus::Locked => {}
            }
            let above = place::above(tx.conn(), &l.region_code)?.ok_or(Code::NoLevelAbove)?;
            let edition = edition_of(tx.conn(), &l.edition)?;
            if edition.recommendation.scan_required && l.scan_id.is_none() {
                return Err(Fault::new("/scan_id", FaultCode::ScanRequired).into());
            }
            let upper = place::open(tx, &this, &edition, above, l.subject)?;
            // A lock of the list above at the same moment waits, or has come first.
            if !store::hold_open(tx, upper.id)? || is_overdue(&upper, now) {
                return Err(Code::UpperListLocked.into());
            }
            let chosen = store::take_all(tx.conn(), id)?;
            let still: Vec<EntryId> = chosen.iter().map(|e| e.id).collect();
            take_back(tx, &this, &upper, &l, &still)?;
            for e in &chosen {
                pass_up(tx, &this, &actor, &upper, &l, e)?;
            }
            l.status = ListStatus::Endorsed;
            l.endorsed_at = Some(now);
            keep(tx, &l)?;
            let name = view::name_of(tx.conn(), &l)?;
            let to = To::Officials(manager_of(upper.region_code.level()), upper.region_code.clone());
            let args = vec![name, chosen.len().to_string()];
            message::post(tx, &this, to, MessageKind::ListEndorsed, None, args)?;
            view::of_list(tx.conn(), &this, &l, &actor)
        })
        .await
}

fn pass_up(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    upper: &ListRecord,
    from: &ListRecord,
    e: &EntryRecord,
) -> AppResult<()> {
    let now = app.now();
    let new = EntryRecord {
        id: app.new_id::<EntryId>(),
        list_id: upper.id,
        status: EntryStatus::Applied,
        position: 0,
        opinion: String::new(),
        // What the level below says of it.
        note: if e.opinion.is_empty() {
            e.note.clone()
        } else {
            e.opinion.clone()
        },
        source_id: Some(e.id),
        from_region: Some(from.region_code.clone()),
        reason: None,
        frozen: None,
        added_by: actor.account,
        added_at: now,
        updated_at: now,
        ..e.clone()
    };
    match store::entry_of(tx.conn(), upper.id, e.subject_id())? {
        None => {
            store::insert_entry(tx, &new)?;
        }
        Some(before) if matches!(before.status, EntryStatus::Returned | EntryStatus::Withdrawn) => {
            let again = EntryRecord { id: before.id, ..new };
            store::save_entry(tx, &again)?;
        }
        // It stays where it is, and is known to come from here.
        Some(before) => store::set_source(tx, before.id, e.id, &from.region_code)?,
    }
    Ok(())
}

/// Takes out of the list above, which is held, what a region passed up and no longer chooses.
pub(super) fn take_back(
    tx: &mut Tx<'_>,
    app: &App,
    upper: &ListRecord,
    below: &ListRecord,
    still: &[EntryId],
) -> AppResult<()> {
    let mut all = store::entries(tx.conn(), upper.id, EntryStatus::Applied, None, usize::MAX)?;
    all.extend(store::take_all(tx.conn(), upper.id)?);
    let gone = |e: &EntryRecord| {
        e.from_region.as_ref() == Some(&below.region_code)
            && e.source_id.is_some_and(|source| !still.contains(&source))
    };
    if !all.iter().any(gone) {
        return Ok(());
    }
    // Officials of the list above see it change.
    store::touch(tx, upper.id, app.now())?;
    for e in all.iter().filter(|e| gone(e)) {
        // Places move as entries leave: what is written is what is there now.
        let now = store::entry(tx.conn(), upper.id, e.id)?;
        choose::take_out(tx, app, now, EntryStatus::Withdrawn, None)?;
    }
    Ok(())
}
