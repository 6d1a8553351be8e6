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

/// Editions and provinces in which there is something to see.
pub async fn parts(app: &App) -> AppResult<Vec<(String, RegionCode)>> {
    let found = app
        .db()
        .read(|conn| {
            let provinces = reference::children(conn, &RegionCode::country())?;
            let codes: Vec<RegionCode> = provinces.into_iter().map(|region| region.code).collect();
            let mut all = Vec::new();
            for edition in reference::all_editions(conn)? {
                let shown =
                    statistics::figures_between(conn, &edition.key, Dimension::Shown, &codes, "", "")?;
                let shown = shown.into_iter().filter(|(_, figures)| figures.approved > 0);
                all.extend(shown.map(|(cell, _)| (cell.edition, cell.region)));
            }
            Ok::<_, StoreError>(all)
        })
        .await?;
    Ok(found)
}

/// The activities of one part, the latest first, and when each page was last changed.
pub async fn part(app: &App, edition: String, province: RegionCode) -> AppResult<Vec<(ActivityId, Instant)>> {
    let filter = PublicFilter {
        edition: Editions::Of(edition),
        region: Some(province.province()),
        ..PublicFilter::default()
    };
    Ok(app
        .db()
        .read(move |conn| public::changed(conn, &filter, ADDRESSES))
        .await?)
}
