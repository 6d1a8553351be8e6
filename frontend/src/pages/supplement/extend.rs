//! Moving the deadline of one activity (延期): for the province.

use domain::activity::view::REASON_MAX;
use domain::id::ActivityId;
use domain::problem::{Fault, FaultCode, Faults};
use domain::supplement::{NewExtension, Supplement};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::supplement as api;
use crate::form::FormFaults;
use crate::i18n::{general, supplement, t};
use crate::ui::{Button, ButtonKind, DateInput, Dialog, TextArea, toast};

#[component]
pub fn ExtendDialog(open: RwSignal<bool>, id: ActivityId, on_done: Callback<Supplement>) -> impl IntoView {
    view! {
        <Dialog open title=t(supplement::EXTEND)>
            <p>{t(supplement::EXTEND_TEXT)}</p>
            <Extension open id on_done/>
        </Dialog>
    }
}

#[component]
fn Extension(open: RwSignal<bool>, id: ActivityId, on_done: Callback<Supplement>) -> impl IntoView {
    let (until, reason) = (RwSignal::new(None), RwSignal::new(String::new()));
    let (faults, busy) = (FormFaults::default(), RwSignal::new(false));
    // What was wrong is gone as soon as it is mended.
    Effect::new(move |_| {
        until.track();
        reason.track();
        faults.clear();
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let Some(day) = until.get_untracked() else {
            let missing = Fault::new("/until", FaultCode::Required).with(t(supplement::EXTEND_UNTIL));
            faults.show(&Faults::one(missing));
            return;
        };
        let new = NewExtension {
            until: day,
            reason: reason.get_untracked(),
        };
        busy.set(true);
        spawn_local(async move {
            let answer = api::extend(id, &new).await;
            // The dialog may be gone by now.
            let gone = busy.try_set(false).is_some();
            match answer {
                Ok(s) => {
                    toast::success(t(supplement::EXTEND_DONE));
                    if !gone {
                        open.set(false);
                    }
                    on_done.run(s);
                }
                Err(failure) if gone => toast::failure(failure.message()),
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <form class="dialog-form" novalidate on:submit=send>
            <DateInput label=t(supplement::EXTEND_UNTIL) value=until fault=faults.at("/until") required=true/>
            <TextArea
                label=t(supplement::EXTEND_REASON) value=reason rows=3 limit=REASON_MAX fault=faults.at("/reason") required=true
            />
            <div class="form-buttons">
                <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
                <Button kind=ButtonKind::Primary submit=true busy>{t(supplement::EXTEND)}</Button>
            </div>
        </form>
    }
}
