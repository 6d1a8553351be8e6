//! The opinion (推荐意见) of an entry, written in place.

use domain::id::EntryId;
use domain::recommendation::{ListAction, OPINION_MAX, RecommendationEntry};
use leptos::prelude::*;

use super::state::{part_id, use_desk};
use crate::i18n::{general, recommendation as words, t, tf};
use crate::ui::{Button, ButtonKind, Icon, IconName, TextArea};

#[component]
pub fn Opinion(id: EntryId, entry: Memo<Option<RecommendationEntry>>) -> impl IntoView {
    let desk = use_desk();
    let text = Memo::new(move |_| entry.with(|e| e.as_ref().map(|e| e.opinion.clone()).unwrap_or_default()));
    let open = Memo::new(move |_| desk.editing.with(|all| all.contains(&id)));
    let edits = move || desk.can(ListAction::Edit) && entry.with(|e| e.as_ref().is_some_and(|e| !e.recused));
    let name = move || entry.with_untracked(|e| e.as_ref().map(|e| e.name.clone()).unwrap_or_default());
    move || {
        if open.get() {
            return view! { <Editor id before=text.get_untracked() name=name()/> }.into_any();
        }
        let written = text.get();
        let quote = (!written.is_empty()).then(|| {
            view! { <p class="entry-quote entry-opinion"><span class="entry-label">{t(words::OPINION)}</span>{written}</p> }
        });
        let label = if quote.is_some() {
            words::EDIT_OPINION
        } else {
            words::ADD_OPINION
        };
        let button = edits().then(|| {
            view! {
                <button
                    type="button" class="link entry-write" id=part_id(id, "opinion")
                    aria-label=tf(words::OPINION_OF, &[&name()]) on:click=move |_| desk.edit(id)
                ><Icon name=IconName::Edit/>{t(label)}</button>
            }
        });
        view! { {quote}{button} }.into_any()
    }
}

#[component]
fn Editor(id: EntryId, before: String, name: String) -> impl IntoView {
    let desk = use_desk();
    let begun = desk.texts.with_value(|texts| texts.get(&id).cloned());
    let value = RwSignal::new(begun.unwrap_or_else(|| before.clone()));
    Effect::new(move |_| {
        let now = value.get();
        desk.texts.update_value(|texts| {
            if now == before {
                texts.remove(&id);
            } else {
                texts.insert(id, now);
            }
        });
    });
    let save = Callback::new(move |()| desk.save_opinion(id, value.get_untracked()));
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save.run(());
        } else if event.key() == "Escape" && !event.is_composing() {
            event.stop_propagation();
            desk.close_editor(id);
        }
    };
    view! {
        <div class="entry-writing" role="group" aria-label=tf(words::OPINION_OF, &[&name]) id=part_id(id, "writing") on:keydown=keys>
            <TextArea label=t(words::OPINION) hint=t(words::OPINION_HINT) value rows=3 limit=OPINION_MAX/>
            <div class="cluster">
                <Button kind=ButtonKind::Primary busy=desk.busy on_press=save>{t(general::SAVE)}</Button>
                <Button kind=ButtonKind::Quiet on_press=move || desk.close_editor(id)>{t(general::CANCEL)}</Button>
            </div>
        </div>
    }
}
