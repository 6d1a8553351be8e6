//! The score card of a list: six indicators from data, their weights, and what experts think.

mod experts;
mod table;
mod weights;

use domain::recommendation::ListAction;
use leptos::prelude::*;

use self::experts::Experts;
use self::table::Table;
pub use self::table::indicator_name;
use self::weights::Weights;
use super::desk::use_desk;
use crate::api::recommendation as calls;
use crate::i18n::{recommendation as words, t};
use crate::load::Loaded;

#[component]
pub fn Scores() -> impl IntoView {
    let desk = use_desk();
    let again = RwSignal::new(0_u32);
    let id = desk.id();
    let fetch = move || {
        again.track();
        calls::score_card(id)
    };
    let renew = Callback::new(move |()| again.update(|n| *n += 1));
    view! {
        <div class="scores">
            <p class="row-note">{t(words::SCORES_LEAD)}</p>
            <Loaded lines=8 fetch draw=move |card| {
                let edits = untrack(|| desk.can(ListAction::Score));
                let weights = card.weights.clone();
                let experts = card.experts.clone();
                let most = card.lines.len();
                view! {
                    <Table card/>
                    <div class="score-settings">
                        <Weights weights edits renew/>
                        <Experts experts most edits renew/>
                    </div>
                }
                .into_any()
            }/>
        </div>
    }
}
