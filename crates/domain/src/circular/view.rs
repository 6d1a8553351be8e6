//! Circulars on the wire.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Audience, CircularStatus, Recipient};
use crate::id::{CircularId, DispatchId, MediaId};
use crate::region::RegionCode;
use crate::time::Instant;

/// Whose deadline it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeadlineFor {
    /// 各级科协: the officials it is sent to
    Regions,
    /// 各单位: the organisations it is sent to
    Organizations,
    #[default]
    Everyone,
}

impl DeadlineFor {
    pub const ALL: [Self; 3] = [Self::Regions, Self::Organizations, Self::Everyone];
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Regions => "regions",
            Self::Organizations => "organizations",
            Self::Everyone => "everyone",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.as_str() == text)
    }
    pub const fn concerns(self, recipient: &Recipient) -> bool {
        match self {
            Self::Everyone => true,
            Self::Regions => matches!(recipient, Recipient::Region(_)),
            Self::Organizations => matches!(recipient, Recipient::Organization(_)),
        }
    }
}

/// Something to be done by a day (时限要求).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = CircularDeadline))]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Its number, by which it stays the same through corrections; 0 or left out for a new one.
    #[serde(default)]
    pub n: u32,
    /// 1–100 characters.
    pub what: String,
    /// Last day, Shanghai.
    pub due_on: NaiveDate,
    #[serde(default)]
    pub whom: DeadlineFor,
}

/// What a circular says; a correction replaces it as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct CircularContent {
    /// At most 120 characters.
    pub title: String,
    /// 发文字号, where it has one: 浙科协发〔2024〕12号.
    pub document_number: Option<String>,
    /// 发文单位: who issues it, as it is signed.
    pub office: String,
    /// Rich text, cut to headings, paragraphs, lists, tables, emphasis and links.
    pub body_html: String,
    /// Uploaded files of kind `attachment`.
    pub attachment_ids: Vec<MediaId>,
    pub deadlines: Vec<Deadline>,
}

/// A draft, or what replaces one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCircular {
    /// The region whose officials issue it; it cannot be changed later.
    pub region_code: RegionCode,
    /// Key of an edition, or `current`; none where it is about no edition.
    #[serde(default)]
    pub edition: Option<String>,
    /// Whether everybody may read it.
    #[serde(default)]
    pub public: bool,
    #[serde(default)]
    pub audience: Audience,
    pub content: CircularContent,
}

/// Corrects what is published (更正).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    pub content: CircularContent,
    /// What was corrected, for those who have read it: 1–500 characters.
    #[serde(default)]
    pub note: String,
}

/// Withdraws what is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// Recipients are told.
    #[serde(default)]
    pub reason: String,
}

/// Forwards a circular to those below (转发).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewForward {
    /// The region whose officials forward it.
    pub region_code: RegionCode,
    /// 转发单位, as it is signed.
    pub office: String,
    /// What is put before the original (转发说明), plain text of at most 2,000 characters.
    #[serde(default)]
    pub cover: String,
    #[serde(default)]
    pub audience: Audience,
    #[serde(default)]
    pub attachment_ids: Vec<MediaId>,
    /// What those below have to do. Those of the level above are not handed on by themselves.
    #[serde(default)]
    pub deadlines: Vec<Deadline>,
    /// Confirms deadlines that are later than the level above asks for.
    #[serde(default)]
    pub accept_later: bool,
}

/// Marks one thing to be done as done, or not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Completion {
    pub dispatch_id: DispatchId,
    pub n: u32,
    /// For whom: a region's officials or an organisation, as `/todos` tells.
    pub recipient: Recipient,
    #[serde(default = "yes")]
    pub done: bool,
}

const fn yes() -> bool {
    true
}

/// Which of one's letters the unread are reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewReminder {
    /// The region whose officials sent or forwarded it.
    pub region_code: RegionCode,
}

/// A file that came with a circular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CircularFile {
    pub id: MediaId,
    pub file_name: String,
    pub content_type: String,
    /// Bytes.
    pub size: u64,
}

/// One sending of a circular: the original, or a forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dispatch {
    pub id: DispatchId,
    pub region_code: RegionCode,
    pub region_name: String,
    pub office: String,
    /// Empty for the original.
    pub cover: String,
    /// What came with the forward; those of the original stand with its text.
    pub attachments: Vec<CircularFile>,
    pub deadlines: Vec<Deadline>,
    pub audience: Audience,
    pub issued_at: Instant,
    pub original: bool,
}

/// How many a sending reaches, and how many of them read its newest text. As of now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReachCounts {
    pub regions: u64,
    pub regions_read: u64,
    /// Of the regions below, those that forwarded it.
    pub regions_forwarded: u64,
    pub organizations: u64,
    pub organizations_read: u64,
}

/// What the caller may do with a circular now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CircularAction {
    Edit,
    Delete,
    Publish,
    Correct,
    Withdraw,
    Forward,
    SeeReceipts,
    Remind,
}

/// A region in whose name the caller may act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ActingRegion {
    pub code: RegionCode,
    pub name: String,
}

/// A circular as those read it whom it reaches, and those who issue it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Circular {
    pub id: CircularId,
    pub edition: Option<String>,
    pub region_code: RegionCode,
    pub region_name: String,
    pub status: CircularStatus,
    pub public: bool,
    pub audience: Audience,
    pub content: CircularContent,
    pub attachments: Vec<CircularFile>,
    /// From 1 once it is published.
    pub revision: u32,
    /// What the newest correction was about.
    pub revision_note: Option<String>,
    pub published_at: Option<Instant>,
    pub withdrawn_at: Option<Instant>,
    pub withdrawn_reason: Option<String>,
    /// The original and the forwards on its way to the caller, from the top.
    pub chain: Vec<Dispatch>,
    /// What the caller has to do.
    pub todos: Vec<Todo>,
    /// Where the caller may forward it in the name of several regions, all of them.
    pub forward_as: Vec<ActingRegion>,
    /// The regions in whose name the caller sent it, as the chain names them.
    pub sent_as: Vec<ActingRegion>,
    /// Of the last of these. For a draft: how many it would reach now.
    pub reach: Option<ReachCounts>,
    /// The `ETag`.
    pub version: i32,
    pub actions: Vec<CircularAction>,
}

/// A circular in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CircularItem {
    pub id: CircularId,
    /// The sending that reached the caller; none for a draft.
    pub dispatch_id: Option<DispatchId>,
    pub title: String,
    pub document_number: Option<String>,
    /// Who sent it to the caller.
    pub office: String,
    pub region_code: RegionCode,
    /// Whether it came as a forward.
    pub forwarded: bool,
    pub status: CircularStatus,
    pub revision: u32,
    /// When it was sent; for a draft, when it was changed last.
    pub at: Instant,
    /// Whether everybody the caller reads for has read the newest text; always true for one's own.
    pub read: bool,
    /// The caller's next deadline that is not done.
    pub due_on: Option<NaiveDate>,
}

/// A former or the present text of a published circular.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CircularRevision {
    /// From 1.
    pub n: u32,
    pub note: Option<String>,
    pub content: CircularContent,
    pub made_at: Instant,
}

/// Whether a recipient has read it (阅读回执).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CircularReceipt {
    pub recipient: Recipient,
    pub name: String,
    /// The newest text that was read; none where nothing was.
    pub revision: Option<u32>,
    /// When that was read first.
    pub read_at: Option<Instant>,
    /// Who read it first; for the officials who sent it.
    pub reader: Option<String>,
    /// How many of its deadlines are marked as done.
    pub done: u32,
    pub deadlines: u32,
    /// Whether its officials forwarded it.
    pub forwarded: bool,
}

/// Something to be done by a day, of whatever source (待办).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Todo {
    pub circular_id: CircularId,
    pub dispatch_id: DispatchId,
    pub n: u32,
    pub what: String,
    /// Last day, Shanghai.
    pub due_on: NaiveDate,
    pub overdue: bool,
    pub done: bool,
    /// Title of the circular that asks for it.
    pub title: String,
    /// Who asks for it.
    pub office: String,
    pub recipient: Recipient,
    /// For whom, in words.
    pub recipient_name: String,
}

/// A public circular in a list for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicCircularItem {
    pub id: CircularId,
    pub title: String,
    pub document_number: Option<String>,
    pub office: String,
    pub region_name: String,
    pub published_at: Instant,
}

/// A public circular as everybody reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicCircular {
    #[serde(flatten)]
    pub item: PublicCircularItem,
    pub body_html: String,
    pub attachments: Vec<CircularFile>,
    pub revision: u32,
    pub revision_note: Option<String>,
}
