//! Candidates for the same event, found through indexes: near in place and time, or with the same picture.

use std::collections::BTreeMap;

use diesel::prelude::*;
use domain::activity::status::Status;
use domain::id::{ActivityId, MediaId, OrganizationId};
use domain::region::{RegionCode, RegionLevel};
use domain::time::Instant;

use crate::Tx;
use crate::dialect::{Conn, InsertOrKeep};
use crate::error::{StoreError, StoreResult};
use crate::schema::{
    activities, activity_media, activity_units, media, organizations, picture_bands, regions,
    supplement_media,
};
use crate::types::{At, Uid};

/// Most candidates that are compared, from each index.
const NEAR_MAX: i64 = 1_500;
const PICTURED_MAX: i64 = 200;
/// Most pictures that are compared with those of a supplement.
const LOOKALIKES_MAX: i64 = 1_000;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Near<'a> {
    pub id: ActivityId,
    pub edition: &'a str,
    /// The region in charge.
    pub region: &'a RegionCode,
    pub starts_at: Instant,
    pub ends_at: Instant,
    pub poster: Option<MediaId>,
}

/// A filing that was handed in and may be the same event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: ActivityId,
    pub title: String,
    pub starts_at: Option<Instant>,
    pub ends_at: Option<Instant>,
    pub review_region: RegionCode,
    pub organization_id: OrganizationId,
    pub poster_id: Option<MediaId>,
}

type Row = (
    Uid,
    Option<String>,
    Option<At>,
    Option<At>,
    String,
    Uid,
    Option<Uid>,
);

fn read((id, title, from, to, region, organization, poster): Row) -> StoreResult<Candidate> {
    Ok(Candidate {
        id: id.0.into(),
        title: title.unwrap_or_default(),
        starts_at: from.map(Instant::from),
        ends_at: to.map(Instant::from),
        review_region: region.parse().map_err(StoreError::corrupt)?,
        organization_id: organization.0.into(),
        poster_id: poster.map(|id| id.0.into()),
    })
}

/// Statuses in which a filing stands for an event that takes place.
const STANDING: [&str; 4] = [
    Status::CityReview.as_str(),
    Status::ProvinceReview.as_str(),
    Status::NationalReview.as_str(),
    Status::Approved.as_str(),
];

macro_rules! candidates {
    () => {
        activities::table
            .filter(activities::submitted_at.is_not_null())
            .filter(activities::status.eq_any(STANDING))
            .select((
                activities::id,
                activities::title,
                activities::starts_at,
                activities::ends_at,
                activities::review_region,
                activities::organization_id,
                activities::poster_id,
            ))
    };
}

/// Filings of the same edition whose time overlaps, in the same city or one of the regions above it; for a province's
/// own filing, anywhere in the province.
pub fn near(conn: &mut Conn, n: &Near<'_>) -> StoreResult<Vec<Candidate>> {
    let (from, to) = (At::from(n.starts_at), At::from(n.ends_at));
    let query = candidates!()
        .filter(activities::edition.eq(n.edition.to_owned()))
        .filter(activities::starts_at.lt(to))
        .filter(activities::ends_at.gt(from))
        .filter(activities::id.ne(Uid::from(n.id)))
        .into_boxed();
    let query = match n.region.level() {
        // Nationwide filings are few, and each is compared with its like and with nothing else.
        RegionLevel::Country => query.filter(activities::review_province.eq(n.region.to_string())),
        RegionLevel::Province => query.filter(activities::review_province.eq(n.region.to_string())),
        RegionLevel::City | RegionLevel::County | RegionLevel::Township => {
            let cities = [n.region.city(), n.region.province()].map(|c| c.to_string());
            query.filter(activities::review_city.eq_any(cities))
        }
    };
    let rows: Vec<Row> = query
        .order(activities::starts_at.desc())
        .limit(NEAR_MAX)
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// Pictures of which a quarter of the hash is that of one of `hashes`; at most `limit` for each quarter.
fn lookalikes(conn: &mut Conn, hashes: &[u64], limit: i64) -> StoreResult<Vec<Uid>> {
    let mut wanted: BTreeMap<i32, Vec<i32>> = BTreeMap::new();
    for (band, bits) in hashes.iter().flat_map(|hash| bands(*hash)) {
        wanted.entry(band).or_default().push(bits);
    }
    let mut lookalikes: Vec<Uid> = Vec::new();
    for (band, bits) in wanted {
        let ids: Vec<Uid> = picture_bands::table
            .filter(picture_bands::band.eq(band))
            .filter(picture_bands::bits.eq_any(bits))
            .select(picture_bands::media_id)
            .limit(limit)
            .load(conn)?;
        lookalikes.extend(ids);
    }
    lookalikes.sort_unstable_by_key(|id| id.0);
    lookalikes.dedup();
    Ok(lookalikes)
}

/// Filings whose poster looks like this picture, by the quarters of its hash.
pub fn pictured(conn: &mut Conn, id: ActivityId, hash: u64) -> StoreResult<Vec<Candidate>> {
    let lookalikes = lookalikes(conn, &[hash], PICTURED_MAX)?;
    if lookalikes.is_empty() {
        return Ok(Vec::new());
    }
    let shown = activity_media::table
        .filter(activity_media::media_id.eq_any(lookalikes))
        .select(activity_media::activity_id)
        .limit(PICTURED_MAX);
    let shown: Vec<Uid> = shown.load(conn)?;
    let rows: Vec<Row> = candidates!()
        .filter(activities::id.eq_any(shown))
        .filter(activities::id.ne(Uid::from(id)))
        .load(conn)?;
    rows.into_iter().map(read).collect()
}

/// A picture of another activity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownElsewhere {
    pub media_id: MediaId,
    pub hash: u64,
    pub activity_id: ActivityId,
    pub title: String,
    pub organization_name: String,
    pub edition: String,
}

/// Pictures of other activities, in this edition or another, of which a quarter of the hash is that of one of `hashes`:
/// what may look alike. In filings and in supplements, whatever became of them, for photos are re-used there as well.
pub fn shown_elsewhere(conn: &mut Conn, own: ActivityId, hashes: &[u64]) -> StoreResult<Vec<ShownElsewhere>> {
    let lookalikes = lookalikes(conn, hashes, LOOKALIKES_MAX)?;
    if lookalikes.is_empty() {
        return Ok(Vec::new());
    }
    let filed = activity_media::table
        .filter(activity_media::media_id.eq_any(&lookalikes))
        .filter(activity_media::activity_id.ne(Uid::from(own)))
        .select((activity_media::media_id, activity_media::activity_id))
        .limit(LOOKALIKES_MAX);
    let mut pairs: Vec<(Uid, Uid)> = filed.load(conn)?;
    let supplemented = supplement_media::table
        .filter(supplement_media::media_id.eq_any(&lookalikes))
        .filter(supplement_media::activity_id.ne(Uid::from(own)))
        .select((supplement_media::media_id, supplement_media::activity_id))
        .limit(LOOKALIKES_MAX);
    pairs.extend(supplemented.load::<(Uid, Uid)>(conn)?);
    pairs.sort_unstable_by_key(|(file, activity)| (activity.0, file.0));
    pairs.dedup();
    let activity_ids: Vec<Uid> = pairs.iter().map(|(_, activity)| *activity).collect();
    let media_ids: Vec<MediaId> = pairs.iter().map(|(file, _)| file.0.into()).collect();
    type Named = (Uid, Option<String>, String, String);
    let named: Vec<Named> = activities::table
        .inner_join(organizations::table)
        .filter(activities::id.eq_any(activity_ids))
        // A draft is its author's alone.
        .filter(activities::submitted_at.is_not_null())
        .select((
            activities::id,
            activities::title,
            organizations::full_name,
            activities::edition,
        ))
        .load(conn)?;
    let known: BTreeMap<MediaId, u64> = self::hashes(conn, &media_ids)?.into_iter().collect();
    let shown = |(file, activity): (Uid, Uid)| {
        let (_, title, organization, edition) = named.iter().find(|(id, ..)| *id == activity)?;
        let media_id: MediaId = file.0.into();
        Some(ShownElsewhere {
            media_id,
            hash: *known.get(&media_id)?,
            activity_id: activity.0.into(),
            title: title.clone().unwrap_or_default(),
            organization_name: organization.clone(),
            edition: edition.clone(),
        })
    };
    Ok(pairs.into_iter().filter_map(shown).collect())
}

/// Organisations of these filings: filing, hosts and co-organisers.
pub fn units(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<(ActivityId, OrganizationId)>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Uid)> = activity_units::table
        .filter(activity_units::activity_id.eq_any(ids))
        .select((activity_units::activity_id, activity_units::organization_id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(a, o)| (a.0.into(), o.0.into())).collect())
}

/// Perceptual hashes of pictures.
pub fn hashes(conn: &mut Conn, ids: &[MediaId]) -> StoreResult<Vec<(MediaId, u64)>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(Uid, Option<i64>)> = media::table
        .filter(media::id.eq_any(ids))
        .select((media::id, media::perceptual_hash))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .filter_map(|(id, hash)| Some((id.0.into(), hash?.cast_unsigned())))
        .collect())
}

/// The quarters of a hash, numbered.
fn bands(hash: u64) -> [(i32, i32); 4] {
    [0, 1, 2, 3].map(|band| {
        let bits = (hash >> (band * 16)) & 0xFFFF;
        (band, i32::try_from(bits).unwrap_or(0))
    })
}

/// Lets a picture be found by its hash.
pub fn index_picture(tx: &mut Tx<'_>, id: MediaId, hash: u64) -> StoreResult<()> {
    for (band, bits) in bands(hash) {
        let row = diesel::insert_into(picture_bands::table).values((
            picture_bands::band.eq(band),
            picture_bands::bits.eq(bits),
            picture_bands::media_id.eq(Uid::from(id)),
        ));
        InsertOrKeep(row).execute(tx.conn())?;
    }
    Ok(())
}

/// What is shown of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub id: ActivityId,
    pub status: Status,
    pub organization_name: String,
    pub region_code: Option<RegionCode>,
    pub region_name: Option<String>,
}

type ShownAs = (Uid, String, String, Option<String>, Option<String>);

pub fn shown(conn: &mut Conn, ids: &[ActivityId]) -> StoreResult<Vec<Shown>> {
    let ids: Vec<Uid> = ids.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<ShownAs> = activities::table
        .inner_join(organizations::table)
        .left_join(regions::table)
        .filter(activities::id.eq_any(ids))
        .select((
            activities::id,
            activities::status,
            organizations::full_name,
            activities::region_code,
            regions::full_name.nullable(),
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(id, status, organization_name, region, region_name)| {
            Ok(Shown {
                id: id.0.into(),
                status: Status::parse(&status).ok_or_else(|| StoreError::corrupt(&status))?,
                organization_name,
                region_code: region
                    .map(|c| c.parse().map_err(StoreError::corrupt))
                    .transpose()?,
                region_name,
            })
        })
        .collect()
}
