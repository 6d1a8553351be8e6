//! What filings of an edition are held against.

use domain::activity::status::Route;
use domain::dictionary::Dictionaries;
use domain::edition::Edition;
use persistence::activity::ActivityRecord;
use persistence::organization::OrganizationRecord;
use persistence::{Conn, reference};

use super::view;
use crate::error::AppResult;

/// Edition and dictionaries, read once for all that a transaction files.
pub(crate) struct Rulebook {
    pub(crate) edition: Edition,
    pub(crate) dictionaries: Dictionaries,
}

impl Rulebook {
    /// `None` where there is no such edition.
    pub(super) fn find(conn: &mut Conn, key: &str) -> AppResult<Option<Self>> {
        let Some(edition) = reference::edition(conn, key)? else {
            return Ok(None);
        };
        Self::with(conn, edition).map(Some)
    }

    /// Of an edition that something was filed in.
    pub(crate) fn of(conn: &mut Conn, key: &str) -> AppResult<Self> {
        let edition = view::edition_of(conn, key)?;
        Self::with(conn, edition)
    }

    fn with(conn: &mut Conn, edition: Edition) -> AppResult<Self> {
        let dictionaries = reference::all_dictionaries(conn)?;
        Ok(Self {
            edition,
            dictionaries,
        })
    }

    /// The review line (条线) of an organisation.
    pub(super) fn line_of(&self, o: &OrganizationRecord) -> Option<String> {
        self.dictionaries.line_of(&o.kind).map(ToOwned::to_owned)
    }
}

/// Where a step leads: the edition it is taken in, and the stages the activity passes.
#[derive(Clone, Copy)]
pub(crate) struct Course<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) route: Route,
}

impl<'a> Course<'a> {
    /// The city's stage where the edition says so, the province's unless the activity is nationwide.
    pub(crate) fn of(edition: &'a Edition, a: &ActivityRecord) -> Self {
        let route = Route::new(
            edition.city_reviews(&a.review_region),
            !a.review_region.is_country(),
        );
        Self { edition, route }
    }
}
