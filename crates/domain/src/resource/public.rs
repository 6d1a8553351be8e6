//! A resource as anyone may see it. Types of their own: no contact, no account, no name of a person can get here.

use serde::{Deserialize, Serialize};

use super::{Licence, ResourceContent, ResourceCounts, ResourceKind, ResourceStatus, Reuse};
use crate::activity::finding::LinkState;
use crate::id::{ActivityId, MediaId, ResourceId};
use crate::region::RegionCode;
use crate::time::Instant;

/// Characters of the description on a card.
const SUMMARY: usize = 80;

/// By whom it was recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResourceStanding {
    /// 省级推荐
    Recommended,
    /// 国家精选
    Featured,
}

impl ResourceStanding {
    pub const fn of(status: ResourceStatus) -> Option<Self> {
        match status {
            ResourceStatus::Recommended => Some(Self::Recommended),
            ResourceStatus::Featured => Some(Self::Featured),
            _ => None,
        }
    }
}

/// One resource in the library's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicResourceCard {
    pub id: ResourceId,
    pub kind: ResourceKind,
    pub title: String,
    /// The beginning of its description.
    pub summary: String,
    pub organization_name: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub audiences: Vec<String>,
    pub fields: Vec<String>,
    pub licence: Licence,
    pub standing: Option<ResourceStanding>,
    /// 推荐批次
    pub batch: Option<String>,
    /// A picture of it, or that of its activity.
    pub cover_id: Option<MediaId>,
    pub counts: ResourceCounts,
    pub published_at: Instant,
}

/// A file to take along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ResourceFile {
    pub id: MediaId,
    pub file_name: String,
    /// Bytes.
    pub size: u64,
}

/// A public resource with everything that is said of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PublicResource {
    #[serde(flatten)]
    pub card: PublicResourceCard,
    pub description: String,
    pub photo_ids: Vec<MediaId>,
    pub video_ids: Vec<MediaId>,
    pub documents: Vec<ResourceFile>,
    pub url: Option<String>,
    /// What was found out about the link.
    pub link_state: Option<LinkState>,
    /// The activity that it came of.
    pub activity_id: ActivityId,
    pub activity_title: String,
    /// Who used it, the latest ten.
    pub reused: Vec<Reuse>,
}

/// What of a public resource is not in its form.
#[derive(Debug, Clone)]
pub struct PublicResourceFacts {
    pub id: ResourceId,
    pub status: ResourceStatus,
    pub organization_name: String,
    pub region_code: RegionCode,
    pub region_name: String,
    pub batch: Option<String>,
    pub cover_id: Option<MediaId>,
    pub counts: ResourceCounts,
    pub published_at: Instant,
}

impl PublicResourceCard {
    /// The public part of a form; `None` while it is incomplete.
    pub fn of(c: &ResourceContent, facts: PublicResourceFacts) -> Option<Self> {
        Some(Self {
            id: facts.id,
            kind: c.kind?,
            title: c.title.clone(),
            summary: summary(&c.description),
            organization_name: facts.organization_name,
            region_code: facts.region_code,
            region_name: facts.region_name,
            audiences: c.audiences.clone(),
            fields: c.fields.clone(),
            licence: c.licence?,
            standing: ResourceStanding::of(facts.status),
            batch: facts.batch,
            cover_id: facts.cover_id,
            counts: facts.counts,
            published_at: facts.published_at,
        })
    }
}

fn summary(description: &str) -> String {
    let one_line = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut short: String = one_line.chars().take(SUMMARY).collect();
    if short.len() < one_line.len() {
        short.push('…');
    }
    short
}
