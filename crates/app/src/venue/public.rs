//! What everybody sees of venues: by name or by distance, open on a day or now.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use domain::id::VenueId;
use domain::page::{Limit, Page};
use domain::place::Position;
use domain::problem::{Code, Fault, FaultCode};
use domain::region::RegionCode;
use domain::text::percent_encoded;
use domain::time::{CivilDate, Instant};
use domain::venue::{Accessibility, PublicVenue, VenueCard, week_minute};
use persistence::place::Circle;
use persistence::search::Words;
use persistence::venue::{self as store, VenueFilter};

use super::{tokens, view};
use crate::app::App;
use crate::cursor;
use crate::error::{AppError, AppResult};
use crate::public::{Near, around, asked};

/// Venues within the circle that are ordered by distance: the first ones by name.
const NEAREST: usize = 2_000;
/// Addresses in one file at the most (sitemaps.org).
const ADDRESSES: usize = 50_000;

/// When a venue must be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    Now,
    /// By its weekly hours; whether the day is a holiday is not known here.
    On(CivilDate),
}

/// What the public list of venues is cut by.
#[derive(Debug, Clone, Default)]
pub struct VenueQuery {
    pub q: Option<String>,
    pub region: Option<RegionCode>,
    pub venue_type: Option<String>,
    /// Everything of this must be there.
    pub accessibility: Vec<Accessibility>,
    pub open: Option<Opened>,
    pub near: Option<Near>,
    /// By distance instead of by name; only near somewhere.
    pub nearest: bool,
    pub limit: Limit,
    pub cursor: Option<String>,
}

impl VenueQuery {
    fn filter(&self, now: Instant) -> VenueFilter {
        let mut all = asked(self.q.as_deref());
        let region = self.region.as_ref().filter(|region| !region.is_country());
        all.extend(region.map(tokens::region));
        all.extend(self.venue_type.as_deref().map(tokens::kind));
        all.extend(self.accessibility.iter().map(|what| tokens::accessible(*what)));
        let near = self.near.map(Circle::from);
        VenueFilter {
            words: Words {
                all,
                any: near.as_ref().map(around).into_iter().collect(),
            },
            open: self.open.map(|open| match open {
                Opened::Now => {
                    let (day, minute) = week_minute(now);
                    (day, Some(minute))
                }
                Opened::On(day) => (day.weekday().number_from_monday() as u8, None),
            }),
            near,
            ..VenueFilter::default()
        }
    }
}

/// A page of venues of certified organisations that nobody hid.
pub async fn public_list(app: &App, query: VenueQuery) -> AppResult<Page<VenueCard>> {
    if query.nearest {
        let near = query.near;
        let near = near.ok_or_else(|| Fault::new("/near", FaultCode::Required).with("near"))?;
        return nearest(app, query, near.centre).await;
    }
    let (now, limit) = (app.now(), query.limit.get());
    let filter = VenueFilter {
        after: query.cursor.as_deref().map(cursor::read).transpose()?,
        ..query.filter(now)
    };
    let mut found = app
        .db()
        .read(move |conn| store::list(conn, &filter, limit + 1))
        .await?;
    let next = cursor::cut(&mut found, limit, |last| {
        (last.venue.content.name.clone(), last.venue.id)
    })?;
    Ok(Page {
        items: found.into_iter().map(|found| view::card(found, now)).collect(),
        next,
        total: None,
    })
}

/// By distance: behind the cursor's distance and id, so that nothing comes twice whatever arrives meanwhile.
async fn nearest(app: &App, query: VenueQuery, centre: Position) -> AppResult<Page<VenueCard>> {
    let (now, limit) = (app.now(), query.limit.get());
    let after: Option<(u64, VenueId)> = query.cursor.as_deref().map(cursor::read).transpose()?;
    let filter = query.filter(now);
    let (items, next) = app
        .db()
        .read(move |conn| {
            let places = store::places(conn, &filter, NEAREST)?;
            let mut all: Vec<(u64, VenueId)> = places
                .into_iter()
                .map(|(id, at)| (centre.metres_to(at).round() as u64, id))
                .filter(|place| after.is_none_or(|after| *place > after))
                .collect();
            all.sort_unstable();
            let next = cursor::cut(&mut all, limit, |last| *last)?;
            let ids: Vec<VenueId> = all.iter().map(|(_, id)| *id).collect();
            let found = store::public_of(conn, &ids)?.into_iter();
            let mut by_id: BTreeMap<VenueId, VenueCard> = found
                .map(|found| (found.venue.id, view::card(found, now)))
                .collect();
            let cards: Vec<VenueCard> = ids.iter().filter_map(|id| by_id.remove(id)).collect();
            Ok::<_, AppError>((cards, next))
        })
        .await?;
    Ok(Page {
        items,
        next,
        total: None,
    })
}

/// The public page of a venue.
pub async fn public_show(app: &App, id: VenueId) -> AppResult<PublicVenue> {
    let now = app.now();
    app.db()
        .read(move |conn| {
            let found = store::find(conn, id)?;
            if !found.is_public() {
                return Err(Code::NotFound.into());
            }
            let c = found.venue.content.clone();
            Ok(PublicVenue {
                organization_id: found.venue.organization_id,
                opening: c.opening,
                hours_note: c.hours_note,
                introduction: c.introduction,
                phone: c.phone,
                booking_url: c.booking_url,
                activities: format!(
                    "/activities?edition=current&q={}",
                    percent_encoded(&found.organization_name)
                ),
                updated_at: found.venue.updated_at,
                card: view::card(found, now),
            })
        })
        .await
}

/// Provinces with venues, for search engines.
pub async fn sitemap_parts(app: &App) -> AppResult<Vec<RegionCode>> {
    Ok(app.db().read(store::provinces).await?)
}

/// The venues of a province, and when each was last changed.
pub async fn sitemap(app: &App, province: RegionCode) -> AppResult<Vec<(VenueId, Instant)>> {
    let filter = VenueFilter {
        words: Words {
            all: vec![tokens::region(&province.province())],
            any: Vec::new(),
        },
        ..VenueFilter::default()
    };
    let found = app
        .db()
        .read(move |conn| store::changed(conn, &filter, ADDRESSES))
        .await?;
    Ok(found)
}
