//! What was removed, until it is taken back or the page is left.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::i18n::{Text, supplement, t};
use crate::ui::{Button, IconName, next_id};

/// Things that were removed, the last one last. `Copy`.
pub struct Removed<T: 'static> {
    id: StoredValue<String>,
    kept: RwSignal<Vec<(usize, T)>>,
    put_back: Callback<(usize, T)>,
}

impl<T> Clone for Removed<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Removed<T> {}

impl<T: Send + Sync> Removed<T> {
    /// `put_back` gets what was removed and the place where it stood.
    pub fn new(put_back: Callback<(usize, T)>) -> Self {
        Self {
            id: StoredValue::new(next_id("removed")),
            kept: RwSignal::new(Vec::new()),
            put_back,
        }
    }
    pub fn keep(self, place: usize, thing: T) {
        self.kept.update(|all| all.push((place, thing)));
        // What had the focus is gone with it.
        let selector = format!("#{} button", self.id.get_value());
        request_animation_frame(move || {
            let found = document().query_selector(&selector).ok().flatten();
            if let Some(undo) = found.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
                let _ = undo.focus();
            }
        });
    }
}

#[component]
pub fn RemovedBar<T: Send + Sync + 'static>(removed: Removed<T>, text: Text) -> impl IntoView {
    let any = Memo::new(move |_| removed.kept.with(|all| !all.is_empty()));
    let undo = Callback::new(move |()| {
        if let Some(last) = removed.kept.try_update(Vec::pop).flatten() {
            removed.put_back.run(last);
        }
    });
    view! {
        <div class="removed" id=removed.id.get_value() role="status">
            {move || any.get().then(|| view! {
                <span>{t(text)}</span>
                <Button icon=IconName::Undo on_press=undo>{t(supplement::UNDO)}</Button>
            })}
        </div>
    }
}
