//! Recommendation lists, their entries and scores; applying, and where one stands.

use domain::id::{AccountId, ActivityId, EntryId, ListId, OrganizationId};
use domain::page::Page;
use domain::recommendation::score::{Expert, ExpertScore, NewExpert, ScoreCard, ScoreLine};
use domain::recommendation::{
    Application, EntryChange, EntryOrder, EntryStatus, ListChange, NewList, RecommendationEntry,
    RecommendationList, ReturnRequest, Standing,
};
use domain::region::RegionCode;

use super::{Answer, Request};

/// Most items the server gives at once.
const MOST: u32 = 100;

/// Lists that a region can have.
const SUBJECTS: u32 = 2;

/// What is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Candidate {
    Activity(ActivityId),
    /// In the current edition.
    Organization(OrganizationId),
}

impl Candidate {
    fn request(self, new: fn(String) -> Request, noun: &str) -> Request {
        match self {
            Self::Activity(id) => new(format!("/activities/{id}/{noun}")),
            Self::Organization(id) => new(format!("/organizations/{id}/{noun}")).query("edition", "current"),
        }
    }
}

fn address(id: ListId) -> String {
    format!("/recommendation-lists/{id}")
}

/// The lists of one region of the current edition: none, or one of each subject.
pub async fn of_region(region: &RegionCode) -> Answer<Vec<RecommendationList>> {
    // Sorted by region, each before its parts.
    let page: Page<RecommendationList> = Request::get("/recommendation-lists")
        .query("edition", "current")
        .query("region", region)
        .query("limit", SUBJECTS)
        .send()
        .await?;
    Ok(page
        .items
        .into_iter()
        .filter(|l| l.region_code == *region)
        .collect())
}

/// Opens a list, or gives the one there is.
pub async fn open(new: &NewList) -> Answer<RecommendationList> {
    Request::post("/recommendation-lists").body(new).send().await
}

pub async fn show(id: ListId) -> Answer<RecommendationList> {
    Request::get(address(id)).send().await
}

pub async fn change(id: ListId, version: i32, change: &ListChange) -> Answer<RecommendationList> {
    Request::patch(address(id))
        .if_match(version)
        .body(change)
        .send()
        .await
}

pub async fn entries(
    id: ListId,
    status: EntryStatus,
    cursor: Option<String>,
) -> Answer<Page<RecommendationEntry>> {
    Request::get(format!("{}/entries", address(id)))
        .query("status", status.as_str())
        .query("limit", MOST)
        .query_some("cursor", cursor)
        .send()
        .await
}

/// All the chosen, in their order.
pub async fn chosen(id: ListId) -> Answer<Vec<RecommendationEntry>> {
    let (mut all, mut cursor) = (Vec::new(), None);
    loop {
        let page = entries(id, EntryStatus::Listed, cursor).await?;
        all.extend(page.items);
        cursor = page.next;
        if cursor.is_none() {
            return Ok(all);
        }
    }
}

/// Gives the chosen a new order.
pub async fn order(id: ListId, version: i32, order: Vec<EntryId>) -> Answer<RecommendationList> {
    Request::patch(format!("{}/entries", address(id)))
        .if_match(version)
        .body(&EntryOrder { order })
        .send()
        .await
}

pub async fn change_entry(
    id: ListId,
    version: i32,
    entry: EntryId,
    change: &EntryChange,
) -> Answer<RecommendationList> {
    Request::patch(format!("{}/entries/{entry}", address(id)))
        .if_match(version)
        .body(change)
        .send()
        .await
}

pub async fn lock(id: ListId, version: i32) -> Answer<RecommendationList> {
    step(id, "locks", version).await
}

/// Passes a locked list up (上报).
pub async fn endorse(id: ListId, version: i32) -> Answer<RecommendationList> {
    step(id, "endorsements", version).await
}

async fn step(id: ListId, noun: &str, version: i32) -> Answer<RecommendationList> {
    Request::post(format!("{}/{noun}", address(id)))
        .if_match(version)
        .send()
        .await
}

/// Sends entries back, or the whole list where none are named.
pub async fn give_back(id: ListId, version: i32, request: &ReturnRequest) -> Answer<RecommendationList> {
    Request::post(format!("{}/returns", address(id)))
        .if_match(version)
        .body(request)
        .send()
        .await
}

/// 推荐汇总表, xlsx.
pub async fn sheet(id: ListId) -> Answer<Vec<u8>> {
    Request::get("/exports/recommendations.xlsx")
        .query("list_id", id)
        .send_file()
        .await
}

pub async fn score_card(id: ListId) -> Answer<ScoreCard> {
    Request::get(format!("{}/score-card", address(id))).send().await
}

pub async fn invite(id: ListId, new: &NewExpert) -> Answer<Expert> {
    Request::post(format!("{}/experts", address(id)))
        .body(new)
        .send()
        .await
}

pub async fn dismiss(id: ListId, expert: AccountId) -> Answer<()> {
    Request::delete(format!("{}/experts/{expert}", address(id)))
        .send_empty()
        .await
}

/// One's own scores of an entry.
pub async fn score(id: ListId, entry: EntryId, given: &ExpertScore) -> Answer<ScoreLine> {
    Request::put(format!("{}/entries/{entry}/scores", address(id)))
        .body(given)
        .send()
        .await
}

/// The lists one is invited to score.
pub async fn scorings() -> Answer<Page<RecommendationList>> {
    Request::get("/me/scorings").send().await
}

/// Where something stands on the lists.
pub async fn standing(of: Candidate) -> Answer<Standing> {
    of.request(Request::get, "recommendation").send().await
}

/// Applies (申请推优).
pub async fn apply(of: Candidate, application: &Application, key: &str) -> Answer<RecommendationEntry> {
    of.request(Request::post, "recommendation-applications")
        .idempotent(key)
        .body(application)
        .send()
        .await
}

/// Takes the application back.
pub async fn retract(of: Candidate) -> Answer<()> {
    of.request(Request::delete, "recommendation-applications")
        .send_empty()
        .await
}
