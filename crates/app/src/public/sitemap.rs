//! What search engines walk through: every public activity, by edition and province.

use domain::id::ActivityId;
use domain::region::RegionCode;
use domain::statistics::Dimension;
use domain::time::Instant;
use persistence::public::{self, Editions, PublicFilter};
use persistence::{StoreError, reference, statistics};

use crate::app::App;
use crate::error::AppResult;

/// Addresses in one file at the most (sitemaps.org).
const ADDRESSES: usize = 50_000;

/// One file of addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub edition: String,
    pub province: RegionCode,
    /// From 1: of a province with more addresses than a file may hold there are several.
    pub number: u32,
}

/// Files that so many addresses fill.
fn files(addresses: i64) -> u32 {
    let addresses = usize::try_from(addresses).unwrap_or_default();
    u32::try_from(addresses.div_ceil(ADDRESSES)).unwrap_or(u32::MAX)
}

/// Editions and provinces in which there is something to see.
pub async fn parts(app: &App) -> AppResult<Vec<Part>> {
    let found = app
        .db()
        .read(|conn| {
            let provinces = reference::children(conn, &RegionCode::country())?;
            let codes: Vec<RegionCode> = provinces.into_iter().map(|region| region.code).collect();
            let mut all = Vec::new();
            for edition in reference::all_editions(conn)? {
                let shown =
                    statistics::figures_between(conn, &edition.key, Dimension::Shown, &codes, "", "")?;
                for (cell, figures) in shown {
                    all.extend((1..=files(figures.approved)).map(|number| Part {
                        edition: cell.edition.clone(),
                        province: cell.region.clone(),
                        number,
                    }));
                }
            }
            Ok::<_, StoreError>(all)
        })
        .await?;
    Ok(found)
}

/// The activities of one part, the latest first, and when each page was last changed.
pub async fn part(app: &App, part: Part) -> AppResult<Vec<(ActivityId, Instant)>> {
    let filter = PublicFilter {
        edition: Editions::Of(part.edition),
        region: Some(part.province.province()),
        ..PublicFilter::default()
    };
    let before = ADDRESSES.saturating_mul(part.number.saturating_sub(1) as usize);
    Ok(app
        .db()
        .read(move |conn| public::changed(conn, &filter, before, ADDRESSES))
        .await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_holds_more_than_it_may() {
        let files = [0, 1, 50_000, 50_001, 100_000, 100_001].map(files);
        assert_eq!(files, [0, 1, 1, 2, 2, 3]);
    }
}
