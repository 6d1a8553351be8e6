//! Adding a system.

use leptos::prelude::*;

use super::form::{ClientFields, Fields};
use crate::api::api_client as calls;
use crate::i18n::api_client as words;
use crate::pages::connection::{Adding, Issued};

#[component]
pub(super) fn New(
    adding: RwSignal<bool>,
    issued: RwSignal<Option<Issued>>,
    #[prop(into)] on_added: Callback<()>,
) -> impl IntoView {
    let fields = Fields::empty();
    let send = move || {
        if fields.faults.show(&fields.check()) {
            return None;
        }
        let new = fields.client();
        Some(async move { calls::create(&new).await.map(|made| super::issued(&made)) })
    };
    view! {
        <Adding title=words::NEW adding issued faults=fields.faults send on_added>
            <ClientFields fields/>
        </Adding>
    }
}
