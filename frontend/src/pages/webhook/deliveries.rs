//! What was sent to an address, by how it went; each can be sent again.

use domain::id::WebhookId;
use domain::webhook::{Delivery, DeliveryStatus, Webhook};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::delivery::Row;
use crate::api::webhook as calls;
use crate::i18n::{general, review, t, tf, webhook as words};
use crate::listing::{Listed, Listing};
use crate::pages::connection::Opened;
use crate::pause::after_pause;
use crate::ui::{Button, ButtonKind, EmptyState, IconName, Tab, Tabs, toast};

const ALL: &str = "all";
/// Milliseconds within which most receivers have answered.
const ANSWERED_MS: u32 = 2_000;

/// Sending again. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct Replay {
    /// The one that is being asked for.
    pub number: RwSignal<Option<i32>>,
    pub run: Callback<i32>,
}

#[component]
pub(super) fn Deliveries(opened: Opened<Webhook>) -> impl IntoView {
    let id = opened.it.with_untracked(|w| w.id);
    let chosen = RwSignal::new(ALL);
    // Counts how often everything is looked at anew.
    let again = RwSignal::new(0_u32);
    let refresh = move || {
        again.update(|n| *n += 1);
        spawn_local(async move {
            // The list says it where nothing can be had.
            if let Ok(now) = calls::show(id).await {
                opened.see(now, |w| w.version);
            }
        });
    };
    let once_more = after_pause(ANSWERED_MS, move |()| refresh());
    let number = RwSignal::new(None);
    let run = Callback::new(move |n: i32| {
        if number.get_untracked().is_some() {
            return;
        }
        number.set(Some(n));
        spawn_local(async move {
            let answer = calls::replay(id, n).await;
            // The page may be gone by now.
            if number.try_set(None).is_some() {
                return;
            }
            match answer {
                Ok(made) => {
                    toast::success(tf(words::REPLAYED, &[&made.n.to_string()]));
                    refresh();
                    once_more(());
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let replay = Replay { number, run };
    let mut tabs = vec![Tab::new(ALL, t(general::ALL))];
    let statuses = [
        DeliveryStatus::Pending,
        DeliveryStatus::Delivered,
        DeliveryStatus::Dead,
    ];
    tabs.extend(statuses.map(|status| Tab::new(status.as_str(), words::delivery_status(status))));
    let paused = Memo::new(move |_| opened.it.with(|w| !w.active));
    let panel = Callback::new(move |status| view! { <Log id status again paused replay/> }.into_any());
    view! {
        <section class="card" aria-label=t(words::LOG)>
            <div class="card-head">
                <h2 class="card-title">{t(words::LOG)}</h2>
                <Button kind=ButtonKind::Quiet icon=IconName::Refresh on_press=refresh>{t(review::REFRESH)}</Button>
            </div>
            <p class="row-note">{t(words::LOG_HINT)}</p>
            <Tabs label=t(words::LOG_FILTER) tabs chosen panel/>
        </section>
    }
}

#[component]
fn Log(
    id: WebhookId,
    /// As on the wire, or all.
    status: &'static str,
    again: RwSignal<u32>,
    paused: Memo<bool>,
    replay: Replay,
) -> impl IntoView {
    let wanted = if status == ALL { "" } else { status };
    let listing = Listing::new(move |cursor| {
        again.track();
        calls::deliveries(id, wanted, cursor)
    });
    let empty = move || {
        let (title, text) = match status {
            ALL => (t(words::LOG_NONE), t(words::LOG_NONE_HINT)),
            _ => (t(words::LOG_NONE_FOUND), ""),
        };
        view! { <EmptyState title text icon=IconName::Bell/> }
    };
    view! {
        <Listed
            listing class="deliveries" lines=4 empty
            draw=move |d: Delivery| view! { <Row d paused replay/> }.into_any()
        />
    }
}
