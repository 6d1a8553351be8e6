use domain::access::Actor;
use domain::page::{Limit, Page};
use domain::problem::{Code, Fault, FaultCode, Faults};
use domain::quota::{QuotaVersion, Quotas, SetQuotas, check};
use domain::region::RegionCode;
use domain::statistics::{FigureRight, may_figures};
use persistence::{StoreError, quota as store, reference};

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::{clean, cursor};

/// What a region sets for those below it; for officials over it.
pub async fn show(app: &App, actor: &Actor, edition: &str, region: RegionCode) -> AppResult<Quotas> {
    may_figures(actor, FigureRight::View, &region)?;
    let edition = edition.to_owned();
    app.db()
        .read(move |conn| {
            let edition = reference::edition(conn, &edition)?.ok_or(Code::NotFound)?;
            Ok(store::set_by(conn, &edition.key, &region)?)
        })
        .await
}

/// What a region set every time, the last first; for officials over it.
pub async fn versions(
    app: &App,
    actor: &Actor,
    edition: &str,
    region: RegionCode,
    limit: Limit,
    after: Option<String>,
) -> AppResult<Page<QuotaVersion>> {
    may_figures(actor, FigureRight::View, &region)?;
    let before: Option<i32> = after.as_deref().map(cursor::read).transpose()?;
    let edition = edition.to_owned();
    app.db()
        .read(move |conn| {
            let edition = reference::edition(conn, &edition)?.ok_or(Code::NotFound)?;
            let take = limit.get() + 1;
            let rows = i64::try_from(take).map_err(AppError::internal)?;
            let mut items = store::versions(conn, &edition.key, &region, before, rows)?;
            let more = items.len() == take;
            items.truncate(limit.get());
            let last = items.last().filter(|_| more).map(|item| item.version);
            Ok(Page {
                next: last.as_ref().map(cursor::write).transpose()?,
                items,
                total: None,
            })
        })
        .await
}

/// Sets the targets of a region's parts, all at once, if `expected` is still the version; by its own officials.
pub async fn replace(
    app: &App,
    actor: &Actor,
    edition: &str,
    region: RegionCode,
    expected: i32,
    new: SetQuotas,
) -> AppResult<Quotas> {
    may_figures(actor, FigureRight::Direct, &region)?;
    let (edition, account, now) = (edition.to_owned(), actor.account, app.now());
    let mut new = new.quotas;
    for quota in &mut new {
        quota.region_code = clean::text(&quota.region_code).trim().to_owned();
    }
    app.db()
        .write(move |tx| {
            let edition = reference::edition(tx.conn(), &edition)?.ok_or(Code::NotFound)?;
            let mut faults = check(&new, &region, &edition);
            let codes: Vec<RegionCode> = new.iter().filter_map(|q| q.region_code.parse().ok()).collect();
            let names = reference::region_names(tx.conn(), &codes)?;
            let mut unknown = Faults::new();
            for (n, quota) in new.iter().enumerate() {
                let known = |code: RegionCode| names.contains_key(&code) || !region.contains(&code);
                if quota.region_code.parse().is_ok_and(|code| !known(code)) {
                    let pointer = format!("/quotas/{n}/region_code");
                    unknown.push(Fault::new(pointer, FaultCode::UnknownRegion).with(&quota.region_code));
                }
            }
            faults.extend(unknown);
            faults.into_result()?;
            match store::replace(tx, &edition.key, &region, &new, expected, account, now) {
                Err(StoreError::Stale) => {
                    let current = store::set_by(tx.conn(), &edition.key, &region)?.version;
                    return Err(AppError::Stale { current });
                }
                other => other?,
            }
            Ok(store::set_by(tx.conn(), &edition.key, &region)?)
        })
        .await
}
