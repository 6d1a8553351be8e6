//! Changing where events are sent, and which.

use domain::webhook::{Webhook, WebhookChange};
use leptos::prelude::*;

use super::form::{Fields, WebhookFields};
use crate::api::webhook as calls;
use crate::i18n::{t, webhook as words};
use crate::pages::connection::{Changing, Opened};
use crate::ui::toast;

#[component]
pub(super) fn Change(opened: Opened<Webhook>) -> impl IntoView {
    let fields = Fields::empty();
    let faults = fields.faults;
    opened.it.with_untracked(|w| fields.put(w));
    opened.on_renewed(move |w| fields.put(w));
    let change = Memo::new(move |_| opened.it.with(|w| fields.change(w)));
    let dirty = Memo::new(move |_| change.with(|change| *change != WebhookChange::default()));
    let save = move || {
        if faults.show(&untrack(|| fields.check())) {
            return;
        }
        let (id, version) = opened.it.with_untracked(|w| (w.id, w.version));
        let change = change.get_untracked();
        let step = async move { calls::change(id, version, &change).await };
        opened.take(None, faults, step, calls::show(id), move |now| {
            fields.put(&now);
            opened.it.set(now);
            toast::success(t(words::SAVED));
        });
    };
    let discard = move || {
        opened.it.with_untracked(|w| fields.put(w));
        faults.clear();
    };
    view! {
        <Changing title=words::SETTINGS dirty busy=opened.busy on_save=save on_discard=discard>
            <WebhookFields fields/>
        </Changing>
    }
}
