//! Science venues (科普阵地) of an organisation, and those of a region for its officials.

mod edit;
mod form;
mod hours;
mod own;
mod watch;

pub use edit::{EditPage, NewPage};
pub use own::OwnPage;
pub use watch::WatchPage;

use domain::id::{OrganizationId, VenueId};
use domain::venue::VenueItem;
use leptos::prelude::*;

use crate::i18n::{t, venue as words};
use crate::ui::{Badge, Tone};

/// The venues of an organisation.
pub fn of_organization(id: OrganizationId) -> String {
    format!("/my/organizations/{id}/venues")
}

/// The page on which a venue is changed.
fn href(id: VenueId) -> String {
    format!("/my/venues/{id}")
}

/// The venues of a region.
pub const WATCH: &str = "/guides/venues";

/// Whether everybody sees it, and why not.
#[component]
fn Standing(item: VenueItem) -> impl IntoView {
    let (tone, text) = match (&item.hidden_reason, item.public) {
        (Some(_), _) => (Tone::Bad, words::HIDDEN),
        (None, true) => (Tone::Good, words::PUBLIC),
        (None, false) => (Tone::Neutral, words::NOT_PUBLIC),
    };
    view! { <Badge tone>{t(text)}</Badge> }
}
