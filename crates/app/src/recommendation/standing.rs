use domain::access::{ActivityAction, Actor};
use domain::id::{ActivityId, ListId, NoticeId, OrganizationId};
use domain::problem::{Code, Lang};
use domain::recommendation::{EntryStatus, ListStatus, Standing, StandingStep, Subject};
use domain::region::RegionCode;
use persistence::recommendation::{self as store, EntryRecord, ListRecord};
use persistence::{Conn, organization, public_notice, reference};

use super::{change, place};
use crate::activity::view as activity_view;
use crate::app::App;
use crate::error::AppResult;
use crate::supplement::judge_submitted;

/// Where an activity stands on the lists, and whether it can be applied for now.
pub async fn standing_of_activity(app: &App, actor: &Actor, id: ActivityId) -> AppResult<Standing> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let a = activity_view::load(conn, id, &actor, ActivityAction::View)?;
            let own = actor.files_for(a.organization_id);
            let judged = judge_submitted(conn, std::slice::from_ref(&a), this.now(), Lang::Zh)?;
            let eligible = judged.values().all(|j| j.eligibility.eligible);
            let entries = store::of_subject(conn, id.uuid())?;
            let home = place::of(conn, &a.review_region)?;
            let first = Home {
                edition: &a.edition,
                region: &home,
                subject: Subject::Activity,
            };
            assemble(conn, &this, entries, &first, own && eligible)
        })
        .await
}

/// The same of an organisation in an edition.
pub async fn standing_of_organization(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    edition: String,
) -> AppResult<Standing> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            let home = organization::find(conn, id)?;
            let own = actor.files_for(id);
            if !own && !actor.oversees(&home.region_code) {
                return Err(Code::NotAllowed.into());
            }
            let edition = reference::edition(conn, &edition)?.ok_or(Code::NotFound)?;
            let entries = store::of_subject(conn, id.uuid())?;
            let region = place::of(conn, &home.region_code)?;
            let first = Home {
                edition: &edition.key,
                region: &region,
                subject: Subject::Organization,
            };
            assemble(conn, &this, entries, &first, own)
        })
        .await
}

/// The list an application goes to.
struct Home<'a> {
    edition: &'a str,
    region: &'a RegionCode,
    subject: Subject,
}

fn assemble(
    conn: &mut Conn,
    app: &App,
    entries: Vec<EntryRecord>,
    home: &Home<'_>,
    may_apply: bool,
) -> AppResult<Standing> {
    let ids: Vec<ListId> = entries.iter().map(|e| e.list_id).collect();
    let lists: Vec<ListRecord> = store::find_all(conn, &ids)?
        .into_iter()
        .filter(|l| l.edition == home.edition && l.subject == home.subject)
        .collect();
    let notices: Vec<(ListId, NoticeId)> = public_notice::of_lists(conn, &ids)?;
    let regions: Vec<RegionCode> = lists.iter().map(|l| l.region_code.clone()).collect();
    let names = reference::region_names(conn, &regions)?;
    let mut steps: Vec<StandingStep> = Vec::new();
    for l in &lists {
        let Some(e) = entries.iter().find(|e| e.list_id == l.id) else {
            continue;
        };
        steps.push(StandingStep {
            level: l.region_code.level(),
            region_name: names.get(&l.region_code).cloned().unwrap_or_default(),
            list_status: l.status,
            status: e.status,
            reason: e.reason.clone(),
            lock_on: l.lock_on,
            notice_id: notices.iter().find(|(id, _)| *id == l.id).map(|(_, n)| *n),
        });
    }
    steps.sort_by_key(|step| step.level);
    let first = match lists.iter().find(|l| l.region_code == *home.region) {
        Some(known) => Some(known.clone()),
        None => store::find_of(conn, home.edition, home.region, home.subject)?,
    };
    let open = first
        .as_ref()
        .is_none_or(|l| l.status == ListStatus::Open && !change::is_overdue(l, app.now()));
    let taken = first.as_ref().is_some_and(|l| {
        entries.iter().any(|e| {
            e.list_id == l.id
                && matches!(
                    e.status,
                    EntryStatus::Applied | EntryStatus::Listed | EntryStatus::Struck
                )
        })
    });
    Ok(Standing {
        steps,
        can_apply: may_apply && open && !taken,
    })
}
