//! What anyone may see.

use domain::activity::content::Mode;
use domain::page::Page;
use domain::place::Travel;
use domain::public::{Facets, PublicActivity, PublicActivityCard};
use serde::Deserialize;

use super::{Answer, Request};

/// Minutes within which something is near.
pub const MINUTES: u32 = 30;
/// How far is near for those who have not said how they go, and whom the other ways bring no further.
const SMALLEST_KM: f64 = 0.1;

/// What is searched for. Texts as they stand in the address; empty ones say nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Search {
    /// Key of an edition; the current one when empty.
    pub edition: String,
    pub q: String,
    pub region: String,
    pub category: String,
    pub audience: String,
    pub field: String,
    pub mode: Option<Mode>,
    pub bookable: bool,
    /// Shanghai dates: `2026-09-15`.
    pub from: String,
    pub to: String,
    /// Degrees north and east: `28.0006,120.6994`.
    pub near: String,
    /// How one goes there, [`Travel`].
    pub travel: String,
    /// `soonest`, `latest` or `nearest`; what fits the rest when empty.
    pub sort: String,
    /// `calendar`, or a list.
    pub view: String,
    /// Of venues: their kind, of the dictionary `venue_types`.
    pub kind: String,
    /// Of venues: what must be there, apart by commas.
    pub access: String,
    /// Of venues: `true` for those that are open now.
    pub open: String,
}

impl Search {
    pub fn travel(&self) -> Travel {
        Travel::parse(&self.travel).unwrap_or(Travel::Transit)
    }

    /// The order that fits the rest; empty for the usual one, the newest first.
    pub fn fitting_order(&self) -> &'static str {
        match (self.near.is_empty(), self.from.is_empty()) {
            (false, _) => "nearest",
            (true, false) => "soonest",
            (true, true) => "",
        }
    }

    /// The order asked for, else what fits: without a place nothing is the nearest.
    pub fn order(&self) -> &str {
        match self.sort.as_str() {
            "" => self.fitting_order(),
            "nearest" if self.near.is_empty() => self.fitting_order(),
            sort => sort,
        }
    }

    /// Kilometres around a place within which something is near, by the way one goes.
    fn radius(&self) -> String {
        let near = (!self.near.is_empty()).then(|| {
            let reach = self.travel().reach_km(MINUTES).max(SMALLEST_KM);
            format!("{reach:.1}")
        });
        near.unwrap_or_default()
    }

    /// As the API is asked for venues.
    pub fn venue_parameters(&self) -> Vec<(&'static str, String)> {
        let sort = if self.near.is_empty() { "" } else { "nearest" };
        let all = [
            ("q", self.q.trim().to_owned()),
            ("region", self.region.clone()),
            ("venue_type", self.kind.clone()),
            ("accessibility", self.access.clone()),
            ("open_now", self.open.clone()),
            ("near", self.near.clone()),
            ("radius_km", self.radius()),
            ("sort", sort.to_owned()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// As the API is asked.
    fn parameters(&self) -> Vec<(&'static str, String)> {
        let edition = if self.edition.is_empty() {
            "current"
        } else {
            &self.edition
        };
        let all = [
            ("edition", edition.to_owned()),
            ("q", self.q.trim().to_owned()),
            ("region", self.region.clone()),
            ("category", self.category.clone()),
            ("audience", self.audience.clone()),
            ("field", self.field.clone()),
            ("mode", self.mode.map(Mode::as_str).unwrap_or_default().to_owned()),
            ("bookable", if self.bookable { "true" } else { "" }.to_owned()),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("near", self.near.clone()),
            ("radius_km", self.radius()),
            ("sort", self.order().to_owned()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }
}

/// A page, and the counts where they were asked for.
#[derive(Debug, Clone, Deserialize)]
struct Counted {
    facets: Option<Facets>,
}

fn asked(search: &Search) -> Request {
    search
        .parameters()
        .into_iter()
        .fold(Request::get("/public/activities"), |request, (name, value)| {
            request.query(name, value)
        })
}

pub async fn activities(
    search: &Search,
    limit: u32,
    cursor: Option<String>,
) -> Answer<Page<PublicActivityCard>> {
    asked(search)
        .query("limit", limit)
        .query_some("cursor", cursor)
        .send()
        .await
}

/// How many of what is found have which value.
pub async fn facets(search: &Search) -> Answer<Facets> {
    let counted: Counted = asked(search)
        .query("limit", 1)
        .query("facets", true)
        .send()
        .await?;
    Ok(counted.facets.unwrap_or_default())
}

/// The address of a search as a page for frames.
pub fn frame(search: &Search) -> String {
    format!("/embed/activities?{}", followed(search).replace('&', "&amp;"))
}

/// What narrows a search, as a query; the order is that of whoever follows it.
fn followed(search: &Search) -> String {
    let parameters: Vec<String> = search
        .parameters()
        .into_iter()
        .filter(|(name, _)| *name != "sort")
        .map(|(name, value)| format!("{name}={}", js_sys::encode_uri_component(&value)))
        .collect();
    parameters.join("&")
}

/// The address of a search as a feed: `ics`, `atom` or `json`.
pub fn feed(search: &Search, kind: &str) -> String {
    format!("/api/v1/public/feeds/activities.{kind}?{}", followed(search))
}

pub async fn activity(id: &str) -> Answer<PublicActivity> {
    Request::get(format!("/public/activities/{id}")).send().await
}

/// The address of the calendar entry.
pub fn calendar(id: &str) -> String {
    format!("/api/v1/public/activities/{id}.ics")
}
