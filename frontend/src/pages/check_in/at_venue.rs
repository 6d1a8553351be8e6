//! Check-in at a venue: set up once, then a screen.

use domain::check_in::{VenuePoint, VenuePointChange};
use domain::id::VenueId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::screen::{Place, Screen};
use crate::api::check_in as calls;
use crate::i18n::{check_in as words, t, tf, venue as venue_words};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, ButtonKind, Crumb, EmptyState, IconName, toast};

#[component]
pub fn VenueScreenPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let id = page::id_in_path::<VenueId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! { <AtVenue id/> }.into_any(),
            }}
        </SignedIn>
    }
}

#[component]
fn AtVenue(id: VenueId) -> impl IntoView {
    let again = RwSignal::new(0_u32);
    let fetch = move || {
        again.track();
        calls::venue_point(id)
    };
    view! { <Loaded heading=true lines=6 fetch draw=move |point| view! { <SetUp point again/> }.into_any()/> }
}

/// The screen where it is set up, otherwise what it would be.
#[component]
fn SetUp(point: VenuePoint, again: RwSignal<u32>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let (id, version) = (point.venue_id, point.version);
    let set = move |enabled: bool| {
        let change = VenuePointChange {
            enabled: Some(enabled),
            ..VenuePointChange::default()
        };
        busy.set(true);
        spawn_local(async move {
            let answer = calls::change_venue_point(id, version, &change).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => toast::success(t(if enabled {
                    words::REOPENED
                } else {
                    words::CLOSED_NOW
                })),
                Err(failure) => toast::failure(failure.message()),
            }
            again.update(|n| *n += 1);
        });
    };
    let above = vec![Crumb::new(format!("/my/venues/{id}"), point.venue_name.clone())];
    view! {
        <div class="wrap page no-print">
            <Breadcrumb above here=t(words::TITLE).to_owned()/>
            {if point.enabled {
                view! {
                    <div class="page-actions">
                        <Button kind=ButtonKind::Quiet busy on_press=move || set(false)>{t(words::CLOSE)}</Button>
                    </div>
                }.into_any()
            } else {
                view! {
                    <h1 class="page-title">{t(words::AT_VENUE)}</h1>
                    <EmptyState title=t(words::AT_VENUE_OFF) text=t(words::AT_VENUE_LEAD) icon=IconName::Flag>
                        <Button kind=ButtonKind::Primary busy on_press=move || set(true)>{t(words::AT_VENUE_START)}</Button>
                    </EmptyState>
                }.into_any()
            }}
            {(point.enabled && !point.open).then(|| view! { <p class="notice">{t(venue_words::NOT_PUBLIC)}</p> })}
            {(!point.enabled && point.check_ins > 0).then(|| view! {
                <p class="row-note">{tf(words::VISITS, &[&point.check_ins.to_string()])}</p>
            })}
        </div>
        {point.enabled.then(|| view! { <Screen of=Place::Venue(id)/> })}
    }
}
