//! The venues of a region: what should not be public is taken down by its officials.

use domain::venue::VenueItem;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::Standing;
use crate::api::venue as calls;
use crate::form::FormFaults;
use crate::i18n::{t, venue as words};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::reason::ReasonDialog;
use crate::pages::{reporting, route};
use crate::pause::after_pause;
use crate::shell::{OVER_REGIONS, SignedInAs};
use crate::ui::{Button, ButtonKind, Checkbox, EmptyState, IconName, TextInput, toast};

/// After this long without typing the words are searched for.
const PAUSE_MS: u32 = 400;

#[component]
pub fn WatchPage() -> impl IntoView {
    page::title(t(words::WATCH));
    view! { <SignedInAs roles=OVER_REGIONS><Watch/></SignedInAs> }
}

#[component]
fn Watch() -> impl IntoView {
    let (typed, q, hidden) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(false),
    );
    let settle = after_pause(PAUSE_MS, move |text: String| {
        // The same words are not searched for twice.
        if q.try_with_untracked(|q| *q != text) == Some(true) {
            q.set(text);
        }
    });
    Effect::new(move |_| settle(typed.get()));
    let listing = Listing::new(move |cursor| calls::in_region(String::new(), q.get(), hidden.get(), cursor));
    // What is judged now.
    let judged = RwSignal::new(None::<VenueItem>);
    let open = RwSignal::new(false);
    let (faults, busy) = (FormFaults::default(), RwSignal::new(false));
    let hides = move || judged.with(|item| item.as_ref().is_some_and(|item| item.hidden_reason.is_none()));
    let confirm = Callback::new(move |reason: String| {
        let Some(item) = judged.get_untracked() else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = calls::judge(item.id, item.version, item.hidden_reason.is_none(), reason).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    open.set(false);
                    toast::success(t(words::JUDGED));
                    listing.reload();
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    });
    let ask = Callback::new(move |item: VenueItem| {
        judged.set(Some(item));
        faults.clear();
        open.set(true);
    });
    let empty = || view! { <EmptyState title=t(words::NOTHING) text="" icon=IconName::Building/> };
    view! {
        <div class="wrap page">
            <reporting::Tabs/>
            <div class="page-head">
                <h1 class="page-title">{t(words::WATCH)}</h1>
                <route::Between/>
            </div>
            <p class="page-note">{t(words::WATCH_LEAD)}</p>
            <TextInput label=t(words::SEARCH) value=typed kind="search"/>
            <Checkbox label=t(words::ONLY_HIDDEN) value=hidden/>
            <Listed listing class="venues" empty draw=move |item: VenueItem| view! { <Row item ask/> }.into_any()/>
            {move || {
                let (title, action) = if hides() {
                    (words::HIDE_TITLE, words::HIDE)
                } else {
                    (words::RESTORE_TITLE, words::RESTORE)
                };
                let danger = hides();
                view! {
                    <ReasonDialog open title=t(title) label=t(words::REASON) action=t(action) danger faults busy on_confirm=confirm/>
                }
            }}
        </div>
    }
}

#[component]
fn Row(item: VenueItem, ask: Callback<VenueItem>) -> impl IntoView {
    let hidden = item.hidden_reason.clone();
    let asked = item.clone();
    let action = if hidden.is_some() {
        words::RESTORE
    } else {
        words::HIDE
    };
    let (name, where_and_whose) = (
        item.name.clone(),
        format!("{} · {}", item.region_name, item.organization_name),
    );
    let name = if item.public {
        view! { <A href=format!("/venues/{}", item.id)>{name}</A> }.into_any()
    } else {
        name.into_any()
    };
    view! {
        <article class="venue venue-row">
            <div class="venue-row-text">
                <h2 class="activity-title">{name}</h2>
                <p class="row-note">{where_and_whose}</p>
                {hidden.map(|why| view! { <p class="row-note">{why}</p> })}
            </div>
            <Standing item/>
            <Button kind=ButtonKind::Secondary on_press=move || ask.run(asked.clone())>{t(action)}</Button>
        </article>
    }
}
