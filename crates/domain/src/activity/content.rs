//! What an organiser fills in (填报). Every field may be missing: a draft always saves.

use serde::{Deserialize, Serialize};
use validator::{Validate, ValidationError};

use crate::id::{MediaId, OrganizationId};
use crate::place::Position;
use crate::problem::Lang;
use crate::region::RegionCode;
use crate::time::Instant;

// Sizes that even a draft must not exceed: generous, only against abuse. What is too long for submission but not
// absurd is still saved, so that nobody loses what they pasted.
const TEXT_MAX: u64 = 2_000;
const HTML_MAX: u64 = 400_000;
const SESSIONS_MAX: u64 = 60;
const UNITS_MAX: u64 = 50;
const PEOPLE_MAX: u64 = 200;
const PHOTOS_MAX: u64 = 30;
const VIDEOS_MAX: u64 = 10;
const CHOICES_MAX: u64 = 20;
const PARTICIPANTS_MAX: u32 = 2_000_000_000;
const BUDGET_MAX: i64 = 10_000_000_000;

/// Codes of a dictionary are short.
fn short_codes(codes: &[String]) -> Result<(), ValidationError> {
    if codes.iter().all(|c| c.len() <= 100) {
        Ok(())
    } else {
        Err(ValidationError::new("unknown_value"))
    }
}

/// 线下、线上、混合
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    Offline,
    Online,
    Mixed,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Offline, Self::Online, Self::Mixed];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Online => "online",
            Self::Mixed => "mixed",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.as_str() == text)
    }
    pub const fn name(self) -> &'static str {
        match self {
            Self::Offline => "线下",
            Self::Online => "线上",
            Self::Mixed => "线上线下结合",
        }
    }
    pub const fn name_in(self, lang: Lang) -> &'static str {
        match (lang, self) {
            (Lang::Zh, mode) => mode.name(),
            (Lang::En, Self::Offline) => "On site",
            (Lang::En, Self::Online) => "Online",
            (Lang::En, Self::Mixed) => "On site and online",
        }
    }
    pub const fn has_place(self) -> bool {
        matches!(self, Self::Offline | Self::Mixed)
    }
    pub const fn is_on_the_net(self) -> bool {
        matches!(self, Self::Online | Self::Mixed)
    }
}

/// One session (场次) of an activity.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Session {
    pub starts_at: Option<Instant>,
    pub ends_at: Option<Instant>,
}

/// Expected numbers of people, on site and online apart (人次).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Participants {
    #[validate(range(max = PARTICIPANTS_MAX))]
    pub offline: Option<u32>,
    #[validate(range(max = PARTICIPANTS_MAX))]
    pub online: Option<u32>,
}

/// One sci-tech worker (科技工作者) taking part. Personal; never public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SciWorker {
    #[validate(length(max = TEXT_MAX))]
    pub name: String,
    /// 工作单位
    #[validate(length(max = TEXT_MAX))]
    pub employer: String,
    /// 职称
    #[validate(length(max = TEXT_MAX))]
    pub title: String,
    /// 专业领域
    #[validate(length(max = TEXT_MAX))]
    pub field: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct SciWorkers {
    /// 科技工作者参与人数
    #[validate(range(max = PARTICIPANTS_MAX))]
    pub count: Option<u32>,
    /// 主要参与科技工作者名单; `null` empties it.
    #[cfg_attr(feature = "openapi", schema(nullable))]
    #[validate(length(max = PEOPLE_MAX), nested)]
    pub people: Vec<SciWorker>,
}

/// 活动组织架构: the kind of organiser and its full name as on the seal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Structure {
    #[validate(length(max = TEXT_MAX))]
    pub kind: Option<String>,
    #[validate(length(max = TEXT_MAX))]
    pub full_name: Option<String>,
}

/// A host (主办单位) or co-organiser (承办单位).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Unit {
    pub organization_id: Option<OrganizationId>,
    #[validate(length(max = TEXT_MAX))]
    pub name: String,
}

/// Contact person. Personal; never public.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct Contact {
    #[validate(length(max = TEXT_MAX))]
    pub name: Option<String>,
    #[validate(length(max = TEXT_MAX))]
    pub phone: Option<String>,
}

/// The filing form. Names follow the guide (notice 附件2 二).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct ActivityContent {
    /// 活动名称
    #[validate(length(max = TEXT_MAX))]
    pub title: Option<String>,
    /// 板块, by national code
    #[validate(length(max = TEXT_MAX))]
    pub category: Option<String>,
    /// 子行动
    #[validate(length(max = TEXT_MAX))]
    pub sub_category: Option<String>,
    pub mode: Option<Mode>,
    /// 活动时间
    #[validate(length(max = SESSIONS_MAX))]
    pub sessions: Vec<Session>,
    /// 所在地区
    pub region_code: Option<RegionCode>,
    /// 活动举办地址
    #[validate(length(max = TEXT_MAX))]
    pub address: Option<String>,
    /// Where that is, for those who look for something near them.
    #[validate(nested)]
    pub position: Option<Position>,
    /// 场地类型
    #[validate(length(max = TEXT_MAX))]
    pub venue_type: Option<String>,
    /// 活动网址
    #[validate(length(max = TEXT_MAX))]
    pub online_url: Option<String>,
    /// 面向对象
    #[validate(length(max = CHOICES_MAX), custom(function = "short_codes"))]
    pub audiences: Vec<String>,
    /// 活动形式
    #[validate(length(max = CHOICES_MAX), custom(function = "short_codes"))]
    pub forms: Vec<String>,
    /// 学科领域
    #[validate(length(max = CHOICES_MAX), custom(function = "short_codes"))]
    pub fields: Vec<String>,
    /// 是否支持预约
    pub bookable: Option<bool>,
    /// 第三方平台预约链接
    #[validate(length(max = TEXT_MAX))]
    pub reservation_url: Option<String>,
    /// 预计参与人数
    #[validate(nested)]
    pub expected_participants: Participants,
    /// Why a number is out of the ordinary; asked for when it is.
    #[validate(length(max = TEXT_MAX))]
    pub numbers_note: Option<String>,
    /// 活动宣传图
    pub poster_id: Option<MediaId>,
    /// 活动图片
    #[validate(length(max = PHOTOS_MAX))]
    pub photo_ids: Vec<MediaId>,
    /// 活动视频
    #[validate(length(max = VIDEOS_MAX))]
    pub video_ids: Vec<MediaId>,
    /// 活动详情, sanitised HTML
    #[validate(length(max = HTML_MAX))]
    pub detail_html: Option<String>,
    /// 活动经费, yuan
    #[validate(range(min = 0, max = BUDGET_MAX))]
    pub budget_yuan: Option<i64>,
    /// 活动科技工作者信息
    #[validate(nested)]
    pub sci_workers: SciWorkers,
    /// 活动组织架构
    #[validate(nested)]
    pub structure: Structure,
    /// 主办单位
    #[validate(length(max = UNITS_MAX), nested)]
    pub hosts: Vec<Unit>,
    /// 承办单位
    #[validate(length(max = UNITS_MAX), nested)]
    pub co_organizers: Vec<Unit>,
    #[validate(nested)]
    pub contact: Contact,
}

/// The personal part, kept apart and encrypted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Personal {
    pub contact: Contact,
    pub people: Vec<SciWorker>,
}

impl ActivityContent {
    /// Takes the personal part out, leaving the rest.
    pub fn take_personal(&mut self) -> Personal {
        Personal {
            contact: std::mem::take(&mut self.contact),
            people: std::mem::take(&mut self.sci_workers.people),
        }
    }
    /// Puts the personal part back.
    pub fn put_personal(&mut self, personal: Personal) {
        self.contact = personal.contact;
        self.sci_workers.people = personal.people;
    }
    /// Start of the first session.
    pub fn starts_at(&self) -> Option<Instant> {
        self.sessions.iter().filter_map(|s| s.starts_at).min()
    }
    /// End of the last session.
    pub fn ends_at(&self) -> Option<Instant> {
        self.sessions.iter().filter_map(|s| s.ends_at).max()
    }
    /// Every file it names.
    pub fn media_ids(&self) -> Vec<MediaId> {
        self.poster_id
            .iter()
            .chain(&self.photo_ids)
            .chain(&self.video_ids)
            .copied()
            .collect()
    }
    /// Every registered organisation it names as host or co-organiser.
    pub fn organization_ids(&self) -> Vec<OrganizationId> {
        self.hosts
            .iter()
            .chain(&self.co_organizers)
            .filter_map(|u| u.organization_id)
            .collect()
    }
}

impl Personal {
    /// The same with names and phone masked, for those who need not know them.
    pub fn masked(mut self) -> Self {
        self.contact.name = self.contact.name.as_deref().map(crate::text::mask_name);
        self.contact.phone = self.contact.phone.as_deref().map(crate::text::mask_phone);
        for person in &mut self.people {
            person.name = crate::text::mask_name(&person.name);
        }
        self
    }
}
