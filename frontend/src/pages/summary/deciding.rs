//! What the level above decides: accept, or send back with a reason.

use domain::summary::{Summary, SummaryAction};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answer, summary as api};
use crate::form::FormFaults;
use crate::i18n::{Text, summary as words, t};
use crate::pages::reason::ReasonDialog;
use crate::ui::{Button, ButtonKind, Confirm, IconName, toast};

#[component]
pub fn Deciding(s: Summary, on_done: Callback<()>) -> impl IntoView {
    let (accepting, returning, busy) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let faults = FormFaults::default();
    let (id, version) = (s.item.id, s.item.version);
    let settle = move |answer: Answer<Summary>, done: Text| {
        // The page may be gone by now.
        if busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(_) => {
                accepting.set(false);
                returning.set(false);
                toast::success(t(done));
                on_done.run(());
            }
            Err(failure) => faults.fail(&failure),
        }
    };
    let accept = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move { settle(api::accept(id, version).await, words::ACCEPTED_DONE) });
    });
    let give_back = Callback::new(move |reason: String| {
        busy.set(true);
        spawn_local(async move { settle(api::give_back(id, version, reason).await, words::RETURNED_DONE) });
    });
    let can = |action| s.actions.contains(&action);
    let (accepts, returns) = (can(SummaryAction::Accept), can(SummaryAction::Return));
    (accepts || returns).then(|| {
        view! {
            <div class="cluster">
                <Button kind=ButtonKind::Primary icon=IconName::Check on_press=move || accepting.set(true)>{t(words::ACCEPT)}</Button>
                <Button icon=IconName::Undo on_press=move || returning.set(true)>{t(words::RETURN)}</Button>
            </div>
            <Confirm open=accepting title=t(words::ACCEPT) action=t(words::ACCEPT) kind=ButtonKind::Primary busy on_confirm=accept>
                <p>{t(words::ACCEPT_TEXT)}</p>
            </Confirm>
            <ReasonDialog
                open=returning title=t(words::RETURN_TITLE) text=t(words::RETURN_TEXT) label=t(words::RETURN_LABEL)
                action=t(words::RETURN) faults busy on_confirm=give_back
            />
        }
    })
}
