//! Counting anew, to compare: whether the figures are what the activities add up to.

use std::collections::BTreeMap;

use domain::id::ActivityId;
use domain::statistics::{Cell, Contribution, Figures, changes};
use persistence::{StoreError, event, reference, statistics as store};

use super::fold::{contributions, fold_all};
use crate::app::App;
use crate::error::AppResult;

/// A figure that is not what the activities add up to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    pub cell: Cell,
    pub kept: Figures,
    pub counted: Figures,
}

const BATCH: i64 = 500;

/// Counts everything anew; answers the figures that differ. While others write it may name what has just changed.
pub async fn recount(app: &App) -> AppResult<Vec<Wrong>> {
    fold_all(app).await?;
    let mut counted: BTreeMap<Cell, Figures> = BTreeMap::new();
    let mut after: Option<ActivityId> = None;
    loop {
        let found = app
            .db()
            .read(move |conn| {
                let ids = event::activities_after(conn, after, BATCH)?;
                let all = contributions(conn, &ids)?;
                Ok::<_, StoreError>((ids.last().copied(), all))
            })
            .await?;
        let (Some(last), all) = found else { break };
        after = Some(last);
        let nothing = Contribution::default();
        for (cell, by) in changes(all.values().map(|one| (&nothing, one))) {
            let sum = counted.entry(cell).or_default();
            *sum = sum.plus(&by);
        }
    }
    let mut kept = app
        .db()
        .read(|conn| {
            let mut all = BTreeMap::new();
            for edition in reference::all_editions(conn)? {
                all.extend(store::everything(conn, &edition.key)?);
            }
            Ok::<_, StoreError>(all)
        })
        .await?;
    let mut wrong = Vec::new();
    for (cell, counted) in counted {
        let found = kept.remove(&cell).unwrap_or_default();
        if found != counted {
            wrong.push(Wrong {
                cell,
                kept: found,
                counted,
            });
        }
    }
    wrong.extend(
        kept.into_iter()
            .filter(|(_, kept)| !kept.is_zero())
            .map(|(cell, kept)| Wrong {
                cell,
                kept,
                counted: Figures::default(),
            }),
    );
    Ok(wrong)
}
