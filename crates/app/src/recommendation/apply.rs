use domain::access::{ActivityAction, Actor};
use domain::edition::Edition;
use domain::eligibility::Eligibility;
use domain::id::{ActivityId, EntryId, ListId, OrganizationId};
use domain::problem::{Code, Fault, FaultCode, Faults, Lang};
use domain::recommendation::{
    Application, EntryStatus, ListRight, NewEntry, RecommendationEntry, Subject, may_list,
};
use domain::region::RegionCode;
use persistence::recommendation::{self as store, EntryRecord, ListRecord};
use persistence::{Conn, StoreError, Tx, activity, organization, reference};

use super::change::{listed, must_be_open, opinion_of};
use super::{place, view};
use crate::activity::{scope_of, view as activity_view};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::repeat::{self, Outcome, Repeat};
use crate::supplement::judge_submitted;

/// An organisation applies for an activity (申请推优): refused with every rule that is not met.
pub async fn apply_activity(
    app: &App,
    actor: &Actor,
    id: ActivityId,
    application: Application,
    repeat: Option<Repeat>,
    lang: Lang,
) -> AppResult<Outcome<RecommendationEntry>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let account = actor.account;
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                let a = activity_view::load(tx.conn(), id, &actor, ActivityAction::Supplement)?;
                must_be_eligible(tx.conn(), &this, &a, lang)?;
                let edition = activity_view::edition_of(tx.conn(), &a.edition)?;
                let l = list_for(tx, &this, &edition, &a.review_region, Subject::Activity)?;
                let subject = SubjectOf {
                    activity: Some(id),
                    organization: a.organization_id,
                    region: a.review_region.clone(),
                    name: a.content.title.clone().unwrap_or_default(),
                };
                let note = note_of(application.note.as_deref())?;
                let e = put(tx, &this, &l, subject, As::Applied { note }, &actor)?;
                view::of_entry(tx.conn(), &this, &l, e, &actor, lang)
            })
        })
        .await
}

/// An organisation applies to be praised itself (优秀组织单位).
pub async fn apply_organization(
    app: &App,
    actor: &Actor,
    id: OrganizationId,
    edition: String,
    application: Application,
    lang: Lang,
) -> AppResult<RecommendationEntry> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            if !actor.files_for(id) {
                return Err(Code::NotAllowed.into());
            }
            let edition = reference::edition(tx.conn(), &edition)?.ok_or(Code::NotFound)?;
            let home = organization::find(tx.conn(), id)?;
            let l = list_for(tx, &this, &edition, &home.region_code, Subject::Organization)?;
            let subject = SubjectOf {
                activity: None,
                organization: id,
                region: home.region_code,
                name: home.full_name,
            };
            let note = note_of(application.note.as_deref())?;
            let e = put(tx, &this, &l, subject, As::Applied { note }, &actor)?;
            view::of_entry(tx.conn(), &this, &l, e, &actor, lang)
        })
        .await
}

/// The list to which things of a region are applied for, open until the transaction ends.
fn list_for(
    tx: &mut Tx<'_>,
    app: &App,
    edition: &Edition,
    region: &RegionCode,
    subject: Subject,
) -> AppResult<ListRecord> {
    let place = place::of(tx.conn(), region)?;
    let l = place::open(tx, app, edition, place, subject)?;
    must_be_open(&l, app.now())?;
    if !store::hold_open(tx, l.id)? {
        return Err(Code::ListLocked.into());
    }
    Ok(l)
}

fn location(e: &RecommendationEntry) -> String {
    format!("/api/v1/recommendation-lists/{}/entries/{}", e.list_id, e.id)
}

fn note_of(raw: Option<&str>) -> AppResult<String> {
    let mut faults = Faults::new();
    let note = opinion_of(raw.unwrap_or_default(), &mut faults);
    faults.into_result()?;
    Ok(note)
}

/// Puts something on a list: by its officials as chosen, by its organisation as an application.
pub async fn add(
    app: &App,
    actor: &Actor,
    list: ListId,
    new: NewEntry,
    repeat: Option<Repeat>,
    lang: Lang,
) -> AppResult<Outcome<RecommendationEntry>> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .write(move |tx| {
            let (account, now) = (actor.account, this.now());
            repeat::once(tx, &this, account, repeat.as_ref(), location, |tx| {
                let l = store::find(tx.conn(), list)?;
                let manages = may_list(&actor, ListRight::Manage, &l.region_code);
                let found = named(tx.conn(), &l, &new, &actor);
                // To those who neither manage it nor apply, the list does not exist.
                let applies = match &found {
                    Ok((subject, _)) => {
                        actor.files_for(subject.organization)
                            && place::of(tx.conn(), &subject.region)? == l.region_code
                    }
                    Err(_) => false,
                };
                if !applies {
                    manages?;
                }
                let (subject, own) = found?;
                must_be_open(&l, now)?;
                let mut faults = Faults::new();
                let opinion = opinion_of(new.opinion.as_deref().unwrap_or_default(), &mut faults);
                if !l.region_code.contains(&subject.region) {
                    faults.add(pointer(l.subject), FaultCode::NotInRegion);
                }
                faults.into_result()?;
                if let Some(id) = subject.activity {
                    let a = activity::find(tx.conn(), id)?;
                    must_be_eligible(tx.conn(), &this, &a, lang)?;
                }
                let e = if manages.is_ok() && own {
                    // 回避: one's own organisation can be applied for, and somebody else chooses.
                    return Err(Code::Recused.into());
                } else if manages.is_ok() {
                    // A lock that comes at the same moment waits, or has come first.
                    if !store::touch_open(tx, list, now)? {
                        return Err(Code::ListLocked.into());
                    }
                    if listed(tx.conn(), list)? >= l.slots {
                        return Err(Code::SlotsFull.into());
                    }
                    put(tx, &this, &l, subject, As::Listed { opinion }, &actor)?
                } else {
                    if !store::hold_open(tx, list)? {
                        return Err(Code::ListLocked.into());
                    }
                    put(tx, &this, &l, subject, As::Applied { note: opinion }, &actor)?
                };
                let l = store::find(tx.conn(), list)?;
                view::of_entry(tx.conn(), &this, &l, e, &actor, lang)
            })
        })
        .await
}

const fn pointer(subject: Subject) -> &'static str {
    match subject {
        Subject::Activity => "/activity_id",
        Subject::Organization => "/organization_id",
    }
}

/// What is to be put on a list.
struct SubjectOf {
    activity: Option<ActivityId>,
    organization: OrganizationId,
    region: RegionCode,
    name: String,
}

/// What a request names, and whether it is of the actor's own organisation.
fn named(conn: &mut Conn, l: &ListRecord, new: &NewEntry, actor: &Actor) -> AppResult<(SubjectOf, bool)> {
    let wrong = |what: &str| Fault::new(pointer(l.subject), FaultCode::WrongSubject).with(what);
    match (l.subject, new.activity_id, new.organization_id) {
        (Subject::Activity, Some(id), None) => {
            let unknown = || AppError::from(Fault::new("/activity_id", FaultCode::UnknownActivity));
            let a = match activity_view::load(conn, id, actor, ActivityAction::View) {
                Err(AppError::Store(StoreError::NotFound) | AppError::Refused(Code::NotFound)) => {
                    return Err(unknown());
                }
                other => other?,
            };
            let own = scope_of(&a).involved.iter().any(|o| actor.files_for(*o));
            if a.edition != l.edition {
                return Err(unknown());
            }
            let subject = SubjectOf {
                activity: Some(id),
                organization: a.organization_id,
                region: a.review_region,
                name: a.content.title.unwrap_or_default(),
            };
            Ok((subject, own))
        }
        (Subject::Organization, None, Some(id)) => {
            let home = match organization::find(conn, id) {
                Err(StoreError::NotFound) => {
                    return Err(Fault::new("/organization_id", FaultCode::UnknownOrganization).into());
                }
                other => other?,
            };
            let subject = SubjectOf {
                activity: None,
                organization: id,
                region: home.region_code,
                name: home.full_name,
            };
            Ok((subject, actor.files_for(id)))
        }
        (Subject::Activity, ..) => Err(wrong("活动").into()),
        (Subject::Organization, ..) => Err(wrong("单位").into()),
    }
}

/// Every rule that is not met, as faults.
pub(super) fn faults_of(pointer: &str, eligibility: &Eligibility, lang: Lang) -> Faults {
    let mut faults = Faults::new();
    for rule in eligibility.rules.iter().filter(|r| r.passed != Some(true)) {
        let words = match lang {
            Lang::Zh => format!("{}——{}", rule.code.name(lang), rule.message),
            Lang::En => format!("{}: {}", rule.code.name(lang), rule.message),
        };
        faults.push(Fault::new(pointer, FaultCode::NotEligible).with(words));
    }
    faults
}

pub(super) fn must_be_eligible(
    conn: &mut Conn,
    app: &App,
    a: &activity::ActivityRecord,
    lang: Lang,
) -> AppResult<()> {
    let judged = judge_submitted(conn, std::slice::from_ref(a), app.now(), lang)?;
    for judged in judged.into_values() {
        faults_of("/activity_id", &judged.eligibility, lang).into_result()?;
    }
    Ok(())
}

/// How something comes onto a list.
enum As {
    /// Chosen by the list's officials, with their opinion.
    Listed { opinion: String },
    /// Put forward by its organisation.
    Applied { note: String },
}

fn put(
    tx: &mut Tx<'_>,
    app: &App,
    l: &ListRecord,
    subject: SubjectOf,
    how: As,
    actor: &Actor,
) -> AppResult<EntryRecord> {
    let (status, position, opinion, note) = match how {
        As::Listed { opinion } => {
            let last = listed(tx.conn(), l.id)? + 1;
            (EntryStatus::Listed, last, opinion, String::new())
        }
        As::Applied { note } => (EntryStatus::Applied, 0, String::new(), note),
    };
    let now = app.now();
    let mut e = EntryRecord {
        id: app.new_id::<EntryId>(),
        list_id: l.id,
        activity_id: subject.activity,
        organization_id: subject.organization,
        region_code: subject.region,
        name: subject.name,
        status,
        position,
        opinion,
        note,
        source_id: None,
        from_region: None,
        reason: None,
        frozen: None,
        added_by: actor.account,
        added_at: now,
        updated_at: now,
    };
    // What was sent back or taken out may come again; it keeps its place in history.
    match store::entry_of(tx.conn(), l.id, e.subject_id())? {
        // Struck on an open list: its activity was taken down, and is restored now.
        Some(before)
            if matches!(
                before.status,
                EntryStatus::Returned | EntryStatus::Withdrawn | EntryStatus::Struck
            ) =>
        {
            e.id = before.id;
            store::save_entry(tx, &e)?;
            Ok(e)
        }
        Some(before) if before.status == EntryStatus::Applied && status == EntryStatus::Listed => {
            e = EntryRecord {
                status,
                position,
                opinion: e.opinion,
                updated_at: now,
                ..before
            };
            store::save_entry(tx, &e)?;
            Ok(e)
        }
        Some(_) => Err(Code::AlreadyListed.into()),
        None if store::insert_entry(tx, &e)? => Ok(e),
        None => Err(Code::AlreadyListed.into()),
    }
}
