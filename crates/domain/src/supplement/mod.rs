//! What an organiser adds after the event (活动补充信息): notice 附件2 四. Every part may be missing: a draft always saves.

pub mod finding;
pub mod rules;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use validator::Validate;

use crate::activity::content::Participants;
use crate::activity::finding::Finding;
use crate::check_in::CountedParticipants;
use crate::id::{ActivityId, MediaId};
use crate::media::Media;
use crate::time::Instant;

// Sizes that even a draft must not exceed: generous, only against abuse.
const TEXT_MAX: u64 = 2_000;
const PART_TEXT_MAX: u64 = 20_000;
const REPORTS_MAX: u64 = 50;
const PHOTOS_MAX: u64 = 60;
const VIDEOS_MAX: u64 = 20;

/// Level of a news outlet (媒体级别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum OutletLevel {
    /// 中央级
    National,
    /// 省级
    Province,
    /// 市级
    City,
    /// 县级
    County,
    /// 自有平台: the organiser's own site or account
    Own,
}

impl OutletLevel {
    pub const ALL: [Self; 5] = [
        Self::National,
        Self::Province,
        Self::City,
        Self::County,
        Self::Own,
    ];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Province => "province",
            Self::City => "city",
            Self::County => "county",
            Self::Own => "own",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::National => "中央级媒体",
            Self::Province => "省级媒体",
            Self::City => "市级媒体",
            Self::County => "县级媒体",
            Self::Own => "本单位平台",
        }
    }
}

/// One report in the media (媒体报道).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MediaReport {
    #[validate(length(max = TEXT_MAX))]
    pub title: String,
    /// 媒体名称
    #[validate(length(max = TEXT_MAX))]
    pub outlet: String,
    pub level: Option<OutletLevel>,
    pub published_on: Option<NaiveDate>,
    #[validate(length(max = TEXT_MAX))]
    pub url: String,
    /// 报道截图: stays when the link dies.
    pub screenshot_id: Option<MediaId>,
}

/// What is said of a photo.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PhotoNote {
    /// 图片说明
    #[validate(length(max = TEXT_MAX))]
    pub caption: String,
    /// 替代文字: what somebody who cannot see the photo is told.
    #[validate(length(max = TEXT_MAX))]
    pub alt: String,
}

/// 活动简要总结, in the notice's five parts. `null` empties one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ActivitySummary {
    /// 基本情况
    #[validate(length(max = PART_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub basics: String,
    /// 主要成果成效
    #[validate(length(max = PART_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub results: String,
    /// 特色亮点
    #[validate(length(max = PART_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub highlights: String,
    /// 形成可复用的科普资源情况
    #[validate(length(max = PART_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub reusable_resources: String,
    /// 工作体会
    #[validate(length(max = PART_TEXT_MAX))]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub experience: String,
}

impl ActivitySummary {
    /// Field, official name, text.
    pub fn parts(&self) -> [(&'static str, &'static str, &str); 5] {
        [
            ("basics", "基本情况", &self.basics),
            ("results", "主要成果成效", &self.results),
            ("highlights", "特色亮点", &self.highlights),
            (
                "reusable_resources",
                "形成可复用的科普资源情况",
                &self.reusable_resources,
            ),
            ("experience", "工作体会", &self.experience),
        ]
    }
}

/// The supplement's form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SupplementContent {
    /// 实际参与人数（人次）, on site and online apart
    #[validate(nested)]
    pub actual_participants: Participants,
    /// Why a number is out of the ordinary; asked for when it is.
    #[validate(length(max = TEXT_MAX))]
    pub numbers_note: Option<String>,
    #[validate(length(max = REPORTS_MAX), nested)]
    pub media_reports: Vec<MediaReport>,
    /// 活动图片, in the order of showing
    #[validate(length(max = PHOTOS_MAX))]
    pub photo_ids: Vec<MediaId>,
    /// What is said of the photos, by their id; `null` takes it back.
    #[cfg_attr(feature = "openapi", schema(value_type = std::collections::HashMap<String, PhotoNote>))]
    pub photo_notes: BTreeMap<MediaId, PhotoNote>,
    /// 活动短视频
    #[validate(length(max = VIDEOS_MAX))]
    pub video_ids: Vec<MediaId>,
    #[validate(nested)]
    pub summary: ActivitySummary,
    /// 活动网址, of an activity on the net
    #[validate(length(max = TEXT_MAX))]
    pub online_url: Option<String>,
}

impl SupplementContent {
    /// Every file it names.
    pub fn media_ids(&self) -> Vec<MediaId> {
        let screenshots = self.media_reports.iter().filter_map(|r| r.screenshot_id);
        let mut all: Vec<MediaId> = self.photo_ids.iter().chain(&self.video_ids).copied().collect();
        all.extend(screenshots);
        all
    }
}

/// A deadline that was moved for one activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extension {
    /// Last day, Shanghai.
    pub until: NaiveDate,
    pub reason: String,
    pub granted_at: Instant,
}

/// Moves the deadline of one activity (延期). For the province in charge.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewExtension {
    /// Last day, Shanghai.
    pub until: NaiveDate,
    #[serde(default)]
    pub reason: String,
}

/// The day a region asks for supplements by (市县要求的补充截止日).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RegionalDeadline {
    pub on: NaiveDate,
    /// A hard deadline refuses; a soft one marks 逾期.
    pub hard: bool,
    pub overdue: bool,
}

/// A photo that looks like one of another activity or another year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoReuse {
    pub photo_id: MediaId,
    /// The other activity, its edition and its photo.
    pub activity_id: ActivityId,
    pub activity_title: String,
    pub organization_name: String,
    pub edition: String,
    pub other_photo_id: MediaId,
}

/// What a camera wrote into a photo. Evidence for those who judge it; never public.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoEvidence {
    /// The camera's clock, as it stands in the file: local time without a zone.
    pub taken_at: Option<chrono::NaiveDateTime>,
    /// Degrees, WGS 84.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

/// The evidence of one photo.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoProof {
    pub photo_id: MediaId,
    #[serde(flatten)]
    pub evidence: PhotoEvidence,
    /// Taken on a day on which the activity did not take place.
    pub outside_dates: bool,
}

/// What a judge of the photos wants to know: where else they appear, when and where they were taken.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PhotoCheck {
    pub reuses: Vec<PhotoReuse>,
    pub proofs: Vec<PhotoProof>,
}

/// What the caller may do with a supplement now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum SupplementAction {
    Edit,
    Submit,
    /// Move the deadline (province).
    Extend,
    /// See where photos were used before and what the camera wrote.
    CheckPhotos,
    /// Apply for recommendation (申请推优).
    Apply,
}

/// A supplement with everything around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Supplement {
    pub activity_id: ActivityId,
    /// Rises with every change; the `ETag`. 0 before the first.
    pub version: i32,
    #[serde(flatten)]
    pub content: SupplementContent,
    /// Number of the last submission; 0 before the first.
    pub submission: i32,
    /// When the last submission was made.
    pub submitted_at: Option<Instant>,
    /// 逾期: the submission that counts came after the deadline.
    pub late: bool,
    /// Something was changed since the last submission.
    pub changed_since: bool,
    /// The first moment that is too late is one second after this one; none while there are no dates.
    pub deadline: Option<Instant>,
    pub extension: Option<Extension>,
    pub regional_deadline: Option<RegionalDeadline>,
    /// 现场核验人数: who was counted at the activity's check-in points; none when it has none.
    pub counted: Option<CountedParticipants>,
    pub updated_at: Option<Instant>,
    pub findings: Vec<Finding>,
    /// The files it names, with addresses that are good for a quarter of an hour.
    pub files: Vec<Media>,
    pub actions: Vec<SupplementAction>,
}
