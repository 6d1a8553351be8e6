use domain::access::{Actor, Denied};
use domain::circular::{Circular, Dispatch, NewForward, Recipient, check_forward, may_issue, numbered};
use domain::id::{CircularId, DispatchId};
use domain::page::{Limit, Page};
use domain::problem::Code;
use domain::region::RegionCode;
use persistence::circular::{self as store, DispatchRecord};
use persistence::reference;

use super::draft::{check_files, kinds};
use super::round::{self, Errand};
use super::{standing, view};
use crate::app::App;
use crate::clean;
use crate::cursor;
use crate::error::AppResult;
use crate::repeat::{self, Outcome, Repeat};

/// Forwards a circular (转发) to those below, with an own text, files and deadlines. Once for each region; the original
/// stays one text.
pub async fn forward(
    app: &App,
    actor: &Actor,
    id: CircularId,
    new: NewForward,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<Circular>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let (account, now) = (actor.account, this.now());
            let location = |c: &Circular| format!("/api/v1/notices/{}", c.id);
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                let seen = standing::see(tx.conn(), &actor, id)?;
                may_issue(&actor, &new.region_code)?;
                // A withdrawal or correction of the same moment waits, or has come first.
                if !store::hold(tx, id)? {
                    return Err(Code::StepNotAllowed.into());
                }
                let me = Recipient::Region(new.region_code.clone());
                let above = seen.received.iter().find(|(_, who)| who.contains(&me));
                let Some((above, _)) = above else {
                    return Err(Denied::OutOfScope.into());
                };
                let asked: Vec<_> = store::deadlines_of(tx.conn(), &[above.id])?
                    .into_iter()
                    .map(|(_, deadline)| deadline)
                    .collect();
                let new = cleaned(new);
                let kinds = kinds(tx.conn())?;
                let mut faults = check_forward(&new, now.shanghai_date(), &asked, &kinds);
                let of = (id, &new.region_code);
                check_files(
                    tx.conn(),
                    &actor,
                    of,
                    "/attachment_ids",
                    &new.attachment_ids,
                    &mut faults,
                )?;
                faults.into_result()?;
                let d = DispatchRecord {
                    id: this.new_id(),
                    circular_id: id,
                    region_code: new.region_code.clone(),
                    original: false,
                    office: new.office,
                    cover: new.cover,
                    audience: new.audience,
                    issued_by: account,
                    issued_at: now,
                    reminded_on: None,
                };
                if !store::insert_dispatch(tx, &d)? {
                    return Err(Code::AlreadyForwarded.into());
                }
                store::put_deadlines(tx, d.id, &numbered(&new.deadlines, &asked, 0))?;
                store::add_files(tx, id, &d.region_code, &new.attachment_ids)?;
                round::begin(tx, &this, d.id, Errand::Issued)?;
                view::of(tx.conn(), &actor, id, now)
            })
        })
        .await
}

fn cleaned(new: NewForward) -> NewForward {
    let line = |text: &str| clean::text(text).trim().to_owned();
    let mut deadlines = new.deadlines;
    for d in &mut deadlines {
        d.what = line(&d.what);
    }
    NewForward {
        office: line(&new.office),
        cover: line(&new.cover),
        deadlines,
        ..new
    }
}

/// Forwards of a circular within a region, from the first: one's own region and those below, unless told.
pub async fn forwards(
    app: &App,
    actor: &Actor,
    id: CircularId,
    region: Option<RegionCode>,
    limit: Limit,
    cursor: Option<&str>,
) -> AppResult<Page<Dispatch>> {
    let after: Option<DispatchId> = cursor.map(cursor::read).transpose()?;
    let (actor, limit) = (actor.clone(), limit.get());
    app.db()
        .read(move |conn| {
            let seen = standing::see(conn, &actor, id)?;
            let own = RegionCode::widest(seen.standing.regions_read_for());
            let within = match region {
                Some(region) if own.iter().any(|o| o.contains(&region)) => region,
                Some(_) => return Err(Denied::OutOfScope.into()),
                None => own.into_iter().next().ok_or(Denied::NotAllowed)?,
            };
            let mut found = store::forwards(conn, id, &within, after, limit + 1)?;
            let next = cursor::cut(&mut found, limit, |d| d.id)?;
            let ids: Vec<DispatchId> = found.iter().map(|d| d.id).collect();
            let deadlines = store::deadlines_of(conn, &ids)?;
            let files = view::files_with(conn, id, &found, &[])?;
            let codes: Vec<RegionCode> = found.iter().map(|d| d.region_code.clone()).collect();
            let names = reference::region_names(conn, &codes)?;
            let items = found.iter().map(|d| {
                let own = deadlines
                    .iter()
                    .filter(|(id, _)| *id == d.id)
                    .map(|(_, d)| d.clone());
                let name = names.get(&d.region_code).cloned().unwrap_or_default();
                view::dispatch(d, name, own.collect(), &files)
            });
            Ok(Page {
                items: items.collect(),
                next,
                total: None,
            })
        })
        .await
}
