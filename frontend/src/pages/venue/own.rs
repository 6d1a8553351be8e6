//! The venues of one's organisation.

use domain::id::OrganizationId;
use domain::venue::VenueItem;
use leptos::prelude::*;
use leptos_router::components::A;

use super::{Standing, href, of_organization};
use crate::api::venue as calls;
use crate::i18n::{organization as organization_words, t, venue as words};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::{NotFound, organization};
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, ButtonKind, ButtonLink, Crumb, EmptyState, IconName};

#[component]
pub fn OwnPage() -> impl IntoView {
    page::title(t(words::OWN));
    let id = page::id_in_path::<OrganizationId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! { <Own id/> }.into_any(),
            }}
        </SignedIn>
    }
}

#[component]
fn Own(id: OrganizationId) -> impl IntoView {
    let listing = Listing::new(move |cursor| calls::of_organization(id, cursor));
    let empty = || view! { <EmptyState title=t(words::OWN_NONE) text=t(words::OWN_NONE_HINT) icon=IconName::Building/> };
    view! {
        <div class="wrap page">
            <Breadcrumb
                above=vec![
                    Crumb::new(organization::LIST, t(organization_words::LIST)),
                    Crumb::new(organization::href(id), t(organization_words::FACTS)),
                ]
                here=t(words::OWN).to_owned()
            />
            <div class="page-head">
                <h1 class="page-title">{t(words::OWN)}</h1>
                <ButtonLink href=format!("{}/new", of_organization(id)) kind=ButtonKind::Primary icon=IconName::Plus>{t(words::NEW)}</ButtonLink>
            </div>
            <p class="page-note">{t(words::OWN_LEAD)}</p>
            <Listed listing class="venues" empty draw=|item: VenueItem| view! { <Row item/> }.into_any()/>
        </div>
    }
}

#[component]
fn Row(item: VenueItem) -> impl IntoView {
    let (name, region) = (item.name.clone(), item.region_name.clone());
    view! {
        <article class="venue venue-row">
            <div class="venue-row-text">
                <h2 class="activity-title"><A href=href(item.id)>{name}</A></h2>
                <p class="row-note">{region}</p>
            </div>
            <Standing item/>
        </article>
    }
}
