//! A notice of the demonstration: issued nationally, forwarded by 浙江省 and by 温州市, with deadlines of each level.

use chrono::TimeDelta;
use domain::circular::{
    Audience, Circular, CircularContent, Deadline, DeadlineFor, NewCircular, NewForward, OrganizationReach,
};
use domain::id::CircularId;
use domain::page::Limit;
use domain::region::RegionCode;

use super::accounts::Actors;
use crate::app::App;
use crate::circular::{self, CircularBox, CircularQuery};
use crate::error::{AppError, AppResult};
use crate::repeat::Outcome;

const BODY: &str = "<p>各省、自治区、直辖市科协：</p>\
<p>为组织好本届活动，现将有关事项通知如下。</p>\
<h3>一、组织动员</h3><p>发动学会、企业、高校、科研院所和科普阵地广泛参与，面向公众开放优质科普资源。</p>\
<h3>二、活动填报</h3><p>各单位登录平台填报活动，省级科协及时审核；活动结束后按时补充信息。</p>\
<h3>三、总结报送</h3><p>请各地报送工作总结和推荐汇总表，推荐的活动应符合推优条件。</p>";

pub(super) async fn are_missing(app: &App, actors: &Actors) -> AppResult<bool> {
    let query = CircularQuery {
        of: CircularBox::Issued,
        limit: Limit::default(),
        ..CircularQuery::default()
    };
    Ok(circular::list(app, &actors.nation, query).await?.items.is_empty())
}

/// Issues and forwards it, the way of every notice.
pub(super) async fn issue(app: &App, actors: &Actors) -> AppResult<()> {
    let new = NewCircular {
        region_code: RegionCode::country(),
        edition: Some("current".to_owned()),
        public: true,
        audience: regions_only(),
        content: CircularContent {
            title: "关于做好本届全国科普活动组织和总结工作的通知（演示）".to_owned(),
            document_number: Some("演示函〔1〕号".to_owned()),
            office: "全国活动办公室（演示）".to_owned(),
            body_html: BODY.to_owned(),
            attachment_ids: Vec::new(),
            deadlines: vec![
                deadline(app, "报送活动方案", 10),
                deadline(app, "报送工作总结和推荐汇总表", 30),
            ],
        },
    };
    let draft = made(circular::create(app, &actors.nation, new, None).await?)?;
    let c = circular::publish(app, &actors.nation, draft.id, draft.version).await?;
    let by_province = NewForward {
        region_code: region("330000")?,
        office: "浙江省科协办公室（演示）".to_owned(),
        cover: "各市科协：\n现将通知转发给你们，请认真组织实施，并提前两天将材料报我办。".to_owned(),
        audience: regions_only(),
        attachment_ids: Vec::new(),
        deadlines: vec![
            numbered(deadline(app, "报送活动方案", 8), 1),
            numbered(deadline(app, "报送工作总结和推荐汇总表", 28), 2),
        ],
        accept_later: false,
    };
    forward(app, actors, c.id, by_province).await?;
    let by_city = NewForward {
        region_code: region("330300")?,
        office: "温州市科协办公室（演示）".to_owned(),
        cover: "各县（市、区）科协，市级有关单位：\n请按省科协通知要求抓好落实，活动结束后及时补充信息。"
            .to_owned(),
        audience: Audience {
            regions: true,
            organizations: OrganizationReach::WholeRegion,
            kinds: Vec::new(),
        },
        attachment_ids: Vec::new(),
        deadlines: vec![
            Deadline {
                whom: DeadlineFor::Regions,
                ..numbered(deadline(app, "报送工作总结和推荐汇总表", 25), 2)
            },
            Deadline {
                whom: DeadlineFor::Organizations,
                ..deadline(app, "补充活动信息", 20)
            },
        ],
        accept_later: false,
    };
    forward(app, actors, c.id, by_city).await
}

async fn forward(app: &App, actors: &Actors, id: CircularId, new: NewForward) -> AppResult<()> {
    let who = if new.region_code.level() == domain::region::RegionLevel::Province {
        &actors.zhejiang
    } else {
        &actors.city
    };
    made(circular::forward(app, who, id, new, None).await?).map(|_| ())
}

fn made(outcome: Outcome<Circular>) -> AppResult<Circular> {
    match outcome {
        Outcome::New(made) => Ok(made),
        Outcome::Again { .. } => Err(AppError::internal("a sample notice was made twice")),
    }
}

fn regions_only() -> Audience {
    Audience {
        regions: true,
        ..Audience::default()
    }
}

fn deadline(app: &App, what: &str, days: i64) -> Deadline {
    Deadline {
        n: 0,
        what: what.to_owned(),
        due_on: app.now().shanghai_date() + TimeDelta::days(days),
        whom: DeadlineFor::Everyone,
    }
}

fn numbered(deadline: Deadline, n: u32) -> Deadline {
    Deadline { n, ..deadline }
}

fn region(code: &str) -> AppResult<RegionCode> {
    code.parse().map_err(AppError::internal)
}
