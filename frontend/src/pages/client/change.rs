//! Changing what a system may do.

use domain::api_client::{ApiClient, ApiClientChange};
use leptos::prelude::*;

use super::form::{ClientFields, Fields};
use crate::api::api_client as calls;
use crate::i18n::{api_client as words, t};
use crate::pages::connection::{Changing, Opened};
use crate::ui::toast;

#[component]
pub(super) fn Change(opened: Opened<ApiClient>) -> impl IntoView {
    let fields = Fields::empty();
    let faults = fields.faults;
    opened.it.with_untracked(|c| fields.put(c));
    opened.on_renewed(move |c| fields.put(c));
    let change = Memo::new(move |_| opened.it.with(|c| fields.change(c)));
    let dirty = Memo::new(move |_| change.with(|change| *change != ApiClientChange::default()));
    let save = move || {
        if faults.show(&untrack(|| fields.check())) {
            return;
        }
        let (id, version) = opened.it.with_untracked(|c| (c.id, c.version));
        let change = change.get_untracked();
        let step = async move { calls::change(id, version, &change).await };
        opened.take(None, faults, step, calls::show(id), move |now| {
            fields.put(&now);
            opened.it.set(now);
            toast::success(t(words::SAVED));
        });
    };
    let discard = move || {
        opened.it.with_untracked(|c| fields.put(c));
        faults.clear();
    };
    view! {
        <Changing title=words::PERMISSIONS dirty busy=opened.busy on_save=save on_discard=discard>
            <p class="row-note">{t(words::PERMISSIONS_HINT)}</p>
            <ClientFields fields/>
        </Changing>
    }
}
