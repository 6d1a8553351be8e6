//! Targets of the demonstration, so that there is progress to look at.

use domain::quota::{Quota, SetQuotas};
use domain::region::RegionCode;

use super::accounts::Actors;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::quota;
use crate::statistics::below;

/// 浙江 sets them for its cities, 温州 for its counties; two counties more than the others.
pub(super) async fn set(app: &App, actors: &Actors) -> AppResult<()> {
    let of = |code: &str| match code {
        "330300" => 60,
        "330302" => 8,
        "330381" => 6,
        code if code.ends_with("00") => 40,
        _ => 3,
    };
    for (actor, region) in [(&actors.zhejiang, "330000"), (&actors.city, "330300")] {
        let region: RegionCode = region.parse().map_err(AppError::internal)?;
        let above = region.clone();
        let parts = app.db().read(move |conn| below(conn, &above)).await?;
        let quotas = parts
            .into_iter()
            .map(|part| Quota {
                target: of(part.code.as_str()),
                region_code: part.code.to_string(),
                category: None,
            })
            .collect();
        quota::replace(app, actor, "current", region, 0, SetQuotas { quotas }).await?;
    }
    Ok(())
}
