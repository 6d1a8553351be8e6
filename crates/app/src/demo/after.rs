//! What comes after an event, in the samples: activities whose supplement is missing, begun, complete or applied for, and
//! a list of 2024 that went all the way to its certificates.

use chrono::{Days, NaiveTime};
use domain::access::{Actor, Grant, Role};
use domain::activity::view::{Activity, ActivityContentInput, Decision, NewActivity, Review};
use domain::id::{ListId, MediaId, OrganizationId};
use domain::page::Limit;
use domain::problem::Lang;
use domain::public_notice::NewNotice;
use domain::recommendation::{Application, EntryChange, EntryStatus, Subject};
use domain::time::{CivilDate, Instant};
use persistence::recommendation as lists;
use serde_json::{Map, Value, json};

use super::accounts::Actors;
use super::{ASSOCIATION, MUSEUM, upload};
use crate::activity::{create, submit};
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::repeat::Outcome;
use crate::review::decide;
use crate::{public_notice, recommendation, supplement};

/// How far an activity is after its event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Nothing was filled in.
    Nothing,
    /// Some of the form is filled in.
    Begun,
    /// Handed in and eligible.
    Complete,
    /// Applied for.
    Applied,
}

struct Sample {
    title: &'static str,
    organization: OrganizationId,
    name: &'static str,
    region: &'static str,
    edition: &'static str,
    day: CivilDate,
    reach: Reach,
}

pub(super) async fn file(app: &App, actors: &Actors) -> AppResult<()> {
    let photos = upload::photos(app, actors).await?;
    let ago = |days: u64| {
        let today = app.now().shanghai_date();
        today.checked_sub_days(Days::new(days)).unwrap_or(today)
    };
    let museum = |title, edition, day, reach| Sample {
        title,
        organization: actors.museum,
        name: MUSEUM,
        region: "330302",
        edition,
        day,
        reach,
    };
    let rui_an = |title, day, reach| Sample {
        title,
        organization: actors.association,
        name: ASSOCIATION,
        region: "330381",
        edition: "current",
        day,
        reach,
    };
    let current = [
        museum("演示：夜访科技馆", "current", ago(7), Reach::Nothing),
        museum("演示：少年科学讲堂", "current", ago(4), Reach::Begun),
        museum("演示：流动科技馆进校园", "current", ago(5), Reach::Complete),
        museum("演示：科学实验秀走进社区", "current", ago(6), Reach::Applied),
        museum("演示：航天科普报告会", "current", ago(8), Reach::Applied),
        rui_an("演示：农技专家田间课堂", ago(3), Reach::Nothing),
        rui_an("演示：健康科普进万家", ago(6), Reach::Applied),
    ];
    for sample in &current {
        sample.walk(app, actors, &photos).await?;
    }
    let day = |text: &str| text.parse::<CivilDate>().map_err(AppError::internal);
    for (title, on) in [
        ("演示：2024 科学之夜", "2024-09-15"),
        ("演示：2024 新质生产力科普展", "2024-09-18"),
    ] {
        museum(title, "2024", day(on)?, Reach::Applied)
            .walk(app, actors, &photos)
            .await?;
    }
    result_of_2024(app, actors).await
}

/// Who files for an organisation in the samples.
pub(super) fn organizer_of(actors: &Actors, organization: OrganizationId) -> Actor {
    Actor {
        account: actors.system.account,
        grants: vec![Grant {
            role: Role::Organizer,
            region: None,
            organization: Some(organization),
            lines: Vec::new(),
            on_behalf_of: None,
        }],
    }
}

impl Sample {
    async fn walk(&self, app: &App, actors: &Actors, photos: &[MediaId]) -> AppResult<()> {
        let organizer = organizer_of(actors, self.organization);
        let noon = |days: i64| {
            let at = Instant::at_shanghai(self.day, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
            app.at(at.plus_days(days).min(app.now()))
        };
        let a = self.approved(app, actors, &organizer, photos).await?;
        if self.reach == Reach::Nothing {
            return Ok(());
        }
        let after = noon(1);
        let form = self.form(photos);
        let saved = supplement::save(&after, &organizer, a.id, 0, form, Lang::Zh).await?;
        if self.reach == Reach::Begun {
            return Ok(());
        }
        supplement::submit(&after, &organizer, a.id, saved.version, Lang::Zh).await?;
        if self.reach == Reach::Applied {
            let application = Application {
                note: Some("演示：公众反响好，形成了可复用的讲座资源。".into()),
            };
            recommendation::apply_activity(&noon(2), &organizer, a.id, application, None, Lang::Zh).await?;
        }
        Ok(())
    }

    async fn approved(
        &self,
        app: &App,
        actors: &Actors,
        organizer: &Actor,
        photos: &[MediaId],
    ) -> AppResult<Activity> {
        let clock = |hour: u32| {
            Instant::at_shanghai(self.day, NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default())
        };
        let filed = |hours: i64| app.at(clock(9).plus_days(-6).plus_seconds(hours * 3_600));
        let content = json!({
            "title": self.title, "category": "lectures", "mode": "offline",
            "sessions": [{ "starts_at": clock(9).to_string(), "ends_at": clock(11).to_string() }],
            "region_code": self.region, "address": "示例：具体地点见演示说明", "venue_type": "science_museum",
            "audiences": ["general_public"], "forms": ["lecture"], "expected_participants": { "offline": 200 },
            "poster_id": photos.first().copied(),
            "detail_html": "<p>演示活动：用来展示活动结束后的补充信息、推优、公示和证书，内容为虚构，不代表真实安排。</p>",
            "sci_workers": { "count": 6 },
            "structure": { "kind": "venue", "full_name": self.name },
            "hosts": [{ "organization_id": self.organization, "name": self.name }],
            "contact": { "name": "演示联系人", "phone": "13900000005" },
        });
        let Value::Object(fields) = content else {
            return Err(AppError::internal("a form is an object"));
        };
        let new = NewActivity {
            edition: self.edition.to_owned(),
            organization_id: self.organization,
            content: ActivityContentInput(fields),
        };
        pass(filed, actors, organizer, new).await
    }

    /// The supplement; one that is only begun lacks photos, a report and some of the summary.
    fn form(&self, photos: &[MediaId]) -> Map<String, Value> {
        let whole = self.reach != Reach::Begun;
        let some: Vec<MediaId> = photos
            .iter()
            .skip(1)
            .take(if whole { 4 } else { 2 })
            .copied()
            .collect();
        let report = json!({
            "title": "演示报道：科普活动受到欢迎", "outlet": "演示日报", "level": "city",
            "published_on": self.day.to_string(), "url": "https://example.com/kepu-demo-report",
        });
        let notes: Map<String, Value> = some
            .iter()
            .map(|id| {
                (
                    id.to_string(),
                    json!({ "caption": "演示图片", "alt": "由程序绘制的彩色图案，代替活动照片" }),
                )
            })
            .collect();
        let value = json!({
            "actual_participants": { "offline": if whole { Some(236) } else { None } },
            "media_reports": if whole { vec![report] } else { Vec::new() },
            "photo_ids": some,
            "photo_notes": notes,
            "summary": {
                "basics": "演示：活动在馆内举办，开放展厅并安排专家讲解。",
                "results": if whole { "演示：二百余人参加，现场答疑四十余次。" } else { "" },
                "highlights": if whole { "演示：把实验台搬到观众身边。" } else { "" },
                "reusable_resources": if whole { "演示：讲座课件一套，可供其他场馆使用。" } else { "" },
                "experience": if whole { "演示：提前预约可以减少排队。" } else { "" },
            },
        });
        match value {
            Value::Object(fields) => fields,
            _ => Map::new(),
        }
    }
}

/// Files an activity and passes it, each step at the hour that `at` gives.
pub(super) async fn pass(
    at: impl Fn(i64) -> App,
    actors: &Actors,
    organizer: &Actor,
    new: NewActivity,
) -> AppResult<Activity> {
    let named = |error: AppError| match error {
        AppError::Invalid(faults) => AppError::internal(format!("a sample: {faults:?}")),
        other => other,
    };
    let made = create(&at(0), organizer, new, None, Lang::Zh).await;
    let Outcome::New(draft) = made.map_err(named)? else {
        return Err(AppError::internal("a sample was made twice"));
    };
    let mut a = submit(&at(1), organizer, draft.id, draft.version, Lang::Zh)
        .await
        .map_err(named)?;
    for (hours, reviewer) in [(2, &actors.zhejiang), (3, &actors.nation)] {
        let approve = Review {
            decision: Decision::Approve,
            reason: None,
        };
        a = decide(&at(hours), reviewer, a.id, a.version, approve, Lang::Zh).await?;
    }
    Ok(a)
}

/// The county's list of 2024, chosen, passed up to the province, shown to the public, with its result.
async fn result_of_2024(app: &App, actors: &Actors) -> AppResult<()> {
    let at = |text: &str| Instant::parse(text).ok_or_else(|| AppError::internal("a time of the samples"));
    let steps = [
        ("330302", &actors.county, "2024-10-10T10:00:00+08:00"),
        ("330300", &actors.city, "2024-10-20T10:00:00+08:00"),
        ("330000", &actors.zhejiang, "2024-11-15T10:00:00+08:00"),
    ];
    let mut last: Option<ListId> = None;
    for (region, official, moment) in steps {
        let then = app.at(at(moment)?);
        let region = region.parse().map_err(AppError::internal)?;
        let list = app
            .db()
            .read(move |conn| lists::find_of(conn, "2024", &region, Subject::Activity))
            .await?
            .ok_or_else(|| AppError::internal("a sample list is missing"))?;
        let waiting = recommendation::entries(
            &then,
            official,
            list.id,
            Some(EntryStatus::Applied),
            Limit::default(),
            None,
            Lang::Zh,
        )
        .await?;
        let mut version = list.version;
        for entry in waiting.items {
            let change = EntryChange {
                status: Some(EntryStatus::Listed),
                opinion: Some("演示：同意推荐。".into()),
                ..EntryChange::default()
            };
            version = recommendation::choose(&then, official, list.id, entry.id, version, change, Lang::Zh)
                .await?
                .version;
        }
        let locked = recommendation::lock(&then, official, list.id, version, Lang::Zh).await?;
        if official.account != actors.zhejiang.account {
            recommendation::endorse(&then, official, list.id, locked.version).await?;
        }
        last = Some(list.id);
    }
    let list_id = last.ok_or_else(|| AppError::internal("a sample list is missing"))?;
    let new = NewNotice {
        list_id,
        starts_on: "2024-11-25".parse().map_err(AppError::internal)?,
        working_days: 5,
        text: None,
    };
    let begun = app.at(at("2024-11-20T10:00:00+08:00")?);
    let Outcome::New(notice) = public_notice::begin(&begun, &actors.zhejiang, new, None).await? else {
        return Err(AppError::internal("a sample notice was begun twice"));
    };
    let over = app.at(at("2024-12-02T10:00:00+08:00")?);
    public_notice::publish(&over, &actors.zhejiang, notice.id, notice.version).await?;
    Ok(())
}
