//! One activity, as those see it who file it.

use domain::id::ActivityId;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use crate::api::activity as api;
use crate::i18n::{activity, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{Badge, ButtonLink, IconName};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(activity::SHOW));
    let params = use_params_map();
    let id = Memo::new(move |_| {
        params
            .with(|p| p.get("id"))
            .and_then(|id| id.parse::<ActivityId>().ok())
    });
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap page">
                        <Loaded fetch=move || api::show(id) draw=|a| view! {
                            <h1 class="page-title">
                                {a.content.title.unwrap_or_else(|| t(activity::UNTITLED).to_owned())}
                            </h1>
                            <p><Badge>{a.status.name()}</Badge></p>
                            <ButtonLink href=format!("/my/activities/{}/edit", a.id) icon=IconName::Edit>{t(activity::EDIT)}</ButtonLink>
                        }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedIn>
    }
}
