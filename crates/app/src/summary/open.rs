use domain::access::Actor;
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::summary::{
    NewSummary, Summary, SummaryContent, SummaryLevel, SummaryRight, SummaryScope, SummaryStatus,
    SummaryStep, may_summary,
};
use persistence::summary::{self as store, EventRecord, SummaryRecord};
use persistence::{Tx, organization, reference};

use super::view;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::organization::line_of;
use crate::recommendation::place;
use crate::repeat::{self, Outcome, Repeat};

/// Begins the summary of a region or an organisation, or gives the one there is.
pub async fn open(
    app: &App,
    actor: &Actor,
    new: NewSummary,
    repeat: Option<Repeat>,
) -> AppResult<Outcome<Summary>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let account = actor.account;
            let location = |s: &Summary| format!("/api/v1/summaries/{}", s.item.id);
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                let s = begin(tx, &this, &actor, &new)?;
                view::whole(tx.conn(), &this, &s, &actor)
            })
        })
        .await
}

fn begin(tx: &mut Tx<'_>, app: &App, actor: &Actor, new: &NewSummary) -> AppResult<SummaryRecord> {
    let (level, scope) = whose(tx, new)?;
    may_summary(actor, SummaryRight::Write, &scope)?;
    let edition = reference::edition(tx.conn(), &new.edition)?
        .ok_or_else(|| AppError::from(Fault::new("/edition", FaultCode::UnknownEdition)))?;
    let now = app.now();
    let s = SummaryRecord {
        id: app.new_id(),
        edition: edition.key.clone(),
        level,
        region_code: scope.region,
        organization_id: scope.organization,
        line: scope.line,
        recipient: scope.recipient,
        status: SummaryStatus::Draft,
        last_event_seq: 1,
        content: SummaryContent::default(),
        submission: 0,
        late: false,
        submitted_at: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let first = EventRecord {
        seq: 1,
        step: SummaryStep::Create,
        to_status: SummaryStatus::Draft,
        reason: None,
        actor: actor.account,
        at: now,
    };
    if store::insert(tx, &s, &first)? {
        return Ok(s);
    }
    Ok(store::find_of(tx.conn(), &s.edition, &s.region_code, s.organization_id)?.ok_or(Code::NotFound)?)
}

/// Who reports, and to whom: an organisation to the region that certifies it, a region to the one above.
fn whose(tx: &mut Tx<'_>, new: &NewSummary) -> AppResult<(SummaryLevel, SummaryScope)> {
    let conn = tx.conn();
    let mut faults = Faults::new();
    match (&new.region_code, new.organization_id) {
        (None, None) => faults.push(Fault::new("/region_code", FaultCode::Required).with("地区或单位")),
        (Some(_), Some(_)) => faults.add("/region_code", FaultCode::ReadOnly),
        _ => {}
    }
    faults.into_result()?;
    if let Some(id) = new.organization_id {
        let o = organization::find(conn, id)?;
        if o.merged_into.is_some() {
            return Err(Code::StepNotAllowed.into());
        }
        let scope = SummaryScope {
            recipient: place::of(conn, &o.region_code)?,
            line: line_of(conn, &o)?,
            region: o.region_code,
            organization: Some(id),
            handed_in: false,
        };
        return Ok((SummaryLevel::Organization, scope));
    }
    let region = new.region_code.clone().ok_or(Code::NotFound)?;
    let unknown = || AppError::from(Fault::new("/region_code", FaultCode::UnknownRegion).with(&region));
    let known = reference::region(conn, &region)?.is_some();
    let level = SummaryLevel::of(region.level())
        .filter(|_| known)
        .ok_or_else(unknown)?;
    if place::of(conn, &region)? != region {
        return Err(unknown());
    }
    let recipient = place::above(conn, &region)?.ok_or_else(unknown)?;
    let scope = SummaryScope {
        region,
        organization: None,
        line: None,
        recipient,
        handed_in: false,
    };
    Ok((level, scope))
}
