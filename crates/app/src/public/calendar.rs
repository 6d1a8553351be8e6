use domain::id::ActivityId;
use domain::public::PublicActivity;
use domain::text::plain_text;
use icalendar::{Calendar, Component, Event, EventLike};

use super::show;
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Characters of the details that go into a calendar entry.
const DETAIL_SHOWN: usize = 500;

/// An approved activity as iCalendar (RFC 5545), one entry for each session. `page_url` leads back to its page.
pub async fn calendar(app: &App, id: ActivityId, page_url: &str) -> AppResult<String> {
    let page: PublicActivity = serde_json::from_str(&show(app, id).await?).map_err(AppError::internal)?;
    let card = &page.card;
    let place = match &card.address {
        Some(address) => format!("{} {address}", card.region_name),
        None => page
            .online_url
            .clone()
            .unwrap_or_else(|| card.region_name.clone()),
    };
    let detail: String = plain_text(&page.detail_html).chars().take(DETAIL_SHOWN).collect();
    let mut calendar = Calendar::new();
    calendar.name(&card.title);
    for (n, session) in page.sessions.iter().enumerate() {
        calendar.push(
            Event::new()
                .uid(&format!("{id}-{n}@kepu"))
                .timestamp(page.updated_at.utc())
                .starts(session.starts_at.utc())
                .ends(session.ends_at.utc())
                .summary(&card.title)
                .description(&detail)
                .location(&place)
                .url(page_url)
                .done(),
        );
    }
    Ok(calendar.done().to_string())
}
