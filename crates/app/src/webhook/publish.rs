use domain::activity::status::Step;
use domain::id::EventId;
use domain::region::RegionCode;
use domain::webhook::{DeliveryStatus, Event, EventData, EventKind};
use persistence::Tx;
use persistence::activity::ActivityRecord;
use persistence::organization::OrganizationRecord;
use persistence::webhook::{self as store, DeliveryRecord};

use super::Deliver;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::job::{self, Work};

/// Tells of a step of the review.
pub(crate) fn of_step(tx: &mut Tx<'_>, app: &App, a: &ActivityRecord, step: Step) -> AppResult<()> {
    let Some(kind) = EventKind::of_step(step, a.status) else {
        return Ok(());
    };
    let data = EventData::Activity {
        id: a.id,
        edition: a.edition.clone(),
        organization_id: a.organization_id,
        title: a.content.title.clone().unwrap_or_default(),
        status: a.status,
        version: a.version,
    };
    publish(tx, app, kind, a.review_region.clone(), data)
}

/// Tells of an organisation.
pub(crate) fn of_organization(
    tx: &mut Tx<'_>,
    app: &App,
    o: &OrganizationRecord,
    kind: EventKind,
) -> AppResult<()> {
    let data = EventData::Organization {
        id: o.id,
        full_name: o.full_name.clone(),
        version: o.version,
        merged_into: o.merged_into,
    };
    publish(tx, app, kind, o.region_code.clone(), data)
}

fn publish(
    tx: &mut Tx<'_>,
    app: &App,
    kind: EventKind,
    region_code: RegionCode,
    data: EventData,
) -> AppResult<()> {
    if !store::any_active(tx.conn())? {
        return Ok(());
    }
    let event = Event {
        id: app.new_id::<EventId>(),
        kind,
        occurred_at: app.now(),
        region_code,
        data,
    };
    job::ask(tx, app, &Work::Publish(event), None, app.now())
}

/// Makes a delivery for each webhook that wants the event. A second run of the same job would make them twice, so both
/// the deliveries and the end of the job are one transaction's.
pub(crate) async fn fan_out(app: &App, event: Event) -> AppResult<()> {
    let this = app.clone();
    app.db()
        .write(move |tx| {
            let body = serde_json::to_string(&event).map_err(AppError::internal)?;
            for hook in store::active(tx.conn())? {
                if !hook.events.contains(&event.kind) || !hook.region_code.contains(&event.region_code) {
                    continue;
                }
                if store::has_event(tx.conn(), hook.id, event.id)? {
                    continue;
                }
                let fresh = DeliveryRecord {
                    webhook_id: hook.id,
                    n: 0,
                    event_id: event.id,
                    event: event.kind,
                    body: body.clone(),
                    status: DeliveryStatus::Pending,
                    attempts: 0,
                    next_at: Some(this.now()),
                    last_status: None,
                    last_error: None,
                    excerpt: None,
                    took_ms: None,
                    replay_of: None,
                    created_at: this.now(),
                    delivered_at: None,
                };
                let n = store::add_delivery(tx, &fresh)?;
                let work = Work::Deliver(Deliver { webhook: hook.id, n });
                job::ask(tx, &this, &work, None, this.now())?;
            }
            Ok(())
        })
        .await
}
