//! Making a resource of an activity.

use domain::id::ActivityId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::MINE;
use crate::api;
use crate::i18n::{resource as words, t};
use crate::ui::{Button, IconName, toast};

/// Begins a resource, filled in with what the activity says, and leads to its form.
#[component]
pub fn BeginResource(of: ActivityId) -> impl IntoView {
    let busy = RwSignal::new(false);
    let key = StoredValue::new(api::idempotency_key());
    let navigate = use_navigate();
    let press = Callback::new(move |()| {
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            let answer = api::resource::begin(of, &key.get_value()).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(r) => navigate(&format!("{MINE}/{}", r.item.id), NavigateOptions::default()),
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    view! { <Button icon=IconName::Share busy on_press=press>{t(words::BEGIN)}</Button> }
}
