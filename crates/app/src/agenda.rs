//! One's own calendar, to be followed from a phone (日历订阅, RFC 5545): what is due, the days of the edition, the activities of
//! one's organisations. Nothing personal of others stands in it.

use std::collections::BTreeSet;

use domain::access::Actor;
use domain::activity::status::Status;
use domain::activity::view::ActivityItem;
use domain::agenda::{CalendarAddress, CalendarStatus};
use domain::home::{Home, HomeDateKind, TaskKind};
use domain::problem::Code;
use domain::time::{CivilDate, Instant};
use icalendar::{Calendar, Component, Event, EventLike};
use persistence::activity::{ActivityFilter, ListScope, list};
use persistence::{Conn, agenda as store};

use crate::account;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::home;

/// Activities of each organisation, the last changed first: a calendar program reads it several times a day.
const ACTIVITIES_MAX: usize = 200;
/// Days for which what is over stays.
const PAST_DAYS: i64 = 60;

pub async fn status(app: &App, actor: &Actor) -> AppResult<CalendarStatus> {
    let account = actor.account;
    let since = app.db().read(move |conn| store::since(conn, account)).await?;
    Ok(CalendarStatus { since })
}

/// Gives a new address; one that was given before is worthless. `address_of` makes the address of a token.
pub async fn open(
    app: &App,
    actor: &Actor,
    address_of: impl FnOnce(&str) -> String,
) -> AppResult<CalendarAddress> {
    let (token, since, account) = (app.random_token(), app.now(), actor.account);
    let digest = digest(app, &token);
    app.db()
        .write(move |tx| store::put(tx, account, &digest, since))
        .await?;
    Ok(CalendarAddress {
        url: address_of(&token),
        since,
    })
}

pub async fn close(app: &App, actor: &Actor) -> AppResult<()> {
    let account = actor.account;
    Ok(app.db().write(move |tx| store::remove(tx, account)).await?)
}

fn digest(app: &App, token: &str) -> Vec<u8> {
    app.secrets().digest("calendar", token.as_bytes())
}

/// The calendar behind an address, as it is now. `site` is the origin of the pages.
pub async fn calendar(app: &App, token: &str, site: &str) -> AppResult<String> {
    let (digest, now) = (digest(app, token), app.now());
    let (actor, activities) = app
        .db()
        .read(move |conn| {
            let id = store::find(conn, &digest)?.ok_or(Code::NotFound)?;
            // What somebody may see follows from the roles of today, not of the day they asked for the address.
            let actor = account::actor(conn, id, now)?;
            let activities = own(conn, &actor, now.plus_days(-PAST_DAYS).shanghai_date())?;
            Ok::<_, AppError>((actor, activities))
        })
        .await?;
    let home = home::show(app, &actor).await?;
    let mut calendar = Calendar::new();
    calendar.name("科普活动平台");
    let stamp = now.utc();
    for (uid, day, title) in days(&home) {
        let event = Event::new()
            .uid(&format!("{uid}@kepu"))
            .timestamp(stamp)
            .all_day(day)
            .summary(&title)
            .url(&format!("{site}/home"))
            .done();
        calendar.push(event);
    }
    for a in &activities {
        calendar.extend(event(a, site).map(|mut event| event.timestamp(stamp).done()));
    }
    Ok(calendar.done().to_string())
}

/// Approved activities of the actor's organisations that end on this day or later.
fn own(conn: &mut Conn, actor: &Actor, from: CivilDate) -> AppResult<Vec<ActivityItem>> {
    let filter = ActivityFilter {
        status: Some(Status::Approved),
        ends_from: Some(Instant::start_of_day(from)),
        ..ActivityFilter::default()
    };
    let mut all = Vec::new();
    for organization in actor.organizations() {
        let scope = ListScope::Organization(organization);
        all.extend(list(conn, &scope, &filter, ACTIVITIES_MAX)?);
    }
    Ok(all)
}

/// An activity from its first to its last session: within a day by the clock, else by its days.
fn event(a: &ActivityItem, site: &str) -> Option<Event> {
    let (from, to) = (a.starts_at?, a.ends_at?);
    let mut event = Event::new();
    event
        .uid(&format!("{}@kepu", a.id))
        .summary(a.title.as_deref().unwrap_or_default())
        .url(&format!("{site}/my/activities/{}", a.id));
    // What ends at midnight has no part in the day that begins then.
    let last = to.plus_seconds(-1).max(from).shanghai_date();
    if from.shanghai_date() == last {
        event.starts(from.utc()).ends(to.utc());
    } else {
        // The day on which an event of whole days ends is not one of its days (RFC 5545, 3.6.1).
        let behind = last.succ_opt()?;
        event.starts(from.shanghai_date()).ends(behind);
    }
    Some(event.done())
}

/// What is due and the days that matter, each with a name of its own that stays the same.
fn days(home: &Home) -> Vec<(String, CivilDate, String)> {
    let edition = home.edition.as_deref().unwrap_or_default();
    let tasks = home.tasks.iter().filter_map(|task| {
        let on = task.due_on?;
        let region = task
            .region_code
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let title = match (&task.about, task.kind) {
            (Some(about), _) => format!("截止：{about}"),
            (None, TaskKind::Supplements) => "截止：活动补充信息".to_owned(),
            (None, TaskKind::OwnSummary) => "截止：总结报送".to_owned(),
            (None, TaskKind::Notice) => "截止：通知要求的事项".to_owned(),
            (None, _) => "截止：待办事项".to_owned(),
        };
        let kind = task.kind.as_str();
        let uid = match &task.mark {
            // Put off, it stays the same entry.
            Some(mark) => format!("{kind}-{mark}"),
            None => format!("{kind}-{edition}-{region}-{on}"),
        };
        Some((uid, on, title))
    });
    let dates = home.dates.iter().map(|date| {
        let (code, title) = match date.kind {
            HomeDateKind::ConcentratedBegins => ("begins", "集中活动开始"),
            HomeDateKind::ConcentratedEnds => ("ends", "集中活动结束"),
            HomeDateKind::FilingCloses => ("filing", "活动填报截止"),
            HomeDateKind::SupplementDue => ("supplement", "补充信息截止"),
            HomeDateKind::SummaryDue => ("summary", "总结报送截止"),
        };
        (format!("{code}-{edition}-{}", date.on), date.on, title.to_owned())
    });
    // Somebody with two roles over a region is asked the same by both.
    let mut seen = BTreeSet::new();
    tasks
        .chain(dates)
        .filter(|(uid, ..)| seen.insert(uid.clone()))
        .collect()
}
