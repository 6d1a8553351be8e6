use domain::id::ActivityId;
use domain::public::PublicActivity;
use domain::text::plain_text;
use icalendar::{Calendar, Component, Event, EventLike};

use super::show;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Characters of the details that go into a calendar entry.
const DETAIL_SHOWN: usize = 500;

/// An approved activity as iCalendar (RFC 5545), one entry for each session. `site` is the origin of its page.
pub async fn calendar(app: &App, id: ActivityId, site: &str) -> AppResult<String> {
    let page: PublicActivity = serde_json::from_str(&show(app, id).await?).map_err(AppError::internal)?;
    Ok(calendar_of(&page.card.title, std::slice::from_ref(&page), site))
}

/// Activities as one calendar.
pub fn calendar_of(name: &str, activities: &[PublicActivity], site: &str) -> String {
    let mut calendar = Calendar::new();
    calendar.name(name);
    for page in activities {
        for event in events(page, site) {
            calendar.push(event);
        }
    }
    calendar.done().to_string()
}

fn events(page: &PublicActivity, site: &str) -> Vec<Event> {
    let card = &page.card;
    let place = match &card.address {
        Some(address) => format!("{} {address}", card.region_name),
        None => page
            .online_url
            .clone()
            .unwrap_or_else(|| card.region_name.clone()),
    };
    let detail: String = plain_text(&page.detail_html).chars().take(DETAIL_SHOWN).collect();
    let sessions = page.sessions.iter().enumerate();
    sessions
        .map(|(n, session)| {
            Event::new()
                .uid(&format!("{}-{n}@kepu", card.id))
                .timestamp(page.updated_at.utc())
                .starts(session.starts_at.utc())
                .ends(session.ends_at.utc())
                .summary(&card.title)
                .description(&detail)
                .location(&place)
                .url(&format!("{site}/activities/{}", card.id))
                .done()
        })
        .collect()
}
