use domain::place::Position;
use domain::public::PublicActivityCard;
use persistence::public;

use super::query::{PublicQuery, Sort};
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};

/// Activities within the circle that are ordered by distance: the first ones by their start.
const NEAREST: usize = 500;

/// A page of cards as ready JSON: `{"items": […], "next": …, "total": null}`.
pub async fn list(app: &App, query: PublicQuery) -> AppResult<String> {
    query.check()?;
    if query.sort == Sort::Nearest {
        return nearest(app, query).await;
    }
    let limit = query.limit.get();
    let after: Option<i64> = query.cursor.as_deref().map(cursor::read).transpose()?;
    let cards = app
        .db()
        .read(move |conn| {
            let Some(mut filter) = query.filter(conn)? else {
                return Ok(Vec::new());
            };
            filter.after = after;
            Ok::<_, AppError>(public::list(conn, &filter, limit + 1)?)
        })
        .await?;
    let shown = &cards[..cards.len().min(limit)];
    let next = shown.last().filter(|_| cards.len() > limit);
    let next = next.map(|(key, _)| cursor::write(key)).transpose()?;
    Ok(render(shown.iter().map(|(_, card)| card.as_str()), next))
}

/// By distance: behind the cursor's distance and key, so that nothing comes twice whatever arrives meanwhile.
async fn nearest(app: &App, query: PublicQuery) -> AppResult<String> {
    let limit = query.limit.get();
    let after: Option<(u64, i64)> = query.cursor.as_deref().map(cursor::read).transpose()?;
    let Some(centre) = query.near.map(|near| near.centre) else {
        return Err(AppError::internal("checked before"));
    };
    let now = app.now();
    let cards = app
        .db()
        .read(move |conn| match query.filter(conn)? {
            Some(mut filter) => {
                // What is over is not near any more.
                query.only_coming(&mut filter, now);
                Ok::<_, AppError>(public::list(conn, &filter, NEAREST)?)
            }
            None => Ok(Vec::new()),
        })
        .await?;
    let mut all = Vec::with_capacity(cards.len());
    for (key, card) in &cards {
        let position = serde_json::from_str::<PublicActivityCard>(card)
            .map_err(AppError::internal)?
            .position;
        let far = position.map_or(u64::MAX, |at: Position| centre.metres_to(at).round() as u64);
        all.push(((far, *key), card));
    }
    all.sort_unstable_by_key(|(place, _)| *place);
    all.retain(|(place, _)| after.is_none_or(|after| *place > after));
    let shown = &all[..all.len().min(limit)];
    let next = shown.last().filter(|_| all.len() > limit);
    let next = next.map(|(place, _)| cursor::write(place)).transpose()?;
    Ok(render(shown.iter().map(|(_, card)| card.as_str()), next))
}

fn render<'a>(cards: impl Iterator<Item = &'a str>, next: Option<String>) -> String {
    let mut out = "{\"items\":[".to_owned();
    for (n, card) in cards.enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push_str(card);
    }
    out.push_str("],\"next\":");
    // A cursor needs no escaping.
    out.push_str(&next.map_or("null".to_owned(), |next| format!("\"{next}\"")));
    out.push_str(",\"total\":null}");
    out
}
