//! Themed routes (科普研学路线) as officials make them.

mod edit;
mod list;
mod stops;

pub use edit::{EditPage, NewPage};
pub use list::ListPage;

use domain::id::RouteId;
use domain::route::RouteStatus;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::{route as words, t, venue};
use crate::pages::venue::WATCH;
use crate::ui::{Badge, Tone};

/// The routes of a region.
pub const LIST: &str = "/guides/routes";

fn href(id: RouteId) -> String {
    format!("{LIST}/{id}")
}

/// The way between the routes and the venues of a region.
#[component]
pub fn Between() -> impl IntoView {
    view! {
        <nav class="chips" aria-label=t(words::MENU)>
            <A href=LIST attr:class="chip">{t(words::LIST)}</A>
            <A href=WATCH attr:class="chip">{t(venue::LIST)}</A>
        </nav>
    }
}

#[component]
fn StatusBadge(status: RouteStatus) -> impl IntoView {
    let tone = match status {
        RouteStatus::Draft => Tone::Neutral,
        RouteStatus::Published => Tone::Good,
        RouteStatus::Withdrawn => Tone::Warning,
    };
    view! { <Badge tone>{t(words::status(status))}</Badge> }
}
