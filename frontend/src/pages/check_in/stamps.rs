//! One's own stamps.

use domain::check_in::Stamp;
use leptos::prelude::*;
use leptos_router::components::A;

use super::about;
use crate::api::check_in as calls;
use crate::format;
use crate::i18n::{check_in as words, t};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::shell::SignedIn;
use crate::ui::{ButtonKind, ButtonLink, EmptyState, Icon, IconName};

#[component]
pub fn StampsPage() -> impl IntoView {
    page::title(t(words::STAMPS));
    view! { <SignedIn><Stamps/></SignedIn> }
}

#[component]
fn Stamps() -> impl IntoView {
    let listing = Listing::new(calls::stamps);
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(words::STAMPS)}</h1>
            <p class="row-note">{t(words::STAMPS_LEAD)}</p>
            <Listed
                listing class="stamps" empty=move || view! {
                    <EmptyState title=t(words::STAMPS_NONE) text=t(words::STAMPS_NONE_HINT) icon=IconName::Flag>
                        <ButtonLink href="/activities" kind=ButtonKind::Primary>{t(crate::i18n::public::HOME_SEE_ALL)}</ButtonLink>
                    </EmptyState>
                }
                draw=|stamp| view! { <One stamp/> }.into_any()
            />
        </div>
    }
}

#[component]
fn One(stamp: Stamp) -> impl IntoView {
    let (title, place) = match stamp.activity_title {
        Some(title) => (title, Some(stamp.point_name)),
        None => (stamp.point_name, None),
    };
    let title = match about(stamp.activity_id, stamp.venue_id) {
        Some((href, _)) => view! { <A href=href>{title}</A> }.into_any(),
        None => title.into_any(),
    };
    view! {
        <article class="stamp card">
            <span class="stamp-mark" aria-hidden="true"><Icon name=IconName::Check/></span>
            <div>
                <h2 class="card-title">{title}</h2>
                <p class="row-note">{place.map(|name| format!("{name} · "))}{format::moment(stamp.at)}</p>
            </div>
        </article>
    }
}
