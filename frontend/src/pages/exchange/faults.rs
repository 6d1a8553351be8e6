//! What is wrong, row by row and cell by cell.

use domain::exchange::{FaultyRow, Import};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::save;
use crate::api::exchange as calls;
use crate::i18n::{exchange as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::ui::{Button, Card, IconName};

#[component]
pub fn Faults(import: Import) -> impl IntoView {
    let id = import.id;
    let all = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let name = import
        .file_name
        .rsplit_once('.')
        .map_or(import.file_name.clone(), |(stem, _)| stem.to_owned());
    let repair = Callback::new(move |()| {
        busy.set(true);
        let name = format!("{name}-待修改.xlsx");
        spawn_local(async move {
            let answer = calls::faulty_rows(id).await;
            if busy.try_set(false).is_none() {
                save(answer, &name);
            }
        });
    });
    let shown = import.faults.len();
    let more = import.faulty as usize > shown;
    let count = tf(words::MORE, &[&import.faulty.to_string(), &shown.to_string()]);
    let first = import.faults;
    view! {
        <Card title=t(words::FAULTS)>
            <div><Button icon=IconName::Download busy on_press=repair>{t(words::REPAIR)}</Button></div>
            {move || if all.get() {
                view! { <All id/> }.into_any()
            } else {
                view! {
                    {more.then(|| view! { <p class="row-note">{count.clone()}</p> })}
                    <div class="faulty-rows">
                        {first.iter().cloned().map(|row| view! { <Row row/> }).collect_view()}
                    </div>
                    {more.then(|| view! { <div><Button on_press=move || all.set(true)>{t(words::MORE_ALL)}</Button></div> })}
                }.into_any()
            }}
        </Card>
    }
}

#[component]
fn All(id: domain::id::ImportId) -> impl IntoView {
    let listing = Listing::new(move |cursor| calls::rows(id, cursor));
    view! {
        <Listed listing class="faulty-rows" empty={|| ()} draw=|row| view! { <Row row/> }.into_any()/>
    }
}

#[component]
fn Row(row: FaultyRow) -> impl IntoView {
    view! {
        <ul class="faulty-row">
            {row.faults.into_iter().map(|fault| view! {
                <li class="cell-fault">
                    <span class="cell-place"><strong>{fault.cell}</strong>" "{fault.column}</span>
                    <span class="cell-value">{fault.value}</span>
                    <span class="cell-reason">{fault.message}</span>
                </li>
            }).collect_view()}
        </ul>
    }
}
