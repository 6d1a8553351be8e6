//! Organisations: found while typing, added, changed, certified, merged; and who belongs to them.

use domain::id::{AccountId, OrganizationId};
use domain::organization::likeness::LookalikePair;
use domain::organization::{
    Certification, CertificationRequest, DecideCertification, DecideJoin, JoinOrganization, Member,
    MemberChange, MergeInto, NewOrganization, Organization, OrganizationChange, OrganizationEvent,
    OrganizationHappening, OrganizationItem,
};
use domain::page::Page;
use domain::time::Instant;
use serde::Deserialize;

use super::{Answer, Request};

/// By name, alias, pinyin initials or code.
pub async fn search(q: &str, limit: u32) -> Answer<Page<OrganizationItem>> {
    Request::get("/organizations")
        .query("q", q)
        .query("limit", limit)
        .send()
        .await
}

/// What of all organisations is wanted; empty texts say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrganizationFilter {
    pub q: String,
    pub region: String,
    pub kind: String,
    pub line: String,
    /// Where the certification stands.
    pub status: String,
}

pub async fn list(filter: &OrganizationFilter, cursor: Option<String>) -> Answer<Page<OrganizationItem>> {
    Request::get("/organizations")
        .query_some("q", Some(&filter.q))
        .query_some("region", Some(&filter.region))
        .query_some("kind", Some(&filter.kind))
        .query_some("line", Some(&filter.line))
        .query_some("status", Some(&filter.status))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn create(new: &NewOrganization, key: &str) -> Answer<Organization> {
    Request::post("/organizations")
        .idempotent(key)
        .body(new)
        .send()
        .await
}

/// One that was merged is answered with the one that it became.
pub async fn show(id: OrganizationId) -> Answer<Organization> {
    // What somebody else has decided meanwhile is what one comes to see.
    Request::get(format!("/organizations/{id}")).fresh().send().await
}

pub async fn change(id: OrganizationId, version: i32, change: &OrganizationChange) -> Answer<Organization> {
    Request::patch(format!("/organizations/{id}"))
        .if_match(version)
        .body(change)
        .send()
        .await
}

pub async fn request_certification(
    id: OrganizationId,
    version: i32,
    request: &CertificationRequest,
) -> Answer<Organization> {
    Request::post(format!("/organizations/{id}/certification-requests"))
        .if_match(version)
        .body(request)
        .send()
        .await
}

pub async fn decide(id: OrganizationId, version: i32, decided: &DecideCertification) -> Answer<Organization> {
    Request::post(format!("/organizations/{id}/certification-decisions"))
        .if_match(version)
        .body(decided)
        .send()
        .await
}

/// Lets the one become another; answers the other.
pub async fn merge(id: OrganizationId, version: i32, into: &MergeInto) -> Answer<Organization> {
    Request::post(format!("/organizations/{id}/merges"))
        .if_match(version)
        .body(into)
        .send()
        .await
}

pub async fn events(id: OrganizationId) -> Answer<Page<OrganizationEvent>> {
    let asked = Request::get(format!("/organizations/{id}/events")).fresh();
    let page: Page<FlatEvent> = asked.send().await?;
    Ok(page.map(FlatEvent::told))
}

/// An event as it stands on the wire. Its own reading by serde, with a tag inside of what is flattened, is a great deal
/// to load.
#[derive(Deserialize)]
struct FlatEvent {
    seq: i32,
    what: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    name: String,
    id: Option<OrganizationId>,
    #[serde(default)]
    fields: Vec<String>,
    certification: Certification,
    reason: Option<String>,
    actor_id: Option<AccountId>,
    at: Instant,
}

impl FlatEvent {
    fn told(self) -> OrganizationEvent {
        use OrganizationHappening as H;
        let (from, to, name) = (self.from, self.to, self.name);
        let happening = match (self.what.as_str(), self.id) {
            ("certification_requested", _) => H::CertificationRequested,
            ("certified", _) => H::Certified,
            ("returned", _) => H::Returned,
            ("suspended", _) => H::Suspended,
            ("reinstated", _) => H::Reinstated,
            ("renamed", _) => H::Renamed { from, to },
            ("moved", _) => H::Moved { from, to },
            ("merged_into", Some(id)) => H::MergedInto { id, name },
            ("took_in", Some(id)) => H::TookIn { id, name },
            ("synchronized", _) => H::Synchronized { fields: self.fields },
            _ => H::Created,
        };
        OrganizationEvent {
            seq: self.seq,
            happening,
            certification: self.certification,
            reason: self.reason,
            actor_id: self.actor_id,
            at: self.at,
        }
    }
}

/// Those that may be the same as this one.
pub async fn lookalikes(id: OrganizationId) -> Answer<Page<LookalikePair>> {
    Request::get(format!("/organizations/{id}/lookalikes"))
        .send()
        .await
}

/// Pairs of a region that may be one; of one's whole reach where none is named.
pub async fn doubles(region: &str, cursor: Option<String>) -> Answer<Page<LookalikePair>> {
    Request::get("/organization-lookalikes")
        .query_some("region", Some(region))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn members(id: OrganizationId) -> Answer<Page<Member>> {
    Request::get(format!("/organizations/{id}/members"))
        .fresh()
        .send()
        .await
}

pub async fn join(id: OrganizationId, request: &JoinOrganization) -> Answer<Member> {
    Request::post(format!("/organizations/{id}/members"))
        .body(request)
        .send()
        .await
}

/// Leaves, takes a request back, or with `who` lets somebody go.
pub async fn remove_member(id: OrganizationId, who: Option<AccountId>) -> Answer<()> {
    Request::delete(format!("/organizations/{id}/members"))
        .query_some("account_id", who)
        .send_empty()
        .await
}

pub async fn decide_join(id: OrganizationId, who: AccountId, decided: &DecideJoin) -> Answer<Page<Member>> {
    Request::post(format!("/organizations/{id}/members/{who}/decisions"))
        .body(decided)
        .send()
        .await
}

pub async fn change_member(
    id: OrganizationId,
    who: AccountId,
    change: &MemberChange,
) -> Answer<Page<Member>> {
    Request::patch(format!("/organizations/{id}/members/{who}"))
        .body(change)
        .send()
        .await
}
