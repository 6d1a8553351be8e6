use documents::{ListCell, ListColumn};
use domain::access::Actor;
use domain::problem::Lang;
use domain::region::RegionCode;
use domain::statistics::{By, Figures};
use domain::time::Instant;
use serde_json::json;

use super::export::{Exported, Writing, clock, column, dated, note};
use crate::app::App;
use crate::error::AppResult;
use crate::statistics as figures_of;

const STATISTICS: &[ListColumn] = &[
    column("名称", 30.0),
    column("代码", 18.0),
    column("填报数（项）", 13.0),
    column("通过数（项）", 13.0),
    column("场次", 10.0),
    column("预计线下人次", 14.0),
    column("预计线上人次", 14.0),
    column("实际线下人次", 14.0),
    column("实际线上人次", 14.0),
    column("已交补充信息（项）", 18.0),
    column("媒体报道（篇）", 14.0),
    column("科技工作者（人）", 16.0),
    column("活动经费（元）", 16.0),
    column("数据截至", 17.0),
];

/// Figures of a region as a spreadsheet, all of it first; for officials over it.
pub async fn statistics(
    app: &App,
    actor: &Actor,
    edition: &str,
    region: RegionCode,
    by: By,
) -> AppResult<Exported> {
    let found = figures_of::show(app, actor, edition, region, by, Lang::Zh).await?;
    let filter = json!({ "edition": found.edition, "region": found.region_code, "by": by });
    let export = note(app, actor, "statistics", &filter, false).await?;
    let writing = Writing::begin("统计", STATISTICS);
    let mut rows = vec![row("合计", "", &found.total, found.as_of)];
    rows.extend(
        found
            .rows
            .iter()
            .map(|r| row(&r.name, &r.key, &r.figures, found.as_of)),
    );
    writing.page(rows).await;
    let name = dated(app, &format!("{}统计", found.region_name));
    writing.finish(app, export, name).await
}

fn row(name: &str, key: &str, f: &Figures, as_of: Instant) -> Vec<ListCell> {
    let mut cells = vec![ListCell::Text(name.to_owned()), ListCell::Text(key.to_owned())];
    let figures = [
        f.filed,
        f.approved,
        f.sessions,
        f.expected_offline,
        f.expected_online,
        f.actual_offline,
        f.actual_online,
        f.supplemented,
        f.media_reports,
        f.sci_workers,
        f.budget_yuan,
    ];
    cells.extend(figures.map(ListCell::Number));
    cells.push(clock(Some(as_of)));
    cells
}
