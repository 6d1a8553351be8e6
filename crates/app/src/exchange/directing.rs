//! Rows of quotas (任务指标). They are set as a whole: all of them in one step, or none.

use domain::exchange::column::{columns, of_pointer};
use domain::exchange::quota as cells;
use domain::exchange::{ImportKind, ImportState};
use domain::problem::{Fault, FaultCode, Faults};
use domain::quota::{Quota, SetQuotas, check};
use persistence::import as store;

use super::faulty::KeptRow;
use super::run::{Context, keep, save, unless_stale};
use super::table::Sheet;
use crate::error::{AppError, AppResult};
use crate::quota;

/// Judges the whole table and, unless it is a trial or something is wrong, sets it.
pub(super) async fn run(on: &Context, sheet: &Sheet, mut i: store::ImportRecord) -> AppResult<()> {
    let Some(region) = i.request.region_code.clone() else {
        return Err(AppError::internal("quotas are of a region"));
    };
    let (quotas, faults) = judge(on, sheet, &region);
    let rows = sheet.rows.len() as u32;
    let faulty = faults.iter().filter(|faults| !faults.is_empty()).count() as u32;
    i.progress.done = rows;
    if faulty == 0 {
        let edition = on.edition.key.as_str();
        let before = quota::show(&on.app, &on.actor, edition, region.clone()).await?;
        if same(&before.quotas, &quotas) {
            i.progress.repeated = rows;
        } else {
            i.progress.imported = rows;
            if !i.request.dry_run {
                let new = SetQuotas { quotas };
                quota::replace(&on.app, &on.actor, edition, region, before.version, new).await?;
            }
        }
    }
    i.progress.faulty = faulty;
    i.state = ImportState::Finished;
    i.finished_at = Some(on.app.now());
    if faulty == 0 {
        return keep(&on.app, i).await.map(|_| ());
    }
    let mut kept = Vec::new();
    for (row, faults) in sheet.rows.iter().zip(&faults) {
        if !faults.is_empty() {
            let row_kept = KeptRow::new(i.kind, &sheet.header, row, faults);
            kept.push((
                row.number,
                on.app.secrets().seal(i.id.uuid().as_bytes(), &row_kept)?,
            ));
        }
    }
    let done = on.app.db().write(move |tx| {
        store::add_rows(tx, i.id, &kept)?;
        save(tx, &mut i)
    });
    unless_stale(done.await).map(|_| ())
}

/// The targets, and the faults of each row.
fn judge(on: &Context, sheet: &Sheet, region: &domain::region::RegionCode) -> (Vec<Quota>, Vec<Faults>) {
    let read = sheet.rows.iter().map(|row| cells::read(&row.cells, on.lists()));
    let (quotas, mut faults): (Vec<Quota>, Vec<Faults>) = read.unzip();
    for fault in check(&quotas, region, &on.edition).iter() {
        // `/quotas/3/target`: the row, and the column.
        let mut parts = fault.pointer.trim_start_matches("/quotas/").splitn(2, '/');
        let row = parts.next().and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
        let pointer = format!("/{}", parts.next().unwrap_or_default());
        let Some(own) = faults.get_mut(row) else { continue };
        let at = of_pointer(ImportKind::Quotas, &pointer);
        // What a cell cannot say is said once; a region of somebody else's is told by its name.
        if at.is_some()
            && own
                .iter()
                .any(|known| of_pointer(ImportKind::Quotas, &known.pointer) == at)
        {
            continue;
        }
        let named = at.is_some_and(|at| columns(ImportKind::Quotas)[at].pointer == "/region_code");
        if named && fault.code == FaultCode::UnknownRegion {
            let whole = on.regions.full_name(region).unwrap_or_default();
            own.push(Fault::new(pointer, FaultCode::OutsideRegion).with(whole));
        } else {
            own.push(Fault {
                pointer,
                ..fault.clone()
            });
        }
    }
    (quotas, faults)
}

/// Whether both set the same; a target of 0 is none.
fn same(one: &[Quota], other: &[Quota]) -> bool {
    let sorted = |all: &[Quota]| {
        let mut all: Vec<_> = all
            .iter()
            .filter(|quota| quota.target > 0)
            .map(|quota| (quota.region_code.clone(), quota.category.clone(), quota.target))
            .collect();
        all.sort();
        all
    };
    sorted(one) == sorted(other)
}
