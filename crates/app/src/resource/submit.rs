use domain::access::Actor;
use domain::id::ResourceId;
use domain::organization::Certification;
use domain::problem::FaultCode;
use domain::resource::{Resource, ResourceContent, ResourceRight, ResourceStep, check_submission};
use persistence::{organization, reference, resource as store};

use super::begin::place;
use super::{step, view};
use crate::app::App;
use crate::error::AppResult;
use crate::link;

/// Hands a resource in to be read before it is public. Refused with every fault at once.
pub async fn submit(app: &App, actor: &Actor, id: ResourceId, expected: i32) -> AppResult<Resource> {
    let (this, actor) = (app.clone(), actor.clone());
    let done = app
        .db()
        .write(move |tx| {
            let mut on = step::load_version(tx, &actor, id, ResourceRight::Write, expected)?;
            on.after(ResourceStep::Submit)?;
            trim(&mut on.r.content);
            let dictionaries = reference::all_dictionaries(tx.conn())?;
            let mut faults = check_submission(&on.r.content, &dictionaries);
            let home = organization::find(tx.conn(), on.r.organization_id)?;
            if home.certification == Certification::Suspended {
                faults.add("", FaultCode::SuspendedOrganization);
            }
            faults.into_result()?;
            // The activity may have been filed anew elsewhere meanwhile.
            on.r.review_region = on.a.review_region.clone();
            on.r.region_code = place(&on.a);
            on.r.cover_id = on.r.content.cover(on.a.content.poster_id);
            step::take(tx, &this, &mut on, ResourceStep::Submit, &actor, None)?;
            store::link(tx, &on.r)?;
            let urls = on.r.content.link().map(str::to_owned);
            link::ask_of(tx, &this, urls.into_iter().collect())?;
            view::assemble(tx.conn(), id, &actor)
        })
        .await?;
    view::complete(app, done).await
}

/// Takes a resource back: one that waits becomes a draft again, one that is public is shown no more.
pub async fn withdraw(app: &App, actor: &Actor, id: ResourceId, expected: i32) -> AppResult<Resource> {
    let (this, actor) = (app.clone(), actor.clone());
    let done = app
        .db()
        .write(move |tx| {
            let mut on = step::load_version(tx, &actor, id, ResourceRight::Write, expected)?;
            step::take(tx, &this, &mut on, ResourceStep::Withdraw, &actor, None)?;
            view::assemble(tx.conn(), id, &actor)
        })
        .await?;
    view::complete(app, done).await
}

/// While somebody types, blanks at the ends stay; what is handed in has none.
fn trim(c: &mut ResourceContent) {
    for text in [&mut c.title, &mut c.description] {
        *text = text.trim().to_owned();
    }
    c.url = c.link().map(str::to_owned);
}
