//! What differs from the registry, with how the connection stands above it.

use leptos::prelude::*;

use super::conflict::Conflict;
use super::state::State;
use crate::api::registry as calls;
use crate::fetched::Fetched;
use crate::i18n::{registry, review, t, tf};
use crate::listing::{Listed, Listing};
use crate::pages::organization::kinds::Kinds;
use crate::ui::{Button, ButtonKind, Choice, EmptyState, IconName, Select};

/// `region` narrows it; empty is one's whole reach. `filters` stand beside the choice of status.
#[component]
pub fn Conflicts(region: RwSignal<String>, #[prop(optional, into)] filters: ViewFn) -> impl IntoView {
    // Asked for once, before the first row needs their names.
    Kinds::here();
    let status = RwSignal::new("open".to_owned());
    let state = Fetched::new(calls::state);
    let listing = Listing::new(move |cursor| {
        let (region, status) = (region.get(), status.get());
        async move { calls::conflicts(&region, &status, cursor).await }
    });
    let busy = Signal::derive(move || listing.is_busy());
    let reload = Callback::new(move |()| {
        state.refetch();
        listing.reload();
    });
    let statuses = [
        ("open", registry::OPEN),
        ("decided", registry::DECIDED),
        ("superseded", registry::SUPERSEDED),
    ];
    let statuses = statuses.map(|(value, text)| Choice::new(value, t(text))).to_vec();
    let count = move || {
        let total = listing.total().filter(|n| *n > 0 && listing.is_loaded())?;
        Some(tf(registry::COUNT, &[&total.to_string()]))
    };
    let empty = move || {
        if status.with(|s| s == "open") {
            view! { <EmptyState title=t(registry::EMPTY_OPEN) text=t(registry::EMPTY_OPEN_HINT) icon=IconName::Check/> }
        } else {
            view! { <EmptyState title=t(registry::EMPTY) icon=IconName::Check/> }
        }
    };
    view! {
        <div class="doubles-head">
            {move || state.get().and_then(Result::ok).map(|state| view! { <State state/> })}
            <div class="card-head">
                <p class="doubles-count" role="status">{count}</p>
                <Button kind=ButtonKind::Quiet icon=IconName::Refresh busy on_press=reload>{t(review::REFRESH)}</Button>
            </div>
            <div class="desk-filters">
                <Select label=t(registry::STATUS) value=status choices=statuses/>
                {filters.run()}
            </div>
        </div>
        <Listed
            listing class="doubles" empty
            draw=move |conflict| view! { <Conflict conflict on_stale=reload/> }.into_any()
        />
    }
}
