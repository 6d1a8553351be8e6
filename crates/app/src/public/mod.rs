//! What everyone sees. Pages are rendered once, when an activity is approved, and read as they are.

mod calendar;
mod facets;
mod feed;
mod list;
mod query;
mod rendering;
mod show;
pub mod sitemap;
mod tokens;

use domain::activity::status::Status;
use domain::public::{PublicActivity, PublicFacts, marks};
use persistence::activity::ActivityRecord;
use persistence::{Tx, organization, public, reference};

use crate::error::{AppError, AppResult};

pub use calendar::{calendar, calendar_of};
pub use facets::facets;
pub use feed::{FEED, feed};
pub use list::list;
pub use query::{Near, PublicQuery, Sort};
pub(crate) use rendering::render_anew;
pub use show::show;
pub use tokens::of_page as tokens_of_page;
pub(crate) use tokens::{around, asked, cells};

/// Brings the public side of an activity in line with its status.
pub(crate) fn refresh(tx: &mut Tx<'_>, a: &ActivityRecord) -> AppResult<()> {
    public::retract(tx, a.id)?;
    if a.status != Status::Approved {
        return Ok(());
    }
    let organization_name = organization::find(tx.conn(), a.organization_id)?.full_name;
    let region = match &a.content.region_code {
        Some(code) => reference::region(tx.conn(), code)?,
        None => None,
    };
    let region_name = region.map(|r| r.full_name).unwrap_or_default();
    let facts = PublicFacts {
        id: a.id,
        edition: a.edition.clone(),
        organization_name,
        region_name,
        updated_at: a.updated_at,
    };
    let page = PublicActivity::of(&a.content, facts)
        .ok_or_else(|| AppError::internal(format!("activity {} was approved incomplete", a.id)))?;
    let marks = marks(&a.content);
    Ok(public::publish(
        tx,
        &page,
        &marks,
        &tokens_of_page(&page, &marks),
    )?)
}
