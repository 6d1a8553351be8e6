//! What stands above the form: whether it is saved, and what is still to do.

use domain::time::Instant;
use leptos::prelude::*;

use super::{Form, part_of};
use crate::format;
use crate::i18n::{activity, tf};
use crate::page;

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

/// When the draft was saved last.
pub fn saved_at(at: Option<Instant>) -> String {
    tf(activity::SAVED_AT, &[&at.map(format::time).unwrap_or_default()])
}
