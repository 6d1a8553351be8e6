//! Whether the form is saved.

use domain::time::Instant;
use leptos::prelude::*;

use super::{Autosave, SavesItself, SavingState};
use crate::i18n::{Text, activity, general, t, tf};
use crate::ui::Button;

/// `saved` says when it was saved last, `conflict` that somebody else has changed the same.
#[component]
pub fn SavingBar<F: SavesItself>(
    saving: Autosave<F>,
    saved: fn(Option<Instant>) -> String,
    conflict: Text,
) -> impl IntoView {
    let state = saving.state;
    let text = move || match state.get() {
        SavingState::Saved(at) => saved(at),
        SavingState::Unsaved => t(activity::UNSAVED).to_owned(),
        SavingState::Saving => t(activity::SAVING).to_owned(),
        SavingState::Failed(_) if saving.waits() && !window().navigator().on_line() => {
            t(activity::SAVED_HERE).to_owned()
        }
        SavingState::Failed(why) => tf(activity::SAVE_FAILED, &[&why]),
        SavingState::Refused => t(activity::SAVE_REFUSED).to_owned(),
        SavingState::Conflict => t(conflict).to_owned(),
    };
    view! {
        <div class="saving" class:saving-wrong=move || saving.is_stuck() role="status" aria-live="polite">
            <span>{text}</span>
            {move || (state.get() == SavingState::Conflict).then(|| view! {
                <Button on_press=move || saving.keep_mine()>{t(activity::CONFLICT_KEEP)}</Button>
                <Button on_press=|| { let _ = window().location().reload(); }>{t(activity::CONFLICT_LOAD)}</Button>
            })}
            {move || matches!(state.get(), SavingState::Failed(_)).then(|| view! {
                <Button on_press=move || saving.save_soon()>{t(general::RETRY)}</Button>
            })}
        </div>
    }
}
