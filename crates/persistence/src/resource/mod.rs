//! The resource library (科普资源库): what each is, what became of it, the files it names.

mod counting;
mod list;

use diesel::prelude::*;
use domain::id::{AccountId, ActivityId, MediaId, OrganizationId, ResourceId};
use domain::region::RegionCode;
use domain::resource::{ResourceContent, ResourceCounts, ResourceStatus, ResourceStep};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{self, Conn, InsertOrKeep, ValueIndex};
use crate::error::{StoreError, StoreResult};
use crate::schema::{
    activities, organizations, regions, resource_events, resource_media, resource_tokens, resources,
};
use crate::search::Token;
use crate::types::{At, Json, Uid};

pub use counting::{
    Deed, ReuseRecord, UsedIn, add_reuse, count_visit, counted_of, is_counted, purge_visits, reuses,
};
pub use list::{
    DeskFilter, Place, PublicFilter, Sort, count_waiting, desk, misplaced, of_activity, own, public,
    shown_ids,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResourceRecord {
    pub id: ResourceId,
    pub activity_id: ActivityId,
    pub organization_id: OrganizationId,
    /// The region in charge.
    pub review_region: RegionCode,
    /// Where the activity took place.
    pub region_code: RegionCode,
    pub status: ResourceStatus,
    pub last_event_seq: i32,
    pub shown: bool,
    pub content: ResourceContent,
    pub cover_id: Option<MediaId>,
    pub batch: Option<String>,
    pub submitted_at: Option<Instant>,
    pub published_at: Option<Instant>,
    pub version: i32,
    pub created_at: Instant,
    pub updated_at: Instant,
    /// Only read: counted beside the version.
    pub counts: ResourceCounts,
}

/// A resource with the names that lists show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedResource {
    pub record: ResourceRecord,
    pub activity_title: String,
    pub organization_name: String,
    pub region_name: String,
}

#[derive(Queryable, Insertable)]
#[diesel(table_name = resources)]
struct Row {
    id: Uid,
    activity_id: Uid,
    organization_id: Uid,
    review_region: String,
    review_city: String,
    review_province: String,
    region_code: String,
    status: String,
    last_event_seq: i32,
    shown: bool,
    rank: i32,
    title: String,
    content: Json,
    cover_id: Option<Uid>,
    batch: Option<String>,
    submitted_at: Option<At>,
    published_at: Option<At>,
    version: i32,
    created_at: At,
    updated_at: At,
    views: i64,
    shares: i64,
    reuses: i64,
    reached: i64,
}

type Named = (Row, Option<String>, String, String);

fn row_of(r: &ResourceRecord) -> StoreResult<Row> {
    Ok(Row {
        id: r.id.into(),
        activity_id: r.activity_id.into(),
        organization_id: r.organization_id.into(),
        review_region: r.review_region.to_string(),
        review_city: r.review_region.city().to_string(),
        review_province: r.review_region.province().to_string(),
        region_code: r.region_code.to_string(),
        status: r.status.as_str().to_owned(),
        last_event_seq: r.last_event_seq,
        shown: r.shown,
        rank: r.status.rank(),
        title: r.content.title.clone(),
        content: Json::of(&r.content)?,
        cover_id: r.cover_id.map(Uid::from),
        batch: r.batch.clone(),
        submitted_at: r.submitted_at.map(At::from),
        published_at: r.published_at.map(At::from),
        version: r.version,
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
        views: r.counts.views,
        shares: r.counts.shares,
        reuses: r.counts.reuses,
        reached: r.counts.reached,
    })
}

fn read(r: Row) -> StoreResult<ResourceRecord> {
    Ok(ResourceRecord {
        id: r.id.0.into(),
        activity_id: r.activity_id.0.into(),
        organization_id: r.organization_id.0.into(),
        review_region: r.review_region.parse().map_err(StoreError::corrupt)?,
        region_code: r.region_code.parse().map_err(StoreError::corrupt)?,
        status: ResourceStatus::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        last_event_seq: r.last_event_seq,
        shown: r.shown,
        content: r.content.read()?,
        cover_id: r.cover_id.map(|id| id.0.into()),
        batch: r.batch,
        submitted_at: r.submitted_at.map(Instant::from),
        published_at: r.published_at.map(Instant::from),
        version: r.version,
        created_at: r.created_at.into(),
        updated_at: r.updated_at.into(),
        counts: ResourceCounts {
            views: r.views,
            shares: r.shares,
            reuses: r.reuses,
            reached: r.reached,
        },
    })
}

fn read_named((row, activity_title, organization_name, region_name): Named) -> StoreResult<NamedResource> {
    Ok(NamedResource {
        record: read(row)?,
        activity_title: activity_title.unwrap_or_default(),
        organization_name,
        region_name,
    })
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRecord {
    pub seq: i32,
    pub step: ResourceStep,
    pub to_status: ResourceStatus,
    /// Why, or the name of the batch.
    pub reason: Option<String>,
    pub actor: AccountId,
    pub at: Instant,
}

pub fn append(tx: &mut Tx<'_>, id: ResourceId, e: &EventRecord) -> StoreResult<()> {
    diesel::insert_into(resource_events::table)
        .values((
            resource_events::resource_id.eq(Uid::from(id)),
            resource_events::seq.eq(e.seq),
            resource_events::step.eq(e.step.as_str()),
            resource_events::to_status.eq(e.to_status.as_str()),
            resource_events::reason.eq(&e.reason),
            resource_events::actor_id.eq(Uid::from(e.actor)),
            resource_events::at.eq(At::from(e.at)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What happened to a resource, the oldest first.
pub fn events(conn: &mut Conn, id: ResourceId) -> StoreResult<Vec<EventRecord>> {
    type Stored = (Uid, i32, String, String, Option<String>, Uid, At);
    let rows: Vec<Stored> = resource_events::table
        .filter(resource_events::resource_id.eq(Uid::from(id)))
        .order(resource_events::seq)
        .load(conn)?;
    rows.into_iter()
        .map(|(_, seq, step, to, reason, actor, at)| {
            Ok(EventRecord {
                seq,
                step: ResourceStep::parse(&step).ok_or_else(|| StoreError::corrupt(&step))?,
                to_status: ResourceStatus::parse(&to).ok_or_else(|| StoreError::corrupt(&to))?,
                reason,
                actor: actor.0.into(),
                at: at.into(),
            })
        })
        .collect()
}

/// Makes a resource with its first event.
pub fn insert(tx: &mut Tx<'_>, r: &ResourceRecord, first: &EventRecord) -> StoreResult<()> {
    diesel::insert_into(resources::table)
        .values(row_of(r)?)
        .execute(tx.conn())?;
    append(tx, r.id, first)?;
    link(tx, r)
}

pub fn find(conn: &mut Conn, id: ResourceId) -> StoreResult<ResourceRecord> {
    read(resources::table.find(Uid::from(id)).first::<Row>(conn)?)
}

/// Those of `ids` that exist, in no particular order.
pub fn find_all(conn: &mut Conn, ids: &[ResourceId]) -> StoreResult<Vec<ResourceRecord>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<Row> = resources::table.filter(resources::id.eq_any(ids)).load(conn)?;
    rows.into_iter().map(read).collect()
}

pub fn find_named(conn: &mut Conn, id: ResourceId) -> StoreResult<NamedResource> {
    let row = resources::table
        .inner_join(activities::table)
        .inner_join(organizations::table)
        .inner_join(regions::table)
        .filter(resources::id.eq(Uid::from(id)))
        .select((
            resources::all_columns,
            activities::title,
            organizations::full_name,
            regions::full_name,
        ))
        .first::<Named>(conn)?;
    read_named(row)
}

/// Stores `r`, whose version is one above `expected`, if that is still the version. What visitors count stays as it is.
pub fn save(tx: &mut Tx<'_>, r: &ResourceRecord, expected: i32) -> StoreResult<()> {
    let target = resources::table
        .filter(resources::id.eq(Uid::from(r.id)))
        .filter(resources::version.eq(expected));
    let values = (
        resources::review_region.eq(r.review_region.to_string()),
        resources::review_city.eq(r.review_region.city().to_string()),
        resources::review_province.eq(r.review_region.province().to_string()),
        resources::region_code.eq(r.region_code.to_string()),
        resources::status.eq(r.status.as_str()),
        resources::last_event_seq.eq(r.last_event_seq),
        resources::shown.eq(r.shown),
        resources::rank.eq(r.status.rank()),
        resources::title.eq(&r.content.title),
        resources::content.eq(Json::of(&r.content)?),
        resources::cover_id.eq(r.cover_id.map(Uid::from)),
        resources::batch.eq(&r.batch),
        resources::submitted_at.eq(r.submitted_at.map(At::from)),
        resources::published_at.eq(r.published_at.map(At::from)),
        resources::version.eq(r.version),
        resources::updated_at.eq(At::from(r.updated_at)),
    );
    if diesel::update(target).set(values).execute(tx.conn())? != 1 {
        return Err(StoreError::Stale);
    }
    Ok(())
}

/// Says which files it names, instead of those it did before.
pub fn link(tx: &mut Tx<'_>, r: &ResourceRecord) -> StoreResult<()> {
    let id = Uid::from(r.id);
    diesel::delete(resource_media::table.filter(resource_media::resource_id.eq(id))).execute(tx.conn())?;
    let files = r.content.media_ids().into_iter().chain(r.cover_id);
    for file in files {
        let row = diesel::insert_into(resource_media::table).values((
            resource_media::resource_id.eq(id),
            resource_media::media_id.eq(Uid::from(file)),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    }
    Ok(())
}

/// Says what it is found by, instead of what it was found by before.
pub fn index(tx: &mut Tx<'_>, id: ResourceId, tokens: &[Token]) -> StoreResult<()> {
    let old = resource_tokens::table.filter(resource_tokens::resource_id.eq(Uid::from(id)));
    diesel::delete(old).execute(tx.conn())?;
    let values: Vec<&str> = tokens.iter().map(Token::as_str).collect();
    dialect::index_values(tx.conn(), ValueIndex::ResourceWords, id.uuid(), &values)
}

/// Deletes one that was never handed in, if `expected` is still its version.
pub fn delete(tx: &mut Tx<'_>, id: ResourceId, expected: i32) -> StoreResult<()> {
    let key = Uid::from(id);
    diesel::delete(resource_media::table.filter(resource_media::resource_id.eq(key))).execute(tx.conn())?;
    let target = resources::table
        .filter(resources::id.eq(key))
        .filter(resources::version.eq(expected));
    if diesel::delete(target).execute(tx.conn())? != 1 {
        return Err(StoreError::Stale);
    }
    diesel::delete(resource_events::table.filter(resource_events::resource_id.eq(key))).execute(tx.conn())?;
    Ok(())
}

/// Shows what is public of an activity that is public, as its next version, and hides it with it. `poster` is the
/// activity's: it stands for those that have no picture of their own. Whoever takes a step holds the activity
/// ([`crate::activity::hold`]), so that none becomes public beside this.
pub fn follow(
    tx: &mut Tx<'_>,
    activity: ActivityId,
    is_public: bool,
    poster: Option<MediaId>,
) -> StoreResult<()> {
    let public = ResourceStatus::PUBLIC.map(ResourceStatus::as_str);
    let of_it = || resources::table.filter(resources::activity_id.eq(Uid::from(activity)));
    diesel::update(of_it().filter(resources::status.eq_any(public)))
        .set((
            resources::shown.eq(is_public),
            resources::version.eq(resources::version + 1),
        ))
        .execute(tx.conn())?;
    if !is_public {
        return Ok(());
    }
    let rows: Vec<Row> = of_it().load(tx.conn())?;
    for row in rows {
        let mut r = read(row)?;
        let cover = r.content.cover(poster);
        if cover != r.cover_id {
            r.cover_id = cover;
            diesel::update(resources::table.find(Uid::from(r.id)))
                .set(resources::cover_id.eq(cover.map(Uid::from)))
                .execute(tx.conn())?;
            link(tx, &r)?;
        }
    }
    Ok(())
}

/// The resources of an organisation that are public, or will be again with their activity.
pub fn public_of(conn: &mut Conn, organization: OrganizationId) -> StoreResult<Vec<ResourceRecord>> {
    let public = ResourceStatus::PUBLIC.map(ResourceStatus::as_str);
    let rows: Vec<Row> = resources::table
        .filter(resources::organization_id.eq(Uid::from(organization)))
        .filter(resources::status.eq_any(public))
        .order(resources::id)
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Resources that name this file.
pub fn naming(conn: &mut Conn, file: MediaId) -> StoreResult<Vec<ResourceRecord>> {
    let rows: Vec<Row> = resource_media::table
        .inner_join(resources::table)
        .filter(resource_media::media_id.eq(Uid::from(file)))
        .select(resources::all_columns)
        .limit(50)
        .load(conn)?;
    rows.into_iter().map(read).collect()
}
