use std::collections::BTreeSet;

use domain::access::Actor;
use domain::activity::status::Step;
use domain::id::{EntryId, ListId};
use domain::message::MessageKind;
use domain::problem::{Code, Fault, FaultCode};
use domain::recommendation::{
    EntryStatus, ListRight, ListStatus, RecommendationList, ReturnRequest, manager_of, may_list,
};
use persistence::recommendation::{self as store, EntryRecord, ListRecord};
use persistence::{Tx, public_notice};

use super::change::{hold, keep, must_be_open};
use super::choose::{recuse, take_out};
use super::{endorse, place, view};
use crate::activity::transition;
use crate::app::App;
use crate::error::AppResult;
use crate::message::{self, To};

/// Entries sent back at once.
const RETURNS_MAX: usize = 100;

/// Sends entries back to where they came from, or the whole list to its region (退回). A reason is needed.
pub async fn give_back(
    app: &App,
    actor: &Actor,
    id: ListId,
    expected: i32,
    request: ReturnRequest,
) -> AppResult<RecommendationList> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let whole = request.entry_ids.is_empty();
            let right = if whole {
                ListRight::Direct
            } else {
                ListRight::Manage
            };
            let mut l = hold(tx, &this, &actor, id, expected, right)?;
            let reason = transition::reason(Step::Reject, Some(&request.reason))?.unwrap_or_default();
            if whole {
                reopen(tx, &this, &mut l, &reason)?;
            } else {
                must_be_open(&l, this.now())?;
                let name = view::name_of(tx.conn(), &l)?;
                let entries: BTreeSet<EntryId> = request.entry_ids.iter().copied().collect();
                if entries.len() > RETURNS_MAX {
                    return Err(Fault::new("/entry_ids", FaultCode::TooMany)
                        .with(RETURNS_MAX)
                        .into());
                }
                for entry in &entries {
                    let e = match store::entry(tx.conn(), id, *entry) {
                        Err(persistence::StoreError::NotFound) => {
                            let fault = Fault::new("/entry_ids", FaultCode::UnknownValue);
                            return Err(fault.with(entry).into());
                        }
                        other => other?,
                    };
                    recuse(tx.conn(), &e, &actor)?;
                    if !matches!(e.status, EntryStatus::Applied | EntryStatus::Listed) {
                        return Err(Code::StepNotAllowed.into());
                    }
                    one(tx, &this, e, &name, &reason)?;
                }
            }
            view::of_list(tx.conn(), &this, &l, &actor)
        })
        .await
}

/// One entry goes back: to its organisation, or to the list it was passed up from, which is open again.
fn one(tx: &mut Tx<'_>, app: &App, e: EntryRecord, name: &str, reason: &str) -> AppResult<()> {
    let because = Some(reason.to_owned());
    let below = match e.source_id {
        None => None,
        Some(source) => store::of_subject(tx.conn(), e.subject_id())?
            .into_iter()
            .find(|below| below.id == source && below.status == EntryStatus::Listed),
    };
    if let Some(below) = &below
        && !public_notice::of_lists(tx.conn(), &[below.list_id])?.is_empty()
    {
        return Err(Code::NoticeExists.into());
    }
    take_out(tx, app, e.clone(), EntryStatus::Returned, because.clone())?;
    let to = To::Organization(e.organization_id);
    let args = vec![e.name.clone(), name.to_owned(), reason.to_owned()];
    message::post(
        tx,
        app,
        to,
        MessageKind::RecommendationReturned,
        e.activity_id,
        args,
    )?;
    let Some(below) = below else { return Ok(()) };
    // First the list, then what stands on it: nobody moves it in between.
    store::touch(tx, below.list_id, app.now())?;
    let mut list = store::find(tx.conn(), below.list_id)?;
    let opened = list.status != ListStatus::Open;
    open_again(&mut list, reason);
    keep(tx, &list)?;
    let now = store::entry(tx.conn(), below.list_id, below.id)?;
    take_out(tx, app, now, EntryStatus::Returned, because)?;
    if opened {
        tell_region(tx, app, &list, reason)?;
    }
    Ok(())
}

/// The whole list goes back to its region.
fn reopen(tx: &mut Tx<'_>, app: &App, l: &mut ListRecord, reason: &str) -> AppResult<()> {
    if l.status == ListStatus::Open {
        return Err(Code::ListNotLocked.into());
    }
    if !public_notice::of_lists(tx.conn(), &[l.id])?.is_empty() {
        return Err(Code::NoticeExists.into());
    }
    if let Some(above) = place::above(tx.conn(), &l.region_code)?
        && let Some(upper) = store::find_of(tx.conn(), &l.edition, &above, l.subject)?
    {
        if store::hold_open(tx, upper.id)? {
            endorse::take_back(tx, app, &upper, l, &[])?;
        } else if l.status == ListStatus::Endorsed {
            return Err(Code::UpperListLocked.into());
        }
    }
    open_again(l, reason);
    keep(tx, l)?;
    tell_region(tx, app, l, reason)
}

fn open_again(l: &mut ListRecord, reason: &str) {
    l.status = ListStatus::Open;
    l.locked_at = None;
    l.endorsed_at = None;
    l.scan_id = None;
    l.returned_reason = Some(reason.to_owned());
}

fn tell_region(tx: &mut Tx<'_>, app: &App, l: &ListRecord, reason: &str) -> AppResult<()> {
    let name = view::name_of(tx.conn(), l)?;
    let to = To::Officials(manager_of(l.region_code.level()), l.region_code.clone());
    let args = vec![name, reason.to_owned()];
    message::post(tx, app, to, MessageKind::ListReturned, None, args)
}

/// Whether the actor could send this list back as a whole.
pub(super) fn can_reopen(actor: &Actor, l: &ListRecord) -> bool {
    l.status != ListStatus::Open && may_list(actor, ListRight::Direct, &l.region_code).is_ok()
}
