//! Correcting what is published: a new revision with a note.

use domain::circular::{CircularAction, Correction, check_correction};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Open;
use super::fields::{ContentEntry, ContentFields};
use crate::api::circular as calls;
use crate::form::FormFaults;
use crate::i18n::{circular as words, general, t};
use crate::page;
use crate::ui::{Button, ButtonKind, Card, IconName, TextInput, toast};

#[component]
pub(super) fn Correct(open: Open) -> impl IntoView {
    let can = Memo::new(move |_| open.c.with(|c| c.actions.contains(&CircularAction::Correct)));
    let shown = RwSignal::new(false);
    view! {
        {move || (can.get() && !shown.get()).then(|| view! {
            <Button icon=IconName::Edit on_press=move || shown.set(true)>{t(words::CORRECT)}</Button>
        })}
        {move || (can.get() && shown.get()).then(|| view! { <Form open shown/> })}
    }
}

#[component]
fn Form(open: Open, shown: RwSignal<bool>) -> impl IntoView {
    let content = open.c.with_untracked(ContentEntry::of);
    let known = StoredValue::new(open.c.with_untracked(|c| c.content.deadlines.clone()));
    let (note, faults) = (RwSignal::new(String::new()), FormFaults::default());
    let entered = move || Correction {
        content: content.entered(),
        note: note.with(|note| note.trim().to_owned()),
    };
    let check = move || {
        let today = page::now().map(|now| now.shanghai_date()).unwrap_or_default();
        known.with_value(|known| check_correction(&entered(), today, known))
    };
    faults.follow(check);
    let send = move || {
        if open.busy.get_untracked() || content.is_busy() || faults.show(&untrack(check)) {
            return;
        }
        let correction = untrack(entered);
        open.busy.set(true);
        spawn_local(async move {
            let answer = calls::correct(open.id(), open.version(), &correction).await;
            if open.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    shown.set(false);
                    open.c.set(now);
                    toast::success(t(words::CORRECTED_NOW));
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <Card title=t(words::CORRECT)>
            <p class="row-note">{t(words::CORRECT_LEAD)}</p>
            <div class="circular-form">
                <TextInput label=t(words::NOTE) value=note fault=faults.at("/note") required=true/>
                <ContentFields entry=content faults/>
                <div class="form-buttons">
                    <Button on_press=move || shown.set(false)>{t(general::CANCEL)}</Button>
                    <Button kind=ButtonKind::Primary busy=open.busy on_press=send>{t(words::CORRECT)}</Button>
                </div>
            </div>
        </Card>
    }
}
