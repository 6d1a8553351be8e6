use domain::activity::content::Mode;
use domain::page::Limit;
use domain::problem::{Fault, FaultCode, Faults};
use domain::region::RegionCode;
use domain::time::{CivilDate, Instant};
use persistence::public::{self, Editions, PublicFilter};
use persistence::reference;
use persistence::search::{Token, tokens_for};

use super::tokens;
use crate::app::App;
use crate::clean;
use crate::cursor;
use crate::error::{AppError, AppResult};

/// The order of a public list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By start, earliest first.
    Soonest,
    /// By start, latest first.
    #[default]
    Latest,
}

/// Words of a query that are looked up.
const WORDS: usize = 16;

/// What the public list is cut by.
#[derive(Debug, Clone, Default)]
pub struct PublicQuery {
    /// `current`, a key, or nothing for all editions.
    pub edition: Option<String>,
    pub q: Option<String>,
    pub region: Option<RegionCode>,
    /// A category (板块) or one of its children (子行动).
    pub category: Option<String>,
    pub audience: Option<String>,
    pub field: Option<String>,
    pub mode: Option<Mode>,
    /// First day on which an activity may start, Shanghai date.
    pub from: Option<CivilDate>,
    /// Last day on which an activity may start.
    pub to: Option<CivilDate>,
    pub bookable: bool,
    pub sort: Sort,
    pub limit: Limit,
    pub cursor: Option<String>,
}

/// A page of cards as ready JSON: `{"items": […], "next": …, "total": null}`.
pub async fn list(app: &App, query: PublicQuery) -> AppResult<String> {
    let limit = query.limit.get();
    let after: Option<i64> = query.cursor.as_deref().map(cursor::read).transpose()?;
    if let (Some(from), Some(to)) = (query.from, query.to)
        && to < from
    {
        return Err(Fault::new("/to", FaultCode::EndBeforeStart).into());
    }
    let cards = app
        .db()
        .read(move |conn| {
            let mut filter = PublicFilter {
                edition: match query.edition.as_deref() {
                    None => Editions::All,
                    Some("current") => Editions::Current,
                    Some(key) => Editions::Of(key.to_owned()),
                },
                region: query.region.clone().filter(|region| !region.is_country()),
                from: query
                    .from
                    .map(|day| public::first_key(Instant::start_of_day(day))),
                to: query.to.map(|day| public::first_key(Instant::end_of_day(day))),
                after,
                ascending: query.sort == Sort::Soonest,
                ..PublicFilter::default()
            };
            let words = words(&query);
            // The edition itself is read only where its categories or its key are needed.
            if query.category.is_some() || (!words.is_empty() && filter.edition == Editions::Current) {
                let key = query.edition.as_deref().unwrap_or("current");
                let Some(edition) = reference::edition(conn, key)? else {
                    return Ok(Vec::new());
                };
                if let Some(code) = &query.category {
                    match edition.category(code) {
                        Some((_, None)) => filter.category = Some(code.clone()),
                        Some((_, Some(_))) => filter.sub_category = Some(code.clone()),
                        None => {
                            let fault = Fault::new("/category", FaultCode::UnknownValue).with(code);
                            return Err(AppError::Invalid(Faults::one(fault)));
                        }
                    }
                }
                if filter.edition == Editions::Current {
                    filter.edition = Editions::Of(edition.key);
                }
            }
            by_tokens(&mut filter, words);
            Ok(public::list(conn, &filter, limit + 1)?)
        })
        .await?;
    render(&cards, limit)
}

/// What goes beyond the indexed columns, as tokens.
fn words(query: &PublicQuery) -> Vec<Token> {
    let text = query.q.as_deref().map(clean::text).unwrap_or_default();
    let mut all = tokens_for(&text);
    all.truncate(WORDS);
    all.extend(query.mode.map(tokens::mode));
    all.extend(query.audience.as_deref().map(tokens::audience));
    all.extend(query.field.as_deref().map(tokens::field));
    all.extend(query.bookable.then(tokens::bookable));
    all
}

/// With words, everything is asked of the search index: one index does all the cutting.
fn by_tokens(filter: &mut PublicFilter, words: Vec<Token>) {
    if words.is_empty() {
        return;
    }
    filter.tokens = words;
    let edition = match std::mem::take(&mut filter.edition) {
        Editions::Of(key) => Some(tokens::edition(&key)),
        Editions::All | Editions::Current => None,
    };
    let rest = [
        edition,
        filter.region.take().map(|code| tokens::region(&code)),
        filter.category.take().map(|code| tokens::category(&code)),
        filter.sub_category.take().map(|code| tokens::category(&code)),
    ];
    filter.tokens.extend(rest.into_iter().flatten());
}

fn render(cards: &[(i64, String)], limit: usize) -> AppResult<String> {
    let shown = &cards[..cards.len().min(limit)];
    let next = match shown.last() {
        Some((key, _)) if cards.len() > limit => format!("\"{}\"", cursor::write(key)?),
        _ => "null".to_owned(),
    };
    let size: usize = shown.iter().map(|(_, card)| card.len() + 1).sum();
    let mut out = String::with_capacity(size + 64);
    out.push_str("{\"items\":[");
    for (n, (_, card)) in shown.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        out.push_str(card);
    }
    out.push_str("],\"next\":");
    out.push_str(&next);
    out.push_str(",\"total\":null}");
    Ok(out)
}
