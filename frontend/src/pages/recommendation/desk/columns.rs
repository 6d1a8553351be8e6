//! The two columns: what waits, and what is chosen in its order.

use domain::problem::Code;
use leptos::prelude::*;

use super::card::EntryCard;
use super::state::use_desk;
use crate::i18n::{general, lang, recommendation as words, t, tf};
use crate::ui::{Choice, EmptyState, Icon, IconName, Select, TextInput};

/// With fewer, there is nothing to look for.
const FEW: usize = 6;

#[component]
pub fn Waiting() -> impl IntoView {
    let desk = use_desk();
    let ids = Memo::new(move |_| desk.waiting_ids());
    let count = Memo::new(move |_| desk.waiting.with(Vec::len));
    let many = Memo::new(move |_| count.get() > FEW || desk.filling.get());
    let full = Memo::new(move |_| desk.closed().is_none() && desk.is_full());
    let sorts = || {
        vec![
            Choice::new("", t(words::SORT_AGE)),
            Choice::new("score", t(words::SORT_SCORE)),
            Choice::new("eligible", t(words::SORT_ELIGIBLE)),
        ]
    };
    view! {
        <section class="column" aria-labelledby="waiting-title">
            <h2 class="column-title" id="waiting-title">
                {t(words::WAITING)}<span class="column-count">{move || count.get()}</span>
            </h2>
            {move || many.get().then(|| view! {
                <div class="column-filters" role="search">
                    <TextInput label=t(general::SEARCH) value=desk.looked_for kind="search"/>
                    <Select label=t(words::SORT) value=desk.sort choices=sorts()/>
                </div>
            })}
            <p class="column-note" role="status">
                {move || full.get().then(|| view! { <Icon name=IconName::Info/>{Code::SlotsFull.title(lang())} })}
            </p>
            {move || match (ids.with(Vec::is_empty), count.get()) {
                (false, _) => None,
                (true, 0) => Some(view! { <EmptyState title=t(words::NONE_WAITING) text=t(words::NONE_WAITING_HINT) icon=IconName::Check/> }),
                (true, _) => Some(view! { <EmptyState title=t(words::NONE_FOUND)/> }),
            }}
            <ul class="entries">
                <For each=move || ids.get() key=|id| *id let:id><EntryCard id chosen=false/></For>
            </ul>
            {move || desk.filling.get().then(|| view! { <p class="row-note" role="status">{t(general::LOADING)}</p> })}
        </section>
    }
}

#[component]
pub fn Chosen() -> impl IntoView {
    let desk = use_desk();
    let ids = Memo::new(move |_| desk.order());
    let brief = desk.brief;
    let several = Memo::new(move |_| ids.with(|all| all.len() > 1));
    let count = move || {
        let slots = desk.list.with(|l| l.slots);
        tf(
            words::SLOTS_SHORT,
            &[&ids.with(Vec::len).to_string(), &slots.to_string()],
        )
    };
    view! {
        <section class="column column-chosen" aria-labelledby="chosen-title">
            <div class="column-head">
                <h2 class="column-title" id="chosen-title">{t(words::CHOSEN)}<span class="column-count">{count}</span></h2>
                {move || several.get().then(|| view! {
                    <button
                        class="button button-quiet" type="button"
                        on:click=move |_| brief.update(|on| *on = !*on)
                    >{move || t(if brief.get() { words::WHOLE } else { words::BRIEF })}</button>
                })}
            </div>
            {move || ids.with(Vec::is_empty).then(|| view! {
                <EmptyState title=t(words::NONE_CHOSEN) text=t(words::NONE_CHOSEN_HINT) icon=IconName::Flag/>
            })}
            <ol class="entries" class:entries-brief=move || brief.get()>
                <For each=move || ids.get() key=|id| *id let:id><EntryCard id chosen=true/></For>
            </ol>
        </section>
    }
}
