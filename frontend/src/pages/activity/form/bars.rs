//! What stands above the form: whether it is saved, and what is still to do.

use leptos::prelude::*;

use super::{Form, Saving, SavingState, part_of};
use crate::format;
use crate::i18n::{activity, general, t, tf};
use crate::page;
use crate::ui::Button;

/// Every fault at once, each leading to its field.
#[component]
pub fn FaultList(form: Form, part: RwSignal<usize>) -> impl IntoView {
    let faults = form.faults;
    move || {
        let all = faults.all();
        (!all.is_empty()).then(|| {
            view! {
                <div class="notice notice-wrong" id="form-faults" tabindex="-1" role="alert">
                    <p class="notice-title">{tf(activity::FAULTS_TITLE, &[&all.len().to_string()])}</p>
                    <ul>
                        {all.into_iter().map(|fault| {
                            let at = part_of(&fault);
                            view! {
                                <li><button type="button" class="link" on:click=move |_| {
                                    part.set(at);
                                    page::focus_first_fault();
                                }>{fault.message}</button></li>
                            }
                        }).collect_view()}
                    </ul>
                </div>
            }
        })
    }
}

#[component]
pub fn SavingBar(saving: Saving) -> impl IntoView {
    let state = saving.state;
    let text = move || match state.get() {
        SavingState::Saved(at) => tf(activity::SAVED_AT, &[&at.map(format::time).unwrap_or_default()]),
        SavingState::Unsaved => t(activity::UNSAVED).to_owned(),
        SavingState::Saving => t(activity::SAVING).to_owned(),
        SavingState::Failed(why) => tf(activity::SAVE_FAILED, &[&why]),
        SavingState::Refused => t(activity::SAVE_REFUSED).to_owned(),
        SavingState::Conflict => t(activity::CONFLICT).to_owned(),
    };
    let wrong = move || {
        matches!(
            state.get(),
            SavingState::Failed(_) | SavingState::Refused | SavingState::Conflict
        )
    };
    view! {
        <div class="saving" class:saving-wrong=wrong role="status" aria-live="polite">
            <span>{text}</span>
            {move || (state.get() == SavingState::Conflict).then(|| view! {
                <Button on_press=move || saving.keep_mine()>{t(activity::CONFLICT_KEEP)}</Button>
                <Button on_press=|| { let _ = window().location().reload(); }>{t(activity::CONFLICT_LOAD)}</Button>
            })}
            {move || matches!(state.get(), SavingState::Failed(_)).then(|| view! {
                <Button on_press=move || leptos::task::spawn_local(async move { saving.save().await; })>{t(general::RETRY)}</Button>
            })}
        </div>
    }
}
