//! Lists of activities for those who work with them. Every one is a keyset walk along an index.

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use domain::activity::content::Mode;
use domain::activity::status::Status;
use domain::activity::view::ActivityItem;
use domain::id::{ActivityId, OrganizationId};
use domain::region::{RegionCode, RegionLevel};
use domain::statistics::{Behind, By, CountedAs, Dimension};
use domain::time::Instant;

use crate::dialect::{Conn, MultiBackend, contributes};
use crate::error::{StoreError, StoreResult};
use crate::schema::{activities, organizations, regions, supplement_submissions};
use crate::types::{At, Uid};

/// What part of the activities somebody may list. One scope walks along one index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListScope {
    /// Everything of an organisation, drafts included.
    Organization(OrganizationId),
    /// What was handed in to a region, on these lines (every line when empty).
    Region(RegionCode, Vec<String>),
}

/// Continue after the activity with this time and id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub at: Instant,
    pub id: ActivityId,
}

#[derive(Debug, Clone, Default)]
pub struct ActivityFilter {
    pub edition: Option<String>,
    pub status: Option<Status>,
    /// In the subtree of this region.
    pub region: Option<RegionCode>,
    pub category: Option<String>,
    pub organization: Option<OrganizationId>,
    /// Part of the title.
    pub title: Option<String>,
    pub starts_from: Option<Instant>,
    pub starts_to: Option<Instant>,
    /// Not over at this moment.
    pub ends_from: Option<Instant>,
    /// Only what this figure counts.
    pub behind: Option<Behind>,
    pub after: Option<Cursor>,
}

#[derive(Queryable)]
struct Row {
    id: Uid,
    edition: String,
    organization_id: Uid,
    organization_name: String,
    status: String,
    version: i32,
    revision: i32,
    title: Option<String>,
    category: Option<String>,
    sub_category: Option<String>,
    mode: Option<String>,
    starts_at: Option<At>,
    ends_at: Option<At>,
    region_code: Option<String>,
    region_name: Option<String>,
    poster_id: Option<Uid>,
    back_filed: bool,
    submitted_at: Option<At>,
    updated_at: At,
    line: Option<String>,
}

fn read(r: Row) -> StoreResult<(ActivityItem, Option<String>)> {
    let item = ActivityItem {
        id: r.id.0.into(),
        edition: r.edition,
        organization_id: r.organization_id.0.into(),
        organization_name: r.organization_name,
        status: Status::parse(&r.status).ok_or_else(|| StoreError::corrupt(&r.status))?,
        version: r.version,
        revision: r.revision,
        title: r.title,
        category: r.category,
        sub_category: r.sub_category,
        mode: r.mode.as_deref().and_then(Mode::parse),
        starts_at: r.starts_at.map(Instant::from),
        ends_at: r.ends_at.map(Instant::from),
        region_code: r
            .region_code
            .map(|c| c.parse().map_err(StoreError::corrupt))
            .transpose()?,
        region_name: r.region_name,
        poster_id: r.poster_id.map(|id| id.0.into()),
        back_filed: r.back_filed,
        submitted_at: r.submitted_at.map(Instant::from),
        updated_at: r.updated_at.into(),
        supplement_due: None,
    };
    Ok((item, r.line))
}

type Items = diesel::helper_types::IntoBoxed<'static, Base, MultiBackend>;
type Base = diesel::helper_types::Select<Joined, Columns>;
type Joined = diesel::helper_types::LeftJoin<
    diesel::helper_types::InnerJoin<activities::table, organizations::table>,
    regions::table,
>;
type Columns = (
    activities::id,
    activities::edition,
    activities::organization_id,
    organizations::full_name,
    activities::status,
    activities::version,
    activities::revision,
    activities::title,
    activities::category,
    activities::sub_category,
    activities::mode,
    activities::starts_at,
    activities::ends_at,
    activities::region_code,
    diesel::dsl::Nullable<regions::full_name>,
    activities::poster_id,
    activities::back_filed,
    activities::submitted_at,
    activities::updated_at,
    activities::line,
);

fn items() -> Items {
    activities::table
        .inner_join(organizations::table)
        .left_join(regions::table)
        .select((
            activities::id,
            activities::edition,
            activities::organization_id,
            organizations::full_name,
            activities::status,
            activities::version,
            activities::revision,
            activities::title,
            activities::category,
            activities::sub_category,
            activities::mode,
            activities::starts_at,
            activities::ends_at,
            activities::region_code,
            regions::full_name.nullable(),
            activities::poster_id,
            activities::back_filed,
            activities::submitted_at,
            activities::updated_at,
            activities::line,
        ))
        .into_boxed()
}

/// Cuts to what a scope reaches, through the column that has an index for its level.
fn within(query: Items, scope: &ListScope) -> Items {
    match scope {
        ListScope::Organization(id) => query.filter(activities::organization_id.eq(Uid::from(*id))),
        ListScope::Region(region, lines) => {
            let query = in_region(query, region);
            if lines.is_empty() {
                query
            } else {
                query.filter(activities::line.eq_any(lines.clone()))
            }
        }
    }
}

fn in_region(query: Items, region: &RegionCode) -> Items {
    let code = region.to_string();
    match region.level() {
        RegionLevel::Country => query,
        RegionLevel::Province => query.filter(activities::review_province.eq(code)),
        RegionLevel::City => query.filter(activities::review_city.eq(code)),
        RegionLevel::County | RegionLevel::Township => query.filter(activities::review_region.eq(code)),
    }
}

/// Cuts to what a figure counts, as far as it is in the figures already.
fn behind_figure(conn: &Conn, mut query: Items, behind: &Behind) -> Items {
    if behind.counted == CountedAs::Approved {
        query = query.filter(activities::status.eq(Status::Approved.as_str()));
    }
    let (dimension, key) = match &behind.by {
        None => (Dimension::Total, ""),
        Some((By::Region, region)) => {
            // What a region is in charge of itself.
            query = query.filter(activities::review_region.eq(region.clone()));
            (Dimension::Total, "")
        }
        Some((By::Day, day)) => {
            // Handed in on this day, or approved: the figures of both stand under one value. What is no day has none.
            let day = day.parse().unwrap_or(NaiveDate::MAX);
            let (from, to) = (
                At::from(Instant::start_of_day(day)),
                At::from(Instant::end_of_day(day)),
            );
            query = match behind.counted {
                CountedAs::Filed => query.filter(
                    activities::submitted_at
                        .ge(from)
                        .and(activities::submitted_at.lt(to)),
                ),
                CountedAs::Approved => query.filter(
                    activities::approved_at
                        .ge(from)
                        .and(activities::approved_at.lt(to)),
                ),
            };
            (Dimension::Total, "")
        }
        Some((by, key)) => (by.dimension(), key.as_str()),
    };
    let [before, between, after] = contributes(conn);
    let counted = sql::<Bool>(before)
        .bind::<Text, _>(dimension.as_str())
        .sql(between)
        .bind::<Text, _>(key.to_owned())
        .sql(after);
    query.filter(counted)
}

/// Activities of one scope, last changed first.
pub fn list(
    conn: &mut Conn,
    scope: &ListScope,
    filter: &ActivityFilter,
    limit: usize,
) -> StoreResult<Vec<ActivityItem>> {
    let mut query = within(items(), scope);
    if matches!(scope, ListScope::Region(..)) {
        query = query.filter(activities::status.ne(Status::Draft.as_str()));
    }
    if let Some(edition) = &filter.edition {
        query = query.filter(activities::edition.eq(edition.clone()));
    }
    if let Some(status) = filter.status {
        query = query.filter(activities::status.eq(status.as_str()));
    }
    if let Some(region) = &filter.region {
        query = in_region(query, region);
    }
    if let Some(category) = &filter.category {
        let code = category.clone();
        query = query.filter(
            activities::category
                .eq(code.clone())
                .or(activities::sub_category.eq(code)),
        );
    }
    if let Some(organization) = filter.organization {
        query = query.filter(activities::organization_id.eq(Uid::from(organization)));
    }
    if let Some(title) = &filter.title {
        let part = title
            .to_lowercase()
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        query = query.filter(lower(activities::title).like(format!("%{part}%")).escape('\\'));
    }
    if let Some(from) = filter.starts_from {
        query = query.filter(activities::starts_at.ge(At::from(from)));
    }
    if let Some(to) = filter.starts_to {
        query = query.filter(activities::starts_at.lt(At::from(to)));
    }
    if let Some(from) = filter.ends_from {
        query = query.filter(activities::ends_at.ge(At::from(from)));
    }
    if let Some(behind) = &filter.behind {
        query = behind_figure(conn, query, behind);
    }
    if let Some(Cursor { at, id }) = filter.after {
        let (at, id) = (At::from(at), Uid::from(id));
        query = query
            .filter(activities::updated_at.le(at))
            .filter(activities::updated_at.lt(at).or(activities::id.lt(id)));
    }
    let rows: Vec<Row> = query
        .order((activities::updated_at.desc(), activities::id.desc()))
        .limit(i64::try_from(limit).unwrap_or(100))
        .load(conn)?;
    rows.into_iter()
        .map(|row| read(row).map(|(item, _)| item))
        .collect()
}

/// How many filings of these organisations stand where, in one edition.
pub fn count_by_status(
    conn: &mut Conn,
    edition: &str,
    organizations: &[OrganizationId],
) -> StoreResult<Vec<(Status, i64)>> {
    let ids: Vec<Uid> = organizations.iter().map(|id| Uid::from(*id)).collect();
    let rows: Vec<(String, i64)> = activities::table
        .filter(activities::organization_id.eq_any(ids))
        .filter(activities::edition.eq(edition))
        .group_by(activities::status)
        .select((activities::status, diesel::dsl::count_star()))
        .load(conn)?;
    rows.into_iter()
        .map(|(status, count)| {
            let status = Status::parse(&status).ok_or_else(|| StoreError::corrupt(&status))?;
            Ok((status, count))
        })
        .collect()
}

/// Approved filings of these organisations that are over and whose supplement is not handed in, the first to end first.
pub fn without_supplement(
    conn: &mut Conn,
    edition: &str,
    organizations: &[OrganizationId],
    now: Instant,
    limit: i64,
) -> StoreResult<Vec<ActivityItem>> {
    let ids: Vec<Uid> = organizations.iter().map(|id| Uid::from(*id)).collect();
    let handed_in = supplement_submissions::table.select(supplement_submissions::activity_id);
    let rows: Vec<Row> = items()
        .filter(activities::organization_id.eq_any(ids))
        .filter(activities::edition.eq(edition.to_owned()))
        .filter(activities::status.eq(Status::Approved.as_str()))
        .filter(activities::ends_at.le(At::from(now)))
        .filter(activities::id.ne_all(handed_in))
        .order((activities::ends_at, activities::id))
        .limit(limit)
        .load(conn)?;
    rows.into_iter()
        .map(|row| read(row).map(|(item, _)| item))
        .collect()
}

#[diesel::declare_sql_function]
extern "SQL" {
    /// Lower case; both engines have it.
    fn lower(
        text: diesel::sql_types::Nullable<diesel::sql_types::Text>,
    ) -> diesel::sql_types::Nullable<diesel::sql_types::Text>;
}
