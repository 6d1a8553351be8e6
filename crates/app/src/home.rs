//! 工作台: what needs somebody today. A constant number of statements for each of their roles, however much there is.

use std::collections::BTreeSet;

use domain::access::{Actor, Grant, Role, reviewer_of};
use domain::activity::status::{Stage, Status};
use domain::circular::Todo;
use domain::edition::{DeadlineKind, Edition};
use domain::home::{Home, HomeDate, HomeDateKind, OwnFilings, OwnRegion, Task, TaskKind, in_order};
use domain::id::OrganizationId;
use domain::recommendation::{EntryStatus, ListStatus, manager_of};
use domain::region::RegionCode;
use domain::summary::{SummaryDeadline, SummaryLevel, SummaryStatus};
use domain::time::{CivilDate, Instant};
use persistence::activity::{count_by_status, without_supplement};
use persistence::recommendation::{self, ListFilter};
use persistence::{
    Conn, organization, public_notice, reference, registry, report, resource, review, summary,
};

use crate::app::App;
use crate::error::AppResult;
use crate::supplement::set_due;
use crate::{circular, quota};

/// Supplements looked at: who owes more than these sees "100" and none of them less urgent.
const SUPPLEMENTS_MAX: i64 = 100;
/// Deadlines of notices that are shown; the list of notices has the others.
const NOTICES_MAX: usize = 10;

/// What the actor sees first.
pub async fn show(app: &App, actor: &Actor) -> AppResult<Home> {
    let (actor, now) = (actor.clone(), app.now());
    app.db()
        .read(move |conn| {
            let edition = reference::edition(conn, "current")?;
            let mut home = Home {
                edition: edition.as_ref().map(|e| e.key.clone()),
                edition_title: edition.as_ref().map(|e| e.title.clone()),
                tasks: Vec::new(),
                dates: Vec::new(),
                filings: None,
                regions: Vec::new(),
            };
            let own = actor.organizations();
            if let Some(edition) = &edition {
                of_member(conn, &mut home, edition, &actor, &own, now)?;
                of_official(conn, &mut home, edition, &actor, now)?;
                home.dates = dates(edition, &home.regions, now.shanghai_date());
            }
            home.tasks.extend(of_notices(conn, &actor, now)?);
            let lists = recommendation::invitations(conn, actor.account)?.len();
            let lists = i64::try_from(lists).unwrap_or(i64::MAX);
            home.tasks.extend(Task::some(TaskKind::Scoring, lists));
            home.tasks = in_order(home.tasks);
            Ok(home)
        })
        .await
}

fn of_member(
    conn: &mut Conn,
    home: &mut Home,
    edition: &Edition,
    actor: &Actor,
    own: &[OrganizationId],
    now: Instant,
) -> AppResult<()> {
    if own.is_empty() {
        return Ok(());
    }
    let mut filings = OwnFilings::default();
    for (status, count) in count_by_status(conn, &edition.key, own)? {
        match status {
            Status::Draft => filings.drafts += count,
            Status::CityReview | Status::ProvinceReview | Status::NationalReview => filings.waiting += count,
            Status::CityRejected | Status::ProvinceRejected | Status::NationalRejected => {
                filings.sent_back += count;
            }
            Status::Approved => filings.approved += count,
            Status::Withdrawn | Status::TakenDown => {}
        }
    }
    home.filings = Some(filings);
    home.tasks
        .extend(Task::some(TaskKind::SentBack, filings.sent_back));
    home.tasks.extend(Task::some(TaskKind::Drafts, filings.drafts));
    let mut over = without_supplement(conn, &edition.key, own, now, SUPPLEMENTS_MAX)?;
    set_due(conn, &mut over, now)?;
    let due: Vec<CivilDate> = over
        .iter()
        .filter_map(|item| item.supplement_due)
        .filter(|due| *due >= now)
        .map(Instant::shanghai_date)
        .collect();
    let count = i64::try_from(due.len()).unwrap_or(i64::MAX);
    home.tasks
        .extend(Task::some(TaskKind::Supplements, count).map(|task| Task {
            due_on: due.iter().min().copied(),
            ..task
        }));
    let administered: Vec<OrganizationId> = own.iter().copied().filter(|id| actor.administers(*id)).collect();
    let asking = organization::count_asking(conn, &administered)?;
    home.tasks.extend(Task::some(TaskKind::JoinRequests, asking));
    Ok(())
}

fn of_official(
    conn: &mut Conn,
    home: &mut Home,
    edition: &Edition,
    actor: &Actor,
    now: Instant,
) -> AppResult<()> {
    let of = |grant: &Grant| grant.region.clone().unwrap_or_else(RegionCode::country);
    let mut seen = BTreeSet::new();
    for grant in actor
        .over_regions()
        .filter(|grant| seen.insert((of(grant), grant.role)))
    {
        let region = of(grant);
        let mut add = |task: Option<Task>| {
            home.tasks.extend(task.map(|task| Task {
                region_code: Some(region.clone()),
                ..task
            }));
        };
        if let Some(stage) = stage_of(grant.role, edition, &region) {
            let (count, since) = review::waiting(conn, stage, &region, &grant.lines)?;
            add(Task::some(TaskKind::Review, count).map(|task| Task { since, ..task }));
        }
        // Officials of one line (条线) review; the rest is for those in charge of the whole region.
        if !grant.lines.is_empty() {
            continue;
        }
        let answers = matches!(grant.role, Role::ProvinceReviewer | Role::NationalReviewer);
        if answers {
            add(Task::some(TaskKind::Reports, report::count_open(conn, &region)?));
            add(Task::some(
                TaskKind::Resources,
                resource::count_waiting(conn, &region)?,
            ));
        }
        add(Task::some(
            TaskKind::Certification,
            organization::count_pending(conn, &region)?,
        ));
        add(Task::some(
            TaskKind::RegistryConflicts,
            registry::count_open(conn, &region)?,
        ));
        add(Task::some(
            TaskKind::Objections,
            public_notice::count_open(conn, &region)?,
        ));
        if grant.role == manager_of(region.level()) {
            add(to_choose(conn, edition, &region)?);
            add(own_summary(conn, edition, &region, now)?);
            let waiting = summary::count_waiting(conn, &edition.key, &region)?;
            add(Task::some(TaskKind::Summaries, waiting));
        }
        let progress = quota::of(conn, edition, &region, None, now)?;
        let behind = progress
            .rows
            .iter()
            .filter(|row| row.standing.light.is_behind())
            .count();
        let behind = i64::try_from(behind).unwrap_or(i64::MAX);
        add(Task::some(TaskKind::RegionsBehind, behind));
        let own = progress.own.light.is_behind().then_some(TaskKind::OwnTarget);
        add(own.and_then(|kind| Task::some(kind, 1)).map(|task| Task {
            due_on: progress.own.deadline,
            ..task
        }));
        home.regions.push(OwnRegion {
            region_code: region,
            region_name: progress.region_name,
            standing: progress.own,
            below: i64::try_from(progress.rows.len()).unwrap_or(i64::MAX),
            behind,
        });
    }
    Ok(())
}

/// The stage at which a role decides in a region.
fn stage_of(role: Role, edition: &Edition, region: &RegionCode) -> Option<Stage> {
    Stage::ALL
        .into_iter()
        .find(|stage| reviewer_of(*stage) == role)
        .filter(|stage| *stage != Stage::City || edition.city_reviews(region))
}

/// Applications on the region's lists that are still open.
fn to_choose(conn: &mut Conn, edition: &Edition, region: &RegionCode) -> AppResult<Option<Task>> {
    let filter = ListFilter {
        edition: Some(edition.key.clone()),
        region: region.clone(),
        subject: None,
        after: None,
    };
    // A region has one list for each subject, and stands before its parts.
    let lists = recommendation::list(conn, &filter, 2)?;
    let open: Vec<_> = lists
        .into_iter()
        .map(|(list, _)| list)
        .filter(|list| list.region_code == *region && list.status == ListStatus::Open)
        .collect();
    let ids: Vec<_> = open.iter().map(|list| list.id).collect();
    let counts = recommendation::count(conn, &ids)?;
    let applied = counts
        .iter()
        .filter(|(_, status, _)| *status == EntryStatus::Applied)
        .map(|(_, _, count)| count)
        .sum();
    let due_on = open.iter().filter_map(|list| list.lock_on).min();
    Ok(Task::some(TaskKind::Recommendation, applied).map(|task| Task { due_on, ..task }))
}

/// Days before its deadline from which a summary that is not handed in is a task.
const SUMMARY_BEFORE: i64 = 14;

/// The region's own summary, when it was sent back or is due soon.
fn own_summary(
    conn: &mut Conn,
    edition: &Edition,
    region: &RegionCode,
    now: Instant,
) -> AppResult<Option<Task>> {
    let Some(level) = SummaryLevel::of(region.level()) else {
        return Ok(None);
    };
    let known = summary::find_of(conn, &edition.key, region, None)?;
    let status = known.map(|summary| summary.status);
    if status.is_some_and(SummaryStatus::is_handed_in) {
        return Ok(None);
    }
    let due_on = SummaryDeadline::of(edition, level, region, None).map(|deadline| deadline.on);
    let left = due_on.map(|day| (day - now.shanghai_date()).num_days());
    let soon = left.is_some_and(|days| days <= SUMMARY_BEFORE) || status == Some(SummaryStatus::Returned);
    Ok(Task::some(TaskKind::OwnSummary, i64::from(soon)).map(|task| Task { due_on, ..task }))
}

/// What notices ask for and is not done.
fn of_notices(conn: &mut Conn, actor: &Actor, now: Instant) -> AppResult<Vec<Task>> {
    let open = circular::open_deadlines(conn, actor, now)?;
    let task = |todo: Todo| {
        Task::some(TaskKind::Notice, 1).map(|task| Task {
            due_on: Some(todo.due_on),
            about: Some(todo.what),
            circular_id: Some(todo.circular_id),
            mark: Some(format!(
                "{}-{}-{}",
                todo.dispatch_id,
                todo.n,
                todo.recipient.key()
            )),
            ..task
        })
    };
    Ok(open.into_iter().take(NOTICES_MAX).filter_map(task).collect())
}

/// Days to come: of the edition, and of the regions one looks after.
fn dates(edition: &Edition, regions: &[OwnRegion], today: CivilDate) -> Vec<HomeDate> {
    let mut all = vec![
        (HomeDateKind::ConcentratedBegins, edition.concentrated.from),
        (HomeDateKind::ConcentratedEnds, edition.concentrated.to),
    ];
    all.extend(
        edition
            .filing_closes_on
            .map(|day| (HomeDateKind::FilingCloses, day)),
    );
    // Deadlines are set for regions; those of organisers stand at each of their filings.
    let supplements = edition.deadlines.iter().filter(|deadline| {
        deadline.kind == DeadlineKind::Supplement
            && regions
                .iter()
                .any(|own| deadline.region_code.contains(&own.region_code))
    });
    all.extend(supplements.map(|deadline| (HomeDateKind::SupplementDue, deadline.on)));
    let summaries = regions.iter().filter_map(|own| {
        let level = SummaryLevel::of(own.region_code.level())?;
        SummaryDeadline::of(edition, level, &own.region_code, None)
    });
    all.extend(summaries.map(|deadline| (HomeDateKind::SummaryDue, deadline.on)));
    let mut dates: Vec<HomeDate> = all
        .into_iter()
        .filter(|(_, on)| *on >= today)
        .map(|(kind, on)| HomeDate {
            on,
            kind,
            days_left: (on - today).num_days(),
        })
        .collect();
    dates.sort_unstable();
    dates.dedup();
    dates
}
