//! The accounts of the demonstration: somebody in every role, none of them a real person.

use domain::access::{Actor, Grant, Role};
use domain::id::OrganizationId;
use persistence::organization;

use super::{ASSOCIATION, MUSEUM};
use crate::account;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::platform::DEMO_ACCOUNTS;

/// Those who act while the samples are filed.
pub(super) struct Actors {
    pub(super) museum: OrganizationId,
    pub(super) association: OrganizationId,
    pub(super) nation: Actor,
    pub(super) zhejiang: Actor,
    /// 温州市 and 鹿城区
    pub(super) city: Actor,
    pub(super) county: Actor,
    pub(super) beijing: Actor,
    pub(super) system: Actor,
}

async fn named(app: &App, name: &'static str) -> AppResult<OrganizationId> {
    let found = app
        .db()
        .read(move |conn| organization::find_by_name(conn, name))
        .await?;
    found
        .map(|o| o.id)
        .ok_or_else(|| AppError::internal(format!("the sample organisation {name} is missing")))
}

pub(super) async fn make(app: &App) -> AppResult<Actors> {
    let (museum, association) = (named(app, MUSEUM).await?, named(app, ASSOCIATION).await?);
    let over = |role, region: &str| -> AppResult<Grant> {
        Ok(Grant {
            role,
            region: Some(region.parse().map_err(AppError::internal)?),
            organization: None,
            lines: Vec::new(),
            on_behalf_of: None,
        })
    };
    let of = |role, organization| Grant {
        role,
        region: None,
        organization,
        lines: Vec::new(),
        on_behalf_of: None,
    };
    let grants = [
        Some(over(Role::NationalReviewer, "100000")?),
        Some(over(Role::ProvinceReviewer, "330000")?),
        Some(over(Role::CityAdmin, "330300")?),
        Some(over(Role::CountyAdmin, "330302")?),
        Some(of(Role::OrgAdmin, Some(museum))),
        Some(of(Role::Organizer, Some(association))),
        Some(of(Role::SystemAdmin, None)),
        Some(of(Role::AuditAdmin, None)),
        Some(of(Role::SecurityAdmin, None)),
        Some(over(Role::ProvinceReviewer, "110000")?),
        Some(over(Role::CountyAdmin, "330381")?),
        None,
    ];
    let mut actors = Vec::new();
    for ((phone, label), given) in DEMO_ACCOUNTS.into_iter().zip(grants) {
        let name = format!("{}（演示）", label.split('（').next().unwrap_or(label));
        let id = account::grant(app, phone, &name, given.clone()).await?;
        actors.push(Actor {
            account: id,
            grants: given.into_iter().collect(),
        });
    }
    let actor = |n: usize| {
        actors
            .get(n)
            .cloned()
            .ok_or_else(|| AppError::internal("a demonstration account is missing"))
    };
    Ok(Actors {
        museum,
        association,
        nation: actor(0)?,
        zhejiang: actor(1)?,
        city: actor(2)?,
        county: actor(3)?,
        beijing: actor(9)?,
        system: actor(6)?,
    })
}
