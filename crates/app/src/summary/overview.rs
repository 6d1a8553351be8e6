use std::collections::BTreeMap;

use domain::access::{Actor, Role};
use domain::problem::Code;
use domain::region::{RegionCode, RegionLevel};
use domain::summary::{
    RegionSummary, SummaryDeadline, SummaryItem, SummaryLevel, SummaryOverview, SummaryRight, SummaryScope,
    SummaryStatus, may_summary,
};
use persistence::reference;
use persistence::summary as store;

use super::view;
use crate::app::App;
use crate::error::AppResult;
use crate::recommendation::place;
use crate::statistics::below;

/// How a region and those directly below it stand: who has handed in and who has not (未报送).
pub async fn overview(
    app: &App,
    actor: &Actor,
    region: RegionCode,
    edition: String,
) -> AppResult<SummaryOverview> {
    let (this, actor) = (app.clone(), actor.clone());
    app.db()
        .read(move |conn| {
            if !actor.oversees(&region) && !actor.has(Role::SystemAdmin) {
                return Err(Code::NotFound.into());
            }
            let here = reference::region(conn, &region)?.ok_or(Code::NotFound)?;
            if place::of(conn, &region)? != region {
                return Err(Code::NotFound.into());
            }
            let edition = reference::edition(conn, &edition)?.ok_or(Code::NotFound)?;
            let mut regions = match region.level() {
                RegionLevel::County | RegionLevel::Township => Vec::new(),
                RegionLevel::Country | RegionLevel::Province | RegionLevel::City => below(conn, &region)?,
            };
            regions.push(here.clone());
            let codes: Vec<RegionCode> = regions.iter().map(|r| r.code.clone()).collect();
            let found = store::of_regions(conn, &edition.key, &codes)?;
            let found: Vec<_> = found
                .into_iter()
                .filter(|s| may_summary(&actor, SummaryRight::View, &s.scope()).is_ok())
                .collect();
            let mut items: BTreeMap<RegionCode, SummaryItem> = view::items(conn, &this, &found)?
                .into_iter()
                .map(|item| (item.region_code.clone(), item))
                .collect();
            let now = this.now();
            let mut of = |code: &RegionCode, name: &str| {
                let level = SummaryLevel::of(code.level())?;
                let deadline = SummaryDeadline::of(&edition, level, code, None);
                let summary = items.remove(code);
                let missing = summary.as_ref().is_none_or(|item| item.submission == 0);
                Some(RegionSummary {
                    region_code: code.clone(),
                    region_name: name.to_owned(),
                    overdue: missing && deadline.is_some_and(|deadline| deadline.is_over(now)),
                    deadline,
                    summary,
                })
            };
            let own = of(&here.code, &here.full_name);
            let below: Vec<RegionSummary> = regions
                .iter()
                .filter(|r| r.code != here.code)
                .filter_map(|r| of(&r.code, &r.name))
                .collect();
            let count = |wanted: &dyn Fn(&SummaryItem) -> bool| {
                let all = below.iter().filter_map(|r| r.summary.as_ref());
                u32::try_from(all.filter(|item| wanted(item)).count()).unwrap_or(u32::MAX)
            };
            let scope = SummaryScope {
                region: region.clone(),
                organization: None,
                line: None,
                recipient: region.clone(),
                handed_in: false,
            };
            Ok(SummaryOverview {
                handed_in: count(&|item| item.status.is_handed_in()),
                accepted: count(&|item| item.status == SummaryStatus::Accepted),
                writes: own.is_some() && may_summary(&actor, SummaryRight::Write, &scope).is_ok(),
                edition: edition.key,
                edition_title: edition.title,
                region_name: here.full_name,
                region_code: region,
                own,
                below,
            })
        })
        .await
}
