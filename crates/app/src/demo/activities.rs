//! The sample activities: filed, reviewed and shown as their organisers would have done it.

use chrono::{Days, NaiveTime};
use domain::access::{Actor, Grant, Role};
use domain::activity::status::Status;
use domain::activity::view::{Activity, ActivityContentInput, Decision, NewActivity, Review, StepReason};
use domain::edition::Edition;
use domain::id::{MediaId, OrganizationId};
use domain::problem::Lang;
use domain::region::RegionCode;
use domain::time::{CivilDate, Instant};
use persistence::public::{PublicFilter, list};
use persistence::{StoreError, organization, reference};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::accounts::Actors;
use super::after::organizer_of;
use super::positions::position;
use super::upload;
use crate::activity::{create, submit, withdraw};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::repeat::Outcome;
use crate::review::decide;

const ACTIVITIES: &str = include_str!("../../reference/demo-activities.csv");

/// Files what nobody else in the samples is known to have filed.
const NATIONAL: &str = "中国科学技术协会";

#[derive(Deserialize)]
struct Line {
    key: String,
    title: String,
    source_year: i32,
    mode: String,
    region_code: String,
    address: String,
    forms: String,
    starts_on: Option<CivilDate>,
    ends_on: Option<CivilDate>,
    hosts: String,
    co_organizers: String,
    participants_expected: Option<u32>,
    category: String,
    sub_category: String,
    audiences: String,
    venue_type: String,
    fields: String,
}

pub(super) async fn are_missing(app: &App) -> AppResult<bool> {
    let filter = PublicFilter::default();
    Ok(app
        .db()
        .read(move |conn| list(conn, &filter, 1))
        .await?
        .is_empty())
}

/// How far a sample gets.
fn destination(n: usize) -> Status {
    match n % 20 {
        3 | 13 => Status::ProvinceReview,
        7 => Status::NationalReview,
        11 => Status::ProvinceRejected,
        15 => Status::Draft,
        18 if n < 60 => Status::Withdrawn,
        _ => Status::Approved,
    }
}

pub(super) async fn file(app: &App, actors: &Actors) -> AppResult<()> {
    let today = app.now().shanghai_date();
    let (past, current) = app
        .db()
        .read(|conn| {
            Ok::<_, StoreError>((
                reference::edition(conn, "2024")?,
                reference::edition(conn, "current")?,
            ))
        })
        .await?;
    let (Some(past), Some(current)) = (past, current) else {
        return Err(AppError::internal("the shipped editions are missing"));
    };
    let posters = upload::posters(app, actors).await?;
    for (n, line) in csv::Reader::from_reader(ACTIVITIES.as_bytes())
        .deserialize()
        .enumerate()
    {
        let line: Line = line.map_err(AppError::internal)?;
        let region: RegionCode = line.region_code.parse().map_err(AppError::internal)?;
        let in_past = line.source_year == 2024
            && line
                .starts_on
                .is_some_and(|day| past.window_for(Some(&region)).is_some_and(|w| w.contains(day)));
        let edition = if in_past { &past } else { &current };
        let day = match line.starts_on.filter(|_| in_past) {
            Some(day) => day,
            None => shifted(today, n),
        };
        let owner = owner(app, actors, &line).await?;
        let organizer = organizer_of(actors, owner.0);
        let content = content(&line, edition, &owner.1, day, posters[n % posters.len()], in_past);
        // Filed some days before it takes place, though never in the future.
        let filed_on = day
            .checked_sub_days(Days::new(12))
            .unwrap_or(day)
            .max(edition.filing_opens_on)
            .min(today);
        let filed_at = Instant::at_shanghai(filed_on, NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default())
            .plus_seconds(i64::try_from(n).unwrap_or(0) * 37);
        let filed_at = if filed_at > app.now() {
            app.now().plus_seconds(-7_200)
        } else {
            filed_at
        };
        let place = Place {
            key: &line.key,
            edition: &edition.key,
            organization: owner.0,
            to: destination(n),
            at: filed_at,
        };
        walk(app, actors, &organizer, content, &place).await?;
    }
    Ok(())
}

struct Place<'a> {
    key: &'a str,
    edition: &'a str,
    organization: OrganizationId,
    to: Status,
    at: Instant,
}

/// Takes one sample as far as it is to go, each step some hours after the one before.
async fn walk(
    app: &App,
    actors: &Actors,
    organizer: &Actor,
    content: Map<String, Value>,
    place: &Place<'_>,
) -> AppResult<()> {
    let step = |hours: i64| app.at(place.at.plus_seconds(hours * 1_800).min(app.now()));
    let new = NewActivity {
        edition: place.edition.to_owned(),
        organization_id: place.organization,
        content: ActivityContentInput(content),
    };
    let named = |error: AppError| match error {
        AppError::Invalid(faults) => AppError::internal(format!("sample {}: {:?}", place.key, faults)),
        other => other,
    };
    let Outcome::New(mut a) = create(&step(0), organizer, new, None, Lang::Zh)
        .await
        .map_err(named)?
    else {
        return Err(AppError::internal("a sample was made twice"));
    };
    if place.to == Status::Draft {
        return Ok(());
    }
    a = submit(&step(1), organizer, a.id, a.version, Lang::Zh)
        .await
        .map_err(named)?;
    if place.to == Status::Withdrawn {
        let why = StepReason {
            reason: Some("示例：活动改期，重新填报".to_owned()),
        };
        withdraw(&step(2), organizer, a.id, a.version, why, Lang::Zh).await?;
        return Ok(());
    }
    let approve = || Review {
        decision: Decision::Approve,
        reason: None,
    };
    while a.status != place.to {
        let (reviewer, hours) = match a.status {
            Status::ProvinceReview => (province_of(actors, &a), 2),
            Status::NationalReview => (actors.nation.clone(), 3),
            _ => return Ok(()),
        };
        let decision = if place.to == Status::ProvinceRejected {
            let reason = "示例：请补充活动现场的安全安排，并核对承办单位全称".to_owned();
            Review {
                decision: Decision::Reject,
                reason: Some(reason),
            }
        } else {
            approve()
        };
        a = decide(&step(hours), &reviewer, a.id, a.version, decision, Lang::Zh).await?;
    }
    Ok(())
}

/// The reviewer of the province where a sample takes place; the demonstration has accounts for two of them only.
fn province_of(actors: &Actors, a: &Activity) -> Actor {
    let province = a.content.region_code.as_ref().map(RegionCode::province);
    match province {
        Some(code) if code.as_str() == "330000" => actors.zhejiang.clone(),
        Some(code) if code.as_str() == "110000" => actors.beijing.clone(),
        other => Actor {
            account: actors.zhejiang.account,
            grants: vec![Grant {
                role: Role::ProvinceReviewer,
                region: Some(other.unwrap_or_else(RegionCode::country)),
                organization: None,
                lines: Vec::new(),
                on_behalf_of: None,
            }],
        },
    }
}

/// Days of samples whose own date lies outside every window: spread over the weeks around today.
fn shifted(today: CivilDate, n: usize) -> CivilDate {
    let days = (n * 7) % 75;
    today
        .checked_add_days(Days::new(u64::try_from(days).unwrap_or(0) + 1))
        .unwrap_or(today)
}

/// Who filed it: the organisation that heads the row, where it is registered. Otherwise, around Wenzhou, one of the two
/// that demonstration accounts belong to, and elsewhere the national association.
async fn owner(app: &App, actors: &Actors, line: &Line) -> AppResult<(OrganizationId, String)> {
    let first = line
        .hosts
        .split(';')
        .map(str::trim)
        .find(|h| !h.is_empty())
        .unwrap_or_default()
        .to_owned();
    let fallback = match line.region_code.as_str() {
        "330381" => Some(actors.association),
        code if code.starts_with("3303") => Some(actors.museum),
        _ => None,
    };
    let museum = actors.museum;
    app.db()
        .read(move |conn| {
            let found = match (organization::find_by_name(conn, &first)?, fallback) {
                (Some(found), _) => found,
                (None, Some(id)) => organization::find(conn, id)?,
                (None, None) => match organization::find_by_name(conn, NATIONAL)? {
                    Some(found) => found,
                    None => organization::find(conn, museum)?,
                },
            };
            Ok((found.id, found.full_name))
        })
        .await
}

fn codes(cell: &str, fallback: &str) -> Vec<String> {
    let all: Vec<String> = cell
        .split(';')
        .map(str::trim)
        .filter(|c| !c.is_empty())
        .map(str::to_owned)
        .collect();
    if all.is_empty() {
        vec![fallback.to_owned()]
    } else {
        all
    }
}

fn units(cell: &str) -> Vec<Value> {
    let mut seen = Vec::new();
    for name in cell.split(';').map(str::trim).filter(|name| !name.is_empty()) {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen.into_iter().map(|name| json!({ "name": name })).collect()
}

/// The form of a sample. What the source does not tell is filled with text that says it is an example.
fn content(
    line: &Line,
    edition: &Edition,
    owner: &str,
    day: CivilDate,
    poster: MediaId,
    in_past: bool,
) -> Map<String, Value> {
    let length = match (line.starts_on, line.ends_on) {
        (Some(from), Some(to)) if to > from => (to - from).num_days().min(9),
        _ => 0,
    };
    let clock = |day: CivilDate, hour: u32| {
        Instant::at_shanghai(day, NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default()).to_string()
    };
    let sessions: Vec<Value> = (0..=length)
        .filter_map(|n| day.checked_add_days(Days::new(n.unsigned_abs())))
        .map(|day| json!({ "starts_at": clock(day, 9), "ends_at": clock(day, 11) }))
        .collect();
    let has_place = line.mode != "online";
    let sub_category = Some(line.sub_category.as_str()).filter(|c| !c.is_empty());
    let category = match edition.category(&line.category) {
        Some((top, None)) if top.children.is_empty() || sub_category.is_some() => line.category.as_str(),
        _ => "more",
    };
    let moved = if in_past {
        ""
    } else {
        "<p>（演示日期：为便于试用，时间已调整到本届活动期间。）</p>"
    };
    let hosts = match units(&line.hosts) {
        empty if empty.is_empty() => vec![json!({ "name": owner })],
        all => all,
    };
    let expected = line.participants_expected.unwrap_or(100);
    let value = json!({
        "title": line.title.chars().take(60).collect::<String>(),
        "category": category,
        "sub_category": sub_category.filter(|_| category == line.category),
        "mode": line.mode,
        "sessions": sessions,
        "region_code": line.region_code,
        "address": has_place.then(|| if line.address.is_empty() { "示例：具体地点待定".to_owned() } else { line.address.clone() }),
        "position": has_place.then(|| position(&line.region_code, &line.title)),
        "venue_type": has_place.then_some(if line.venue_type.is_empty() { "other" } else { line.venue_type.as_str() }),
        "online_url": (line.mode != "offline").then_some("https://example.com/kepu-demo"),
        "audiences": codes(&line.audiences, "general_public"),
        "forms": codes(&line.forms, "other"),
        "fields": line.fields.split(';').map(str::trim).filter(|f| !f.is_empty()).collect::<Vec<_>>(),
        "expected_participants": { "offline": has_place.then_some(expected), "online": (line.mode != "offline").then_some(expected) },
        "numbers_note": (expected > 10_000_000).then_some("示例：人数取自公开报道"),
        "poster_id": poster,
        "detail_html": format!(
            "<p>{}</p><p>示例说明：本条目的名称、地点与单位取自公开资料，其余内容为演示填充，仅用于展示平台功能，不代表真实安排。</p>{moved}",
            line.title
        ),
        "sci_workers": { "count": 0 },
        "structure": { "kind": "association", "full_name": owner },
        "hosts": hosts,
        "co_organizers": units(&line.co_organizers),
        "contact": { "name": "演示联系人", "phone": "13900000005" },
    });
    match value {
        Value::Object(mut fields) => {
            fields.retain(|_, value| !value.is_null());
            fields
        }
        _ => Map::new(),
    }
}
