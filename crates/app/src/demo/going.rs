//! An activity that goes on now, where visitors check in.

use chrono::{Days, NaiveTime};
use domain::activity::view::{ActivityContentInput, NewActivity};
use domain::check_in::{CheckIn, NewPoint};
use domain::time::Instant;
use serde_json::{Value, json};

use super::accounts::Actors;
use super::after::{organizer_of, pass};
use super::{MUSEUM, upload};
use crate::app::App;
use crate::check_in;
use crate::error::{AppError, AppResult};
use crate::repeat::Outcome;

/// Days since it began, and until it ends.
const SINCE: u64 = 2;
const LASTS: u64 = 10;

pub(super) async fn file(app: &App, actors: &Actors) -> AppResult<()> {
    let posters = upload::posters(app, actors).await?;
    let today = app.now().shanghai_date();
    let first = today.checked_sub_days(Days::new(SINCE)).unwrap_or(today);
    let clock = |day, hour, minute| {
        Instant::at_shanghai(day, NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default())
    };
    let sessions: Vec<Value> = first
        .iter_days()
        .take(usize::try_from(LASTS).unwrap_or(1))
        .map(|day| json!({ "starts_at": clock(day, 8, 30).to_string(), "ends_at": clock(day, 21, 0).to_string() }))
        .collect();
    let content = json!({
        "title": "演示：科技馆开放周", "category": "pavilions", "mode": "offline", "sessions": sessions,
        "region_code": "330302", "address": "示例：具体地点见演示说明", "venue_type": "science_museum",
        "audiences": ["general_public"], "forms": ["exhibition"], "expected_participants": { "offline": 3_000 },
        "poster_id": posters.first().copied(),
        "detail_html": "<p>演示活动：用来展示活动现场的扫码打卡、数字码和到场人数，开放周期间每天均可试用，内容为虚构，不代表真实安排。</p>",
        "sci_workers": { "count": 4 },
        "structure": { "kind": "venue", "full_name": MUSEUM },
        "hosts": [{ "organization_id": actors.museum, "name": MUSEUM }],
        "contact": { "name": "演示联系人", "phone": "13900000005" },
    });
    let Value::Object(fields) = content else {
        return Err(AppError::internal("a form is an object"));
    };
    let new = NewActivity {
        edition: "current".to_owned(),
        organization_id: actors.museum,
        content: ActivityContentInput(fields),
    };
    let organizer = organizer_of(actors, actors.museum);
    let filed = |hours: i64| app.at(clock(first, 9, 0).plus_days(-6).plus_seconds(hours * 3_600));
    let a = pass(filed, actors, &organizer, new).await?;
    for (name, visitors) in [
        ("南门", vec![&actors.city, &actors.county, &actors.beijing]),
        ("儿童展厅", vec![&actors.county]),
    ] {
        let new = NewPoint {
            name: name.to_owned(),
            ..NewPoint::default()
        };
        let made = check_in::create(app, &organizer, a.id, new, None).await?;
        let Outcome::New(point) = made else {
            return Err(AppError::internal("a sample was made twice"));
        };
        let screen = check_in::screen(app, &organizer, point.id, str::to_owned).await?;
        let token = screen
            .url
            .ok_or_else(|| AppError::internal("a sample point is closed"))?;
        for visitor in visitors {
            let given = CheckIn { token: token.clone() };
            check_in::check_in(app, visitor, point.id, given).await?;
        }
    }
    Ok(())
}
