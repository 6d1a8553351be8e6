//! Near me: within half an hour, by the way one goes.

use domain::place::Travel;
use leptos::prelude::*;

use super::narrow::Narrow;
use crate::api::public::MINUTES;
use crate::i18n::{Text, public, t, tf};
use crate::locate::{Unlocated, locate};
use crate::ui::{Icon, IconName};

const fn name(way: Travel) -> Text {
    match way {
        Travel::Walk => public::BY_FOOT,
        Travel::Bicycle => public::BY_BICYCLE,
        Travel::Transit => public::BY_TRANSIT,
        Travel::Car => public::BY_CAR,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asking {
    Not,
    Waiting,
    Failed(Text),
}

#[component]
pub fn NearMe() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let asking = RwSignal::new(Asking::Not);
    let on = move || narrow.with(|s| !s.near.is_empty());
    let press = move |_| {
        if on() {
            narrow.change(|s| s.near = String::new());
        } else {
            ask(narrow, asking);
        }
    };
    view! {
        <fieldset class="chips">
            <legend class="visually-hidden">{t(public::NEAR_ME)}</legend>
            <button type="button" class="chip" aria-pressed=move || if on() { "true" } else { "false" } on:click=press>
                <Icon name=IconName::Place/>{t(public::NEAR_ME)}
            </button>
            {move || on().then(|| Travel::ALL.into_iter().map(|way| {
                let pressed = narrow.with(|s| s.travel()) == way;
                view! {
                    <button
                        type="button"
                        class="chip chip-small"
                        aria-pressed=if pressed { "true" } else { "false" }
                        on:click=move |_| narrow.change(|s| s.travel = way.as_str().to_owned())
                    >{t(name(way))}</button>
                }
            }).collect_view())}
        </fieldset>
        <p class="near-note" role="status">
            {move || match asking.get() {
                Asking::Waiting => t(public::NEAR_WAITING).to_owned(),
                Asking::Failed(why) => t(why).to_owned(),
                Asking::Not if on() => tf(public::NEAR_NOTE, &[&MINUTES.to_string()]),
                Asking::Not => String::new(),
            }}
        </p>
    }
}

/// The place goes into the address, rounded to about a hundred metres, and nowhere else.
fn ask(narrow: Narrow, asking: RwSignal<Asking>) {
    asking.set(Asking::Waiting);
    locate(move |answer| {
        let state = match answer {
            Ok(at) => {
                let (north, east) = (at.latitude.get(), at.longitude.get());
                narrow.change(|s| s.near = format!("{north:.3},{east:.3}"));
                Asking::Not
            }
            Err(Unlocated::Refused) => Asking::Failed(public::NEAR_REFUSED),
            Err(Unlocated::Unknown) => Asking::Failed(public::NEAR_UNKNOWN),
        };
        // The page may be gone.
        let _ = asking.try_set(state);
    });
}
