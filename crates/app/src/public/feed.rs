use domain::public::PublicActivity;
use persistence::public;

use super::query::{PublicQuery, Sort};
use crate::app::App;
use crate::error::{AppError, AppResult};

/// Activities in a feed at the most: whoever wants all reads the list, page by page.
pub const FEED: usize = 200;

/// What a search finds, with everything that is public of it. Without dates: what begins from today on.
pub async fn feed(app: &App, mut query: PublicQuery) -> AppResult<Vec<PublicActivity>> {
    query.check()?;
    if query.from.is_none() && query.to.is_none() {
        query.sort = Sort::Soonest;
    }
    let now = app.now();
    let pages = app
        .db()
        .read(move |conn| match query.filter(conn)? {
            Some(mut filter) => {
                query.only_coming(&mut filter, now);
                Ok::<_, AppError>(public::pages(conn, &filter, FEED)?)
            }
            None => Ok(Vec::new()),
        })
        .await?;
    pages
        .iter()
        .map(|page| serde_json::from_str(page).map_err(AppError::internal))
        .collect()
}
