//! Science venues (科普阵地), with what they are found by.

use std::collections::BTreeSet;

use diesel::dsl::{InnerJoin, IntoBoxed, sql};
use diesel::prelude::*;
use diesel::sql_types::Text;
use domain::id::{AccountId, OrganizationId, VenueId};
use domain::organization::Certification;
use domain::place::Position;
use domain::region::RegionCode;
use domain::time::Instant;
use domain::venue::VenueContent;

use crate::Tx;
use crate::dialect::{self, Conn, MultiBackend, ValueIndex};
use crate::error::{StoreError, StoreResult};
use crate::organization::name_of;
use crate::place::{Circle, Within};
use crate::schema::{organizations, regions, venue_hours, venue_tokens, venues};
use crate::search::{Token, Words};
use crate::types::{At, Json, Uid};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VenueRecord {
    pub id: VenueId,
    pub organization_id: OrganizationId,
    /// Where it lies: the region of the content, which always has one.
    pub region_code: RegionCode,
    pub content: VenueContent,
    /// Why an official hid it, while it is hidden.
    pub hidden_reason: Option<String>,
    pub version: i32,
    pub created_by: AccountId,
    pub created_at: Instant,
    pub updated_at: Instant,
}

/// A venue with the names around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundVenue {
    pub venue: VenueRecord,
    pub organization_name: String,
    pub certified: bool,
    pub region_name: String,
}

impl FoundVenue {
    /// Whether everybody sees it.
    pub fn is_public(&self) -> bool {
        self.certified && self.venue.hidden_reason.is_none()
    }
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = venues)]
struct Row {
    id: Uid,
    organization_id: Uid,
    name: String,
    region_code: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    content: Json,
    hidden_reason: Option<String>,
    version: i32,
    created_by: Uid,
    created_at: At,
    updated_at: At,
}

fn row_of(v: &VenueRecord) -> StoreResult<Row> {
    Ok(Row {
        id: v.id.into(),
        organization_id: v.organization_id.into(),
        name: v.content.name.clone(),
        region_code: v.region_code.to_string(),
        latitude: v.content.position.map(|p| p.latitude.get()),
        longitude: v.content.position.map(|p| p.longitude.get()),
        content: Json::of(&v.content)?,
        hidden_reason: v.hidden_reason.clone(),
        version: v.version,
        created_by: v.created_by.into(),
        created_at: v.created_at.into(),
        updated_at: v.updated_at.into(),
    })
}

fn read(r: Row) -> StoreResult<VenueRecord> {
    Ok(VenueRecord {
        id: r.id.0.into(),
        organization_id: r.organization_id.0.into(),
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        content: r.content.read()?,
        hidden_reason: r.hidden_reason,
        version: r.version,
        created_by: r.created_by.0.into(),
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
    })
}

pub fn insert(tx: &mut Tx<'_>, v: &VenueRecord, tokens: &[Token]) -> StoreResult<()> {
    diesel::insert_into(venues::table)
        .values(row_of(v)?)
        .execute(tx.conn())?;
    index(tx, v, tokens)
}

/// Stores `v`, whose version is one above `expected`, if that is still the version. Whose it is stays as it is: a merger
/// of the same moment may have moved it.
pub fn save(tx: &mut Tx<'_>, v: &VenueRecord, expected: i32, tokens: &[Token]) -> StoreResult<()> {
    let target = venues::table
        .find(Uid::from(v.id))
        .filter(venues::version.eq(expected));
    let values = (
        venues::name.eq(&v.content.name),
        venues::region_code.eq(v.region_code.to_string()),
        venues::latitude.eq(v.content.position.map(|p| p.latitude.get())),
        venues::longitude.eq(v.content.position.map(|p| p.longitude.get())),
        venues::content.eq(Json::of(&v.content)?),
        venues::hidden_reason.eq(&v.hidden_reason),
        venues::version.eq(v.version),
        venues::updated_at.eq(At::from(v.updated_at)),
    );
    if diesel::update(target).set(values).execute(tx.conn())? != 1 {
        return Err(StoreError::Stale);
    }
    let id = Uid::from(v.id);
    diesel::delete(venue_tokens::table.filter(venue_tokens::venue_id.eq(id))).execute(tx.conn())?;
    diesel::delete(venue_hours::table.filter(venue_hours::venue_id.eq(id))).execute(tx.conn())?;
    index(tx, v, tokens)
}

fn index(tx: &mut Tx<'_>, v: &VenueRecord, tokens: &[Token]) -> StoreResult<()> {
    let words: Vec<&str> = tokens.iter().map(Token::as_str).collect();
    dialect::index_values(tx.conn(), ValueIndex::VenueWords, v.id.uuid(), &words)?;
    for (day, opens, closes) in v.content.opening.iter().flat_map(|line| line.by_day()) {
        diesel::insert_into(venue_hours::table)
            .values((
                venue_hours::day.eq(i32::from(day)),
                venue_hours::opens.eq(i32::from(opens)),
                venue_hours::closes.eq(i32::from(closes)),
                venue_hours::venue_id.eq(Uid::from(v.id)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Forgets a venue, if `expected` is still its version.
pub fn delete(tx: &mut Tx<'_>, id: VenueId, expected: i32) -> StoreResult<()> {
    let target = venues::table
        .find(Uid::from(id))
        .filter(venues::version.eq(expected));
    if diesel::delete(target).execute(tx.conn())? == 1 {
        Ok(())
    } else {
        Err(StoreError::Stale)
    }
}

/// Whether an official hid a venue of this name that an organisation has, other than `except`.
pub fn is_hidden(
    conn: &mut Conn,
    organization: OrganizationId,
    except: Option<VenueId>,
    name: &str,
) -> StoreResult<bool> {
    let hidden: Vec<Uid> = venues::table
        .filter(venues::organization_id.eq(Uid::from(organization)))
        .filter(venues::name.eq(name))
        .filter(venues::hidden_reason.is_not_null())
        .select(venues::id)
        .load(conn)?;
    Ok(hidden.into_iter().any(|id| except != Some(id.0.into())))
}

/// How many venues an organisation has.
pub fn count_of(conn: &mut Conn, organization: OrganizationId) -> StoreResult<i64> {
    Ok(venues::table
        .filter(venues::organization_id.eq(Uid::from(organization)))
        .count()
        .get_result(conn)?)
}

/// Which venues are listed by whether everybody sees them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shown {
    /// Those that everybody sees.
    #[default]
    Public,
    /// Those that an official hid.
    Hidden,
    All,
}

/// What a list of venues is cut by.
#[derive(Debug, Clone, Default)]
pub struct VenueFilter {
    pub shown: Shown,
    pub organization: Option<OrganizationId>,
    /// These must be in its index.
    pub words: Words,
    /// Open on this day of the week, 1 to 7; with a minute of the day, at that minute.
    pub open: Option<(u8, Option<u16>)>,
    /// Only within this circle.
    pub near: Option<Circle>,
    /// Continue after this name and id.
    pub after: Option<(String, VenueId)>,
}

type Joined = InnerJoin<InnerJoin<venues::table, organizations::table>, regions::table>;
type Found = IntoBoxed<'static, Joined, MultiBackend>;

/// Every venue with its organisation and its region.
fn all() -> Found {
    venues::table
        .inner_join(organizations::table)
        .inner_join(regions::table)
        .into_boxed()
}

fn public(query: Found) -> StoreResult<Found> {
    let certified = name_of(Certification::Certified)?;
    Ok(query
        .filter(venues::hidden_reason.is_null())
        .filter(organizations::certification.eq(certified)))
}

/// What a filter leaves, by name.
fn found(filter: &VenueFilter, limit: usize) -> StoreResult<Found> {
    let mut query = match filter.shown {
        Shown::Public => public(all())?,
        Shown::Hidden => all().filter(venues::hidden_reason.is_not_null()),
        Shown::All => all(),
    };
    if let Some(organization) = filter.organization {
        query = query.filter(venues::organization_id.eq(Uid::from(organization)));
    }
    let one_by_one = filter.words.all.iter().map(std::slice::from_ref);
    for group in one_by_one.chain(filter.words.any.iter().map(Vec::as_slice)) {
        let texts: Vec<String> = group.iter().map(|token| token.as_str().to_owned()).collect();
        let having = venue_tokens::table
            .filter(venue_tokens::token.eq_any(texts))
            .select(venue_tokens::venue_id);
        query = query.filter(venues::id.eq_any(having));
    }
    if let Some((day, minute)) = filter.open {
        // Without a minute every line of the day fits.
        let (latest, earliest) = minute.map_or((i32::MAX, -1), |m| (i32::from(m), i32::from(m)));
        let open = venue_hours::table
            .filter(venue_hours::day.eq(i32::from(day)))
            .filter(venue_hours::opens.le(latest))
            .filter(venue_hours::closes.gt(earliest))
            .select(venue_hours::venue_id);
        query = query.filter(venues::id.eq_any(open));
    }
    if let Some(near) = &filter.near {
        query = query.filter(Within::from(near));
    }
    if let Some((name, id)) = &filter.after {
        query = query.filter(
            venues::name
                .gt(name.clone())
                .or(venues::name.eq(name.clone()).and(venues::id.gt(Uid::from(*id)))),
        );
    }
    Ok(query
        .order((venues::name, venues::id))
        .limit(i64::try_from(limit).unwrap_or(100)))
}

fn load(query: Found, conn: &mut Conn) -> StoreResult<Vec<FoundVenue>> {
    let certified = name_of(Certification::Certified)?;
    let rows: Vec<(Row, String, String, String)> = query
        .select((
            venues::all_columns,
            organizations::full_name,
            organizations::certification,
            regions::full_name,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(row, organization_name, certification, region_name)| {
            Ok(FoundVenue {
                venue: read(row)?,
                organization_name,
                certified: certification == certified,
                region_name,
            })
        })
        .collect()
}

/// One venue.
pub fn find(conn: &mut Conn, id: VenueId) -> StoreResult<FoundVenue> {
    let one = all().filter(venues::id.eq(Uid::from(id)));
    load(one, conn)?.pop().ok_or(StoreError::NotFound)
}

/// Venues by name.
pub fn list(conn: &mut Conn, filter: &VenueFilter, limit: usize) -> StoreResult<Vec<FoundVenue>> {
    load(found(filter, limit)?, conn)
}

/// Those of these venues that everybody sees, in no particular order.
pub fn public_of(conn: &mut Conn, ids: &[VenueId]) -> StoreResult<Vec<FoundVenue>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    load(public(all())?.filter(venues::id.eq_any(ids)), conn)
}

/// The same, without what they say.
pub fn public_ids(conn: &mut Conn, ids: &[VenueId]) -> StoreResult<BTreeSet<VenueId>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<Uid> = public(all())?
        .filter(venues::id.eq_any(ids))
        .select(venues::id)
        .load(conn)?;
    Ok(rows.into_iter().map(|id| id.0.into()).collect())
}

/// Where the venues are that have a position: the first ones by name.
pub fn places(conn: &mut Conn, filter: &VenueFilter, limit: usize) -> StoreResult<Vec<(VenueId, Position)>> {
    let rows: Vec<(Uid, Option<f64>, Option<f64>)> = found(filter, limit)?
        .select((venues::id, venues::latitude, venues::longitude))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, north, east)| Some((id.0.into(), Position::new(north?, east?)?)))
        .collect())
}

/// Ids, each with when it was last changed.
pub fn changed(conn: &mut Conn, filter: &VenueFilter, limit: usize) -> StoreResult<Vec<(VenueId, Instant)>> {
    let rows: Vec<(Uid, At)> = found(filter, limit)?
        .select((venues::id, venues::updated_at))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(id, at)| (id.0.into(), at.into()))
        .collect())
}

/// Provinces in which everybody sees a venue.
pub fn provinces(conn: &mut Conn) -> StoreResult<Vec<RegionCode>> {
    let rows: Vec<String> = public(all())?
        .select(sql::<Text>("substr(venues.region_code, 1, 2)"))
        .distinct()
        .load(conn)?;
    rows.into_iter()
        .map(|start| format!("{start}0000").parse().map_err(StoreError::corrupt))
        .collect()
}
