//! Activities (活动): what is filed, what a submission must hold, and how it moves through review.

pub mod content;
pub mod diff;
pub mod finding;
pub mod rules;
pub mod similarity;
pub mod status;
pub mod view;

use crate::region::{Region, RegionCode, RegionKind};

/// The region whose officials are in charge (归口) of an activity that takes place in `place` and is filed by an
/// organisation of `home`. A zone or the corps is looked after by the region in charge of it; what crosses regions
/// or is nationwide online, and a draft without a place, by the organisation's own region.
pub fn review_region(place: Option<&Region>, home: &RegionCode) -> RegionCode {
    match place {
        None => home.clone(),
        Some(place) => match place.kind {
            RegionKind::CrossRegion => home.clone(),
            RegionKind::StatisticalZone | RegionKind::Xpcc => {
                place.in_charge_code.clone().unwrap_or_else(|| place.code.clone())
            }
            _ => place.code.clone(),
        },
    }
}
