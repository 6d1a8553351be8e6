use domain::access::Actor;
use domain::activity::status::Status;
use domain::id::ResourceId;
use domain::message::MessageKind;
use domain::problem::{Code, FaultCode};
use domain::resource::{NewReuse, Reuse, check_reuse};
use persistence::resource::{self as store, ReuseRecord};
use persistence::{StoreError, activity, organization};

use crate::app::App;
use crate::error::AppResult;
use crate::message::{self, To};

/// Notes that an organisation used a public resource in one of its approved activities, once for each. Whoever offers it
/// is told.
pub async fn report_use(app: &App, actor: &Actor, id: ResourceId, new: NewReuse) -> AppResult<Reuse> {
    if actor.organizations().is_empty() {
        return Err(Code::NotAllowed.into());
    }
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let r = store::find(tx.conn(), id)?;
            if !r.shown {
                return Err(Code::NotFound.into());
            }
            let now = this.now();
            let since = r.published_at.unwrap_or(r.created_at).shanghai_date();
            let mut faults = check_reuse(&new, since, now.shanghai_date());
            let used_in = match activity::find(tx.conn(), new.activity_id) {
                Ok(a) if actor.files_for(a.organization_id) && a.status == Status::Approved => Some(a),
                Ok(_) | Err(StoreError::NotFound) => None,
                Err(other) => return Err(other.into()),
            };
            match &used_in {
                None => faults.add("/activity_id", FaultCode::UnknownActivity),
                Some(a) if a.organization_id == r.organization_id => {
                    faults.add("/activity_id", FaultCode::OwnResource);
                }
                Some(_) => {}
            }
            faults.into_result()?;
            let a = used_in.ok_or(Code::NotFound)?;
            let record = ReuseRecord {
                resource_id: id,
                activity_id: a.id,
                organization_id: a.organization_id,
                used_on: new.used_on,
                participants: new.participants,
                created_by: actor.account,
                created_at: now,
            };
            if !store::add_reuse(tx, &record)? {
                return Err(Code::AlreadyReused.into());
            }
            let organization_name = organization::find(tx.conn(), a.organization_id)?.full_name;
            let args = vec![
                r.content.title,
                organization_name.clone(),
                new.participants.to_string(),
            ];
            let owner = To::Organization(r.organization_id);
            let kind = MessageKind::ResourceReused;
            message::post(tx, &this, owner, kind, Some(r.activity_id), args)?;
            Ok(Reuse {
                activity_id: a.id,
                activity_title: a.content.title.unwrap_or_default(),
                organization_name,
                used_on: new.used_on,
                participants: new.participants,
            })
        })
        .await
}
