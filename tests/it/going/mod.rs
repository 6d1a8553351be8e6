//! Going there: checking in at an activity; venues, and routes through them.

mod cards;
mod codes;
mod routes;
mod stamps;
mod venue_search;
pub mod venues;

use app::check_in;
use domain::time::Instant;
use harness::{Caller, Site};
use serde_json::{Value, json};

/// Sessions of an activity that goes on while a world's clock shows its first moment.
pub fn today() -> Value {
    json!({ "title": "开学第一课科学集市", "sessions": [
        { "starts_at": "2024-09-01T09:00:00+08:00", "ends_at": "2024-09-01T12:00:00+08:00" },
        { "starts_at": "2024-09-02T09:00:00+08:00", "ends_at": "2024-09-02T12:00:00+08:00" }] })
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

/// A point of the museum's activity of today.
struct Point<'a> {
    site: &'a Site,
    id: String,
    activity: String,
    /// Signed in when the point was made.
    organizer: Caller,
}

impl<'a> Point<'a> {
    async fn named(site: &'a Site, name: &str) -> Self {
        let a = site.world.approved(today()).await;
        let activity = a.id.to_string();
        let organizer = site.sign_in(1).await;
        Self {
            site,
            id: make(&organizer, &activity, name).await,
            activity,
            organizer,
        }
    }

    /// What its screen shows at this moment.
    async fn screen(&self) -> Value {
        let w = &self.site.world;
        let address_of = |token: &str| token.to_owned();
        let screen = check_in::screen(&w.app, &w.organizer, self.id.parse().unwrap(), address_of)
            .await
            .unwrap();
        serde_json::to_value(screen).unwrap()
    }

    /// What the QR code holds now.
    async fn token(&self) -> String {
        self.screen().await["url"].as_str().unwrap().to_owned()
    }

    /// The number of the day.
    async fn code(&self) -> String {
        self.screen().await["code"].as_str().unwrap().to_owned()
    }

    fn path(&self) -> String {
        format!("/check-in-points/{}", self.id)
    }

    fn check_ins(&self) -> String {
        format!("/check-in-points/{}/check-ins", self.id)
    }

    fn tickets(&self) -> String {
        format!("/public/check-in-points/{}/tickets", self.id)
    }
}

async fn make(organizer: &Caller, activity: &str, name: &str) -> String {
    let path = format!("/activities/{activity}/check-in-points");
    organizer
        .post(&path, json!({ "name": name }))
        .await
        .expect(201)
        .id()
}

fn with(token: &str) -> Value {
    json!({ "token": token })
}
