//! The resource library of the demonstration: made from its approved activities, the way of every resource. All texts are
//! invented.

use std::net::{IpAddr, Ipv4Addr};

use domain::access::{Actor, Grant, Role};
use domain::id::{OrganizationId, ResourceId};
use domain::problem::Lang;
use domain::public::PublicActivityCard;
use domain::resource::{
    NewResource, NewReuse, RecommendBatch, Resource, ResourceBatchItem, ResourceDecision, ResourceReview,
    ResourceSelection, SelectionDecision,
};
use persistence::activity::{self, ActivityRecord};
use persistence::public::{PublicFilter, list};
use serde_json::{Map, Value, json};

use super::accounts::Actors;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::repeat::Outcome;
use crate::resource::{self, Deed, PublicQuery};

/// How far a sample gets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Draft,
    Submitted,
    Offered,
    Recommended,
    Featured,
}

/// Kind, title, what it is, licence, how far it gets, how often it was looked at.
type Sample = (&'static str, &'static str, &'static str, &'static str, Reach, u8);

#[rustfmt::skip]
const SAMPLES: [Sample; 14] = [
    ("exhibition", "流动展览：身边的新材料", "展板 24 块、互动展项 6 件，装箱后一辆厢式货车可运走，布展约需半天，适合学校、社区和乡镇文化站。借期两周，由借用单位承担运输。", "free_for_science_popularization", Reach::Featured, 36),
    ("lecture", "少年科学讲堂：声音从哪里来（课件）", "面向小学高年级的四十分钟讲座课件一套，含演示文稿、实验清单和讲解词。各单位可直接下载，自行安排讲解人员。", "cc_by_4", Reach::Featured, 31),
    ("route", "瓯江口湿地研学路线", "半日研学路线一条：观鸟平台、红树林修复区、水质观察点三站，配任务单和安全提示，适合中学班级，建议春秋两季开展。", "cc_by_nc_4", Reach::Recommended, 24),
    ("video", "三分钟科学实验短片（一至六集）", "六集短片，每集三分钟，用厨房里的材料演示表面张力、大气压等现象，横版竖版都有，可在校园电视台和社区屏幕播放。", "cc_by_nd_4", Reach::Recommended, 22),
    ("map", "城区科普场馆一览（文字版）", "按街道列出可免费参观的科普场馆、开放时间和无障碍情况，文字和链接形式，便于社区和学校转发，每季度更新一次。", "cc0", Reach::Recommended, 17),
    ("activity", "科学之夜活动方案包", "活动方案、岗位分工表、物料清单、应急预案和复盘表一套，按三百人规模编写，可按场地裁剪，已连续使用三届。", "cc_by_4", Reach::Recommended, 15),
    ("lecture", "航天科普报告：从嫦娥到天问", "面向公众的一小时科普报告，提供课件和主持串词。需要讲解人员的单位可通过本单位值班电话预约，每月安排两场。", "on_request", Reach::Offered, 12),
    ("exhibition", "健康科普挂图（十二幅）", "合理用药、慢病管理、急救常识等主题挂图十二幅，提供印刷文件，乡镇卫生院和村文化礼堂可自行印制张贴。", "free_for_science_popularization", Reach::Offered, 11),
    ("activity", "田间课堂：病虫害识别教具", "病虫害识别卡片一套和问答题库一份，配合田间讲解使用，适合农技员面向种植户开展小型培训，每次二十人左右。", "cc_by_nc_4", Reach::Offered, 9),
    ("video", "防灾减灾动画短片", "台风、地震、火灾避险动画短片三部，配普通话和方言两种配音，适合学校安全教育周和社区宣传，可循环播放。", "free_for_science_popularization", Reach::Offered, 8),
    ("other", "科普剧《水的旅行》剧本", "二十分钟科普剧剧本和道具图纸，六名学生即可排演，讲述水循环和节约用水，已在三所小学演出，欢迎改编。", "cc_by_4", Reach::Offered, 6),
    ("route", "老工业区科技史步行路线", "两小时步行路线，串起水厂、纺织厂旧址和科技馆，配讲解词与问题卡，适合家庭和社团周末活动，途中可乘公交返回。", "cc_by_4", Reach::Offered, 4),
    ("lecture", "人工智能通识课件（初中版）", "四课时课件，含课堂活动单，从图像识别讲到使用规范，教师可按学时选用。", "cc_by_4", Reach::Submitted, 0),
    ("exhibition", "古代科技仿制品展", "待补充展品清单和借展办法。", "on_request", Reach::Draft, 0),
];

pub(super) async fn are_missing(app: &App) -> AppResult<bool> {
    Ok(resource::list(app, PublicQuery::default())
        .await?
        .items
        .is_empty())
}

/// Approved activities of 温州, whose province the demonstration has a reviewer for.
async fn sources(app: &App) -> AppResult<Vec<ActivityRecord>> {
    let filter = PublicFilter {
        region: Some("330300".parse().map_err(AppError::internal)?),
        ..PublicFilter::default()
    };
    app.db()
        .read(move |conn| {
            let mut all = Vec::new();
            for (_, card) in list(conn, &filter, 50)? {
                let card: PublicActivityCard = serde_json::from_str(&card).map_err(AppError::internal)?;
                let a = activity::find(conn, card.id)?;
                if a.review_region.province().as_str() == "330000" {
                    all.push(a);
                }
            }
            Ok::<_, AppError>(all)
        })
        .await
}

fn organizer(actors: &Actors, organization: OrganizationId) -> Actor {
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

/// Makes them, recommends some in a first batch, lets the nation select and others use them.
pub(super) async fn make(app: &App, actors: &Actors) -> AppResult<()> {
    let sources = sources(app).await?;
    if sources.is_empty() {
        return Ok(());
    }
    let mut recommended = Vec::new();
    for (n, sample) in SAMPLES.iter().enumerate() {
        let source = &sources[n % sources.len()];
        let days = i64::try_from(SAMPLES.len() - n).unwrap_or(0);
        let then = app.at(app.now().plus_days(-days));
        let r = one(&then, actors, source, n, sample).await?;
        let reach = sample.4;
        if reach >= Reach::Recommended {
            recommended.push((r.item.id, r.item.version, reach));
        }
        if reach >= Reach::Offered {
            visited(&then, r.item.id, sample.5).await?;
            used(app, actors, &sources, source.organization_id, r.item.id, n).await?;
        }
    }
    passed_up(app, actors, &recommended).await
}

async fn one(
    then: &App,
    actors: &Actors,
    source: &ActivityRecord,
    n: usize,
    (kind, title, description, licence, reach, _): &Sample,
) -> AppResult<Resource> {
    let who = organizer(actors, source.organization_id);
    let new = NewResource {
        activity_id: source.id,
    };
    let Outcome::New(draft) = resource::begin(then, &who, new, None).await? else {
        return Err(AppError::internal("a sample resource was made twice"));
    };
    let form = json!({
        "kind": kind, "title": format!("演示：{title}"), "description": description,
        "audiences": source.content.audiences, "fields": source.content.fields,
        "photo_ids": draft.content.photo_ids, "url": format!("https://example.com/kepu-resources/{}", n + 1),
        "licence": licence, "holds_rights": true,
    });
    let fields: Map<String, Value> = match form {
        Value::Object(fields) => fields,
        _ => Map::new(),
    };
    let (id, version) = (draft.item.id, draft.item.version);
    let saved = resource::save(then, &who, id, version, fields).await?;
    if *reach == Reach::Draft {
        return Ok(saved);
    }
    let named = |error: AppError| match error {
        AppError::Invalid(faults) => AppError::internal(format!("sample {title}: {faults:?}")),
        other => other,
    };
    let submitted = resource::submit(then, &who, id, saved.item.version)
        .await
        .map_err(named)?;
    if *reach == Reach::Submitted {
        return Ok(submitted);
    }
    let publish = ResourceReview {
        decision: ResourceDecision::Publish,
        reason: None,
    };
    resource::review(then, &actors.zhejiang, id, submitted.item.version, publish).await
}

async fn visited(then: &App, id: ResourceId, times: u8) -> AppResult<()> {
    for n in 0..times {
        // Addresses that documents may use as examples (RFC 5737).
        let from = IpAddr::V4(Ipv4Addr::new(192, 0, 2, n));
        resource::visit(then, id, Deed::View, from).await?;
        if n % 6 == 0 {
            resource::visit(then, id, Deed::Share, from).await?;
        }
    }
    Ok(())
}

/// Another organisation used every second one in an activity of its own.
async fn used(
    app: &App,
    actors: &Actors,
    sources: &[ActivityRecord],
    provider: OrganizationId,
    id: ResourceId,
    n: usize,
) -> AppResult<()> {
    let Some(other) = sources.iter().find(|a| a.organization_id != provider) else {
        return Ok(());
    };
    if n % 2 == 1 {
        return Ok(());
    }
    let new = NewReuse {
        activity_id: other.id,
        used_on: app.now().shanghai_date(),
        participants: 60 + 20 * u32::try_from(n).unwrap_or(0),
    };
    resource::report_use(app, &organizer(actors, other.organization_id), id, new).await?;
    Ok(())
}

async fn passed_up(app: &App, actors: &Actors, recommended: &[(ResourceId, i32, Reach)]) -> AppResult<()> {
    let batch = RecommendBatch {
        name: "第一批".to_owned(),
        items: recommended
            .iter()
            .map(|(id, version, _)| ResourceBatchItem {
                id: *id,
                version: *version,
            })
            .collect(),
    };
    resource::recommend(app, &actors.zhejiang, batch, Lang::Zh).await?;
    for (id, version, _) in recommended.iter().filter(|r| r.2 == Reach::Featured) {
        let feature = ResourceSelection {
            decision: SelectionDecision::Feature,
            reason: None,
        };
        resource::select(app, &actors.nation, *id, version + 1, feature).await?;
    }
    Ok(())
}
