//! The resource library (科普资源库): what came of activities and others may use again (二次传播). Notice: 注重高质量科普活动
//! 向优质科普资源的转化……省级科协将分批次向中国科协推荐本地精品展览、科普报告、特色亮点活动、科普研学路线、科普地图等.

mod public;
mod right;
mod rules;
mod status;
mod view;

use serde::{Deserialize, Serialize};
use validator::Validate;

pub use public::{PublicResource, PublicResourceCard, PublicResourceFacts, ResourceFile, ResourceStanding};
pub use right::{ResourceRight, ResourceScope, may_resource};
pub use rules::{
    BATCH_MAX, BATCH_NAME_MAX, DESCRIPTION_MAX, DOCUMENTS_MAX, OF_ACTIVITY_MAX, PHOTOS_MAX, TITLE_MAX,
    VIDEOS_MAX, check_batch, check_draft, check_reuse, check_submission,
};
pub use status::{NotPossible, ResourceStatus, ResourceStep};
pub use view::{
    NewResource, NewReuse, RecommendBatch, Resource, ResourceAction, ResourceBatchItem, ResourceBatchResult,
    ResourceBatchResults, ResourceCounts, ResourceDecision, ResourceEvent, ResourceItem, ResourceReview,
    ResourceSelection, Reuse, SelectionDecision,
};

use crate::id::MediaId;

// Sizes that even a draft must not exceed: generous, only against abuse.
const TEXT_MAX: u64 = 2_000;
const LONG_TEXT_MAX: u64 = 20_000;
const CODES_MAX: u64 = 100;
const FILES_MAX: u64 = 60;

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    /// 精品展览
    Exhibition,
    /// 科普报告
    Lecture,
    /// 特色亮点活动
    Activity,
    /// 科普研学路线
    Route,
    /// 科普视频
    Video,
    /// 科普地图: text and links, nothing drawn
    Map,
    /// 其他
    Other,
}

impl ResourceKind {
    pub const ALL: [Self; 7] = [
        Self::Exhibition,
        Self::Lecture,
        Self::Activity,
        Self::Route,
        Self::Video,
        Self::Map,
        Self::Other,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exhibition => "exhibition",
            Self::Lecture => "lecture",
            Self::Activity => "activity",
            Self::Route => "route",
            Self::Video => "video",
            Self::Map => "map",
            Self::Other => "other",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exhibition => "精品展览",
            Self::Lecture => "科普报告",
            Self::Activity => "特色亮点活动",
            Self::Route => "科普研学路线",
            Self::Video => "科普视频",
            Self::Map => "科普地图",
            Self::Other => "其他",
        }
    }
}

/// On which terms it may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Licence {
    /// 知识共享 署名 4.0: any use, with the name of who made it
    #[serde(rename = "cc_by_4")]
    CcBy4,
    /// 知识共享 署名-非商业性使用 4.0
    #[serde(rename = "cc_by_nc_4")]
    CcByNc4,
    /// 知识共享 署名-禁止演绎 4.0
    #[serde(rename = "cc_by_nd_4")]
    CcByNd4,
    /// 公共领域贡献: any use without conditions
    Cc0,
    /// 仅限公益科普活动免费使用
    FreeForSciencePopularization,
    /// 联系提供单位
    OnRequest,
}

impl Licence {
    pub const ALL: [Self; 6] = [
        Self::CcBy4,
        Self::CcByNc4,
        Self::CcByNd4,
        Self::Cc0,
        Self::FreeForSciencePopularization,
        Self::OnRequest,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CcBy4 => "cc_by_4",
            Self::CcByNc4 => "cc_by_nc_4",
            Self::CcByNd4 => "cc_by_nd_4",
            Self::Cc0 => "cc0",
            Self::FreeForSciencePopularization => "free_for_science_popularization",
            Self::OnRequest => "on_request",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|licence| licence.as_str() == text)
    }
    /// Where its own words stand, for those that are known all over the world.
    pub const fn address(self) -> Option<&'static str> {
        match self {
            Self::CcBy4 => Some("https://creativecommons.org/licenses/by/4.0/deed.zh-hans"),
            Self::CcByNc4 => Some("https://creativecommons.org/licenses/by-nc/4.0/deed.zh-hans"),
            Self::CcByNd4 => Some("https://creativecommons.org/licenses/by-nd/4.0/deed.zh-hans"),
            Self::Cc0 => Some("https://creativecommons.org/publicdomain/zero/1.0/deed.zh-hans"),
            Self::FreeForSciencePopularization | Self::OnRequest => None,
        }
    }
}

/// The resource's form. Every part may be missing: a draft always saves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ResourceContent {
    pub kind: Option<ResourceKind>,
    /// 资源名称, 2–60 characters to be handed in.
    #[validate(length(max = TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub title: String,
    /// What it is, how it is borrowed or used, for whom: 20–3,000 characters to be handed in.
    #[validate(length(max = LONG_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub description: String,
    /// Codes of the dictionary `audiences`.
    #[validate(length(max = CODES_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub audiences: Vec<String>,
    /// Codes of the dictionary `fields`.
    #[validate(length(max = CODES_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub fields: Vec<String>,
    #[validate(length(max = FILES_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub photo_ids: Vec<MediaId>,
    #[validate(length(max = FILES_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub video_ids: Vec<MediaId>,
    /// Files of the kind `attachment`: slides, plans, lists.
    #[validate(length(max = FILES_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub document_ids: Vec<MediaId>,
    /// Where it can be seen or fetched: an https address.
    #[validate(length(max = TEXT_MAX))]
    pub url: Option<String>,
    pub licence: Option<Licence>,
    /// The organisation states that it holds the rights or was given them.
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub holds_rights: bool,
}

impl ResourceContent {
    /// Every file it names.
    pub fn media_ids(&self) -> Vec<MediaId> {
        let all = self.photo_ids.iter().chain(&self.video_ids);
        all.chain(&self.document_ids).copied().collect()
    }
    /// The picture that stands for it: its first photo, or the poster of its activity.
    pub fn cover(&self, poster: Option<MediaId>) -> Option<MediaId> {
        self.photo_ids.first().copied().or(poster)
    }
    /// Its link, if one was filled in.
    pub fn link(&self) -> Option<&str> {
        self.url.as_deref().map(str::trim).filter(|url| !url.is_empty())
    }
}

#[cfg(test)]
mod tests;
