use domain::access::{ActivityAction, Actor};
use domain::activity::view::REASON_MAX;
use domain::id::ActivityId;
use domain::message::MessageKind;
use domain::problem::{Fault, FaultCode, Faults, Lang};
use domain::supplement::{NewExtension, Supplement};
use persistence::supplement::{self as store, ExtensionRecord};

use super::view::{Due, assemble, complete};
use crate::activity::view;
use crate::app::App;
use crate::clean;
use crate::error::AppResult;
use crate::message::{self, To};

/// Longest time by which a deadline is moved, days from today.
const LONGEST_DAYS: i64 = 90;

/// Moves the deadline of one activity (延期), with a reason; the organisation is told. For the province in charge.
pub async fn extend(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    new: NewExtension,
    lang: Lang,
) -> AppResult<Supplement> {
    let (this, actor) = (app.clone(), actor.clone());
    let done = app
        .db()
        .write(move |tx| {
            let a = view::load(tx.conn(), id, &actor, ActivityAction::Extend)?;
            let edition = view::edition_of(tx.conn(), &a.edition)?;
            let before = store::extension(tx.conn(), id)?;
            let due = Due::of(&a, &edition, before.as_ref());
            let reason = clean::text(&new.reason).trim().to_owned();
            let today = this.now().shanghai_date();
            let mut faults = Faults::new();
            match due.last {
                None => faults.push(Fault::new("/until", FaultCode::Required).with("活动时间")),
                Some(last) if new.until <= last => {
                    faults.push(Fault::new("/until", FaultCode::NotLater).with(last));
                }
                Some(_) if new.until < today => faults.add("/until", FaultCode::TimeInPast),
                Some(_) if (new.until - today).num_days() > LONGEST_DAYS => {
                    faults.push(Fault::new("/until", FaultCode::PeriodTooLong).with(LONGEST_DAYS));
                }
                Some(_) => {}
            }
            let length = domain::text::length(&reason);
            if length == 0 {
                faults.add("/reason", FaultCode::ReasonRequired);
            } else if length > REASON_MAX {
                let fault = Fault::new("/reason", FaultCode::TooLong);
                faults.push(fault.with(REASON_MAX).with(length));
            }
            faults.into_result()?;
            let extension = ExtensionRecord {
                seq: before.map_or(1, |e| e.seq + 1),
                until: new.until,
                reason: reason.clone(),
                granted_by: actor.account,
                granted_at: this.now(),
            };
            store::extend(tx, id, &extension)?;
            let title = a.content.title.clone().unwrap_or_default();
            let args = vec![title, new.until.to_string(), reason];
            let to = To::Organization(a.organization_id);
            message::post(tx, &this, to, MessageKind::SupplementExtended, Some(id), args)?;
            let s = store::find(tx.conn(), id)?;
            assemble(tx.conn(), &this, &a, s, &actor, lang)
        })
        .await?;
    complete(app, done).await
}
