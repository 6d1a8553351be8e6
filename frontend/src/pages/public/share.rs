//! Taking an activity along: calendar, link, paper.

use domain::public::PublicActivityCard;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::SaveButton;
use super::poster::SharePoster;
use crate::api;
use crate::clipboard;
use crate::i18n::{general, public, t};
use crate::page;
use crate::ui::{Button, ButtonKind, ButtonLink, IconName};

#[wasm_bindgen]
extern "C" {
    /// `navigator.share` as far as this browser has it.
    type Sharer;
    #[wasm_bindgen(method, catch)]
    fn share(this: &Sharer, data: &JsValue) -> Result<js_sys::Promise, JsValue>;
}

fn sharer() -> Option<Sharer> {
    let navigator: JsValue = window().navigator().into();
    let has = js_sys::Reflect::get(&navigator, &"share".into()).is_ok_and(|f| f.is_function());
    has.then(|| navigator.unchecked_into())
}

#[component]
pub fn Share(card: PublicActivityCard) -> impl IntoView {
    let (id, title) = (card.id.to_string(), card.title.clone());
    view! {
        <div class="share no-print">
            <SaveButton card=card.clone()/>
            <SharePoster card/>
            <ButtonLink href=api::public::calendar(&id) external=true kind=ButtonKind::Quiet icon=IconName::Calendar>
                {t(public::ADD_TO_CALENDAR)}
            </ButtonLink>
            <ShareLinks title/>
        </div>
    }
}

/// Passing the page's address on, and printing it. `on_shared` hears of it when somebody passed it on.
#[component]
pub fn ShareLinks(title: String, #[prop(optional)] on_shared: Option<Callback<()>>) -> impl IntoView {
    let told = move || {
        if let Some(on_shared) = on_shared {
            on_shared.run(());
        }
    };
    let on_share = Callback::new(move |()| {
        told();
        let data = js_sys::Object::new();
        let _ = js_sys::Reflect::set(&data, &"title".into(), &title.clone().into());
        let _ = js_sys::Reflect::set(&data, &"url".into(), &page::address().into());
        // Somebody who closes the sheet has changed their mind: nothing to say.
        if let Some(Ok(sheet)) = sharer().map(|s| s.share(&data)) {
            spawn_local(async move {
                let _ = JsFuture::from(sheet).await;
            });
        }
    });
    let on_copy = Callback::new(move |()| {
        told();
        spawn_local(clipboard::copy(
            page::address(),
            general::COPIED,
            public::COPY_FAILED,
        ));
    });
    let on_print = Callback::new(|()| {
        let _ = window().print();
    });
    view! {
        {sharer().map(|_| view! {
            <Button kind=ButtonKind::Quiet icon=IconName::Share on_press=on_share>{t(public::SHARE)}</Button>
        })}
        <Button kind=ButtonKind::Quiet icon=IconName::Link on_press=on_copy>{t(public::COPY_LINK)}</Button>
        <Button kind=ButtonKind::Quiet icon=IconName::Print on_press=on_print>{t(public::PRINT)}</Button>
    }
}
