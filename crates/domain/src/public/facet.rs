//! How many of what was found have which value.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One value, and how many have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetValue {
    /// Code of the region, category, mode, audience or field.
    pub key: String,
    pub count: u32,
}

/// Activities on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FacetDay {
    /// Shanghai date.
    pub day: NaiveDate,
    pub count: u32,
}

/// How many of the found activities have which value; values that none has are left out. Within a facet that the search
/// itself narrows, the counts are those without that narrowing, so that one sees what else there is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    /// Directly below the region searched in, the most first.
    pub regions: Vec<FacetValue>,
    /// Categories and their children, the most first.
    pub categories: Vec<FacetValue>,
    pub modes: Vec<FacetValue>,
    pub audiences: Vec<FacetValue>,
    pub fields: Vec<FacetValue>,
    /// How many can be booked.
    pub bookable: u32,
    /// Days on which something takes place, in their order.
    pub days: Vec<FacetDay>,
    /// How many were found.
    pub found: u32,
    /// Whether all were counted. If not, every count is a lower bound: at least so many.
    pub complete: bool,
}
