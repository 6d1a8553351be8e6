//! Science venues (科普阵地): kept by organisations, hidden by officials where need be, found by everybody. Decision 0010.

mod change;
mod create;
mod judge;
mod list;
mod public;
mod tokens;
mod view;

pub use change::{change, delete};
pub use create::create;
pub use judge::{restore, take_down};
pub use list::{in_region, of_organization, show};
pub use public::{Opened, VenueQuery, public_list, public_show, sitemap, sitemap_parts};
pub(crate) use tokens::region as region_token;
pub(crate) use view::card;

use domain::access::Actor;
use domain::dictionary::DictionaryName;
use domain::id::{OrganizationId, VenueId};
use domain::problem::{Code, Fault, FaultCode};
use domain::venue::{VenueAct, VenueContent, check_venue, may_venue};
use persistence::venue::{self as store, FoundVenue, VenueRecord};
use persistence::{Conn, Tx, reference};
use serde_json::{Map, Value};

use crate::app::App;
use crate::error::{AppError, AppResult, saved};
use crate::patch;

/// A venue that the actor may act on.
pub(crate) fn load(conn: &mut Conn, actor: &Actor, id: VenueId, act: VenueAct) -> AppResult<FoundVenue> {
    let found = store::find(conn, id)?;
    may_venue(actor, act, view::scope(&found))?;
    Ok(found)
}

/// The same on the version `expected`.
fn load_version(
    conn: &mut Conn,
    actor: &Actor,
    id: VenueId,
    act: VenueAct,
    expected: i32,
) -> AppResult<FoundVenue> {
    let found = load(conn, actor, id, act)?;
    if found.venue.version != expected {
        return Err(AppError::Stale {
            current: found.venue.version,
        });
    }
    Ok(found)
}

/// Stores it as its next version, found by what it says now.
fn keep(tx: &mut Tx<'_>, app: &App, v: &mut VenueRecord) -> AppResult<()> {
    let expected = v.version;
    v.version += 1;
    v.updated_at = app.now();
    let tokens = tokens::of(tx.conn(), v)?;
    let stored = store::save(tx, v, expected, &tokens);
    saved(stored, || Ok(store::find(tx.conn(), v.id)?.venue.version))
}

/// What a venue says with these fields changed, or every fault of it.
fn changed(conn: &mut Conn, before: &VenueContent, fields: Map<String, Value>) -> AppResult<VenueContent> {
    let content = trimmed(patch::merge(before, fields)?);
    let mut faults = check_venue(&content);
    let kind = &content.venue_type;
    if !kind.is_empty() && !reference::all_dictionaries(conn)?.has(DictionaryName::VenueTypes, kind) {
        let shown: String = kind.chars().take(40).collect();
        faults.push(Fault::new("/venue_type", FaultCode::UnknownValue).with(shown));
    }
    if let Some(code) = &content.region_code
        && faults.at("/region_code").next().is_none()
        && reference::region(conn, code)?.is_none()
    {
        faults.push(Fault::new("/region_code", FaultCode::UnknownRegion).with(code));
    }
    faults.into_result()?;
    Ok(content)
}

/// A fault where the organisation has another venue of this name that an official hid: it would be shown again by that.
fn not_hidden(
    conn: &mut Conn,
    organization: OrganizationId,
    except: Option<VenueId>,
    name: &str,
) -> AppResult<()> {
    if store::is_hidden(conn, organization, except, name)? {
        return Err(Fault::new("/name", FaultCode::Duplicate).into());
    }
    Ok(())
}

fn trimmed(mut c: VenueContent) -> VenueContent {
    for text in [
        &mut c.name,
        &mut c.venue_type,
        &mut c.address,
        &mut c.hours_note,
        &mut c.introduction,
    ] {
        *text = text.trim().to_owned();
    }
    for text in [&mut c.phone, &mut c.booking_url] {
        *text = text.take().map(|t| t.trim().to_owned()).filter(|t| !t.is_empty());
    }
    c
}

/// The region of what was checked.
fn region_of(content: &VenueContent) -> AppResult<domain::region::RegionCode> {
    let region = content.region_code.clone();
    region.ok_or_else(|| Code::Internal.into())
}
