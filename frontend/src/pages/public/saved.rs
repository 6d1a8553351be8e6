//! Activities saved on this device.

use leptos::prelude::*;

use super::ActivityCard;
use crate::i18n::{public, t};
use crate::page;
use crate::saved::Saved;
use crate::ui::{Button, ButtonKind, ButtonLink, EmptyState, IconName};

#[component]
pub fn SavedPage() -> impl IntoView {
    page::title(t(public::SAVED));
    let saved = expect_context::<Saved>();
    view! {
        <div class="wrap page">
            <h1 class="page-title">{t(public::SAVED)}</h1>
            <p class="row-note">{t(public::SAVED_NOTE)}</p>
            {move || {
                let all = saved.all();
                if all.is_empty() {
                    return view! {
                        <EmptyState title=t(public::SAVED_NONE) text=t(public::SAVED_NONE_TEXT) icon=IconName::Star>
                            <ButtonLink href="/activities" kind=ButtonKind::Primary>{t(public::HOME_SEE_ALL)}</ButtonLink>
                        </EmptyState>
                    }.into_any();
                }
                view! {
                    <ul class="activities activities-list">
                        {all.into_iter().map(|card| view! { <li><ActivityCard card/></li> }).collect_view()}
                    </ul>
                }.into_any()
            }}
        </div>
    }
}

/// Saves an activity on this device, or lets it go.
#[component]
pub fn SaveButton(card: domain::public::PublicActivityCard) -> impl IntoView {
    let saved = expect_context::<Saved>();
    let id = card.id;
    let card = StoredValue::new(card);
    let press = Callback::new(move |()| card.with_value(|card| saved.toggle(card)));
    move || {
        let text = t(if saved.has(id) {
            public::SAVED_ALREADY
        } else {
            public::SAVE
        });
        view! { <Button kind=ButtonKind::Quiet icon=IconName::Star on_press=press>{text}</Button> }
    }
}
