//! 工作台: what needs somebody today, by when, and how far their organisations or their region are.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::CircularId;
use crate::progress::QuotaStanding;
use crate::region::RegionCode;
use crate::time::Instant;

/// What needs somebody (待办).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Own filings that were sent back (待修改).
    SentBack,
    /// Supplements (活动补充信息) of own activities that are over.
    Supplements,
    /// Own drafts.
    Drafts,
    /// Requests to join an organisation one administers.
    JoinRequests,
    /// Filings that wait for the actor's decision (待审核).
    Review,
    /// Organisations that wait for certification (待认证).
    Certification,
    /// Reports of public content (举报).
    Reports,
    /// Resources that wait to be read, or for the nation's selection (科普资源).
    Resources,
    /// Objections to a public notice (异议).
    Objections,
    /// Differences with the external registry.
    RegistryConflicts,
    /// Applications for recommendation on a list that is still open (待遴选).
    Recommendation,
    /// Lists one is to score as an expert (专家评分).
    Scoring,
    /// The own target is neared too slowly.
    OwnTarget,
    /// Regions below that are behind with their targets.
    RegionsBehind,
    /// The own region's summary (总结) is to be handed in.
    OwnSummary,
    /// Summaries that wait for acceptance (待审阅).
    Summaries,
    /// What a notice (通知公告) asks for.
    Notice,
}

impl TaskKind {
    /// As it is written in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SentBack => "sent_back",
            Self::Supplements => "supplements",
            Self::Drafts => "drafts",
            Self::JoinRequests => "join_requests",
            Self::Review => "review",
            Self::Certification => "certification",
            Self::Reports => "reports",
            Self::Resources => "resources",
            Self::Objections => "objections",
            Self::RegistryConflicts => "registry_conflicts",
            Self::Recommendation => "recommendation",
            Self::Scoring => "scoring",
            Self::OwnTarget => "own_target",
            Self::RegionsBehind => "regions_behind",
            Self::OwnSummary => "own_summary",
            Self::Summaries => "summaries",
            Self::Notice => "notice",
        }
    }
}

/// Something that needs somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Task {
    pub kind: TaskKind,
    /// How many of them.
    #[cfg_attr(feature = "openapi", schema(example = 3))]
    pub count: i64,
    /// The region it is in, for officials.
    pub region_code: Option<RegionCode>,
    /// Last day of the first that is due.
    pub due_on: Option<NaiveDate>,
    /// Since when the oldest waits.
    pub since: Option<Instant>,
    /// What is asked for, where it is one thing.
    pub about: Option<String>,
    /// The notice that asks for it.
    pub circular_id: Option<CircularId>,
    /// What tells it from others that the same notice asks for, or asks of others; only for the calendar.
    #[serde(skip)]
    pub mark: Option<String>,
}

impl Task {
    /// Nothing where there is none.
    pub fn some(kind: TaskKind, count: i64) -> Option<Self> {
        (count > 0).then_some(Self {
            kind,
            count,
            region_code: None,
            due_on: None,
            since: None,
            about: None,
            circular_id: None,
            mark: None,
        })
    }
}

/// A day that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum HomeDateKind {
    /// 集中活动开始
    ConcentratedBegins,
    /// 集中活动结束
    ConcentratedEnds,
    /// 填报截止
    FilingCloses,
    /// 补充信息截止 of the region, beside the days after each activity
    SupplementDue,
    /// 总结报送截止
    SummaryDue,
}

/// A day that is coming.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HomeDate {
    pub on: NaiveDate,
    pub kind: HomeDateKind,
    /// 0 today.
    pub days_left: i64,
}

/// Filings of one's organisations in the current edition, in all and by where they stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnFilings {
    pub drafts: i64,
    /// Waiting for review.
    pub waiting: i64,
    pub sent_back: i64,
    pub approved: i64,
}

/// How far a region is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnRegion {
    pub region_code: RegionCode,
    pub region_name: String,
    pub standing: QuotaStanding,
    /// Regions directly below, and how many of them are behind.
    pub below: i64,
    pub behind: i64,
}

/// What somebody sees first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Home {
    /// Key and title of the current edition; missing where none is set up.
    pub edition: Option<String>,
    pub edition_title: Option<String>,
    /// What is overdue or due first, then the rest.
    pub tasks: Vec<Task>,
    /// Days to come, the next first.
    pub dates: Vec<HomeDate>,
    /// For members of organisations.
    pub filings: Option<OwnFilings>,
    /// For officials: the widest region each looks after.
    pub regions: Vec<OwnRegion>,
}

/// What is due comes first, the soonest before the others; the rest in the order of kinds.
pub fn in_order(mut tasks: Vec<Task>) -> Vec<Task> {
    tasks.sort_by_key(|task| (task.due_on.is_none(), task.due_on, task.kind));
    tasks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_due_first_stands_first() {
        let task = |kind, due: Option<&str>| Task {
            due_on: due.map(|day| day.parse().unwrap()),
            ..Task::some(kind, 1).unwrap()
        };
        let sorted = in_order(vec![
            task(TaskKind::Review, None),
            task(TaskKind::Supplements, Some("2024-09-20")),
            task(TaskKind::SentBack, None),
            task(TaskKind::Recommendation, Some("2024-09-12")),
        ]);
        let kinds: Vec<_> = sorted.iter().map(|task| task.kind).collect();
        assert_eq!(
            kinds,
            [
                TaskKind::Recommendation,
                TaskKind::Supplements,
                TaskKind::SentBack,
                TaskKind::Review
            ]
        );
        assert_eq!(Task::some(TaskKind::Drafts, 0), None);
    }
}
