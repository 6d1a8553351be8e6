//! What the list is narrowed by. Every change is at once in the address.

use domain::activity::content::Mode;
use domain::edition::Edition;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::address;
use crate::api;
use crate::api::public::Search;
use crate::fetched::Fetched;
use crate::form::RegionSelect;
use crate::i18n::{general, names, public, t};
use crate::pause::after_pause;
use crate::ui::{Button, ButtonKind, Choice, DateInput, Select, TextInput};

/// After this long without typing the words are searched for.
const PAUSE_MS: u32 = 400;

#[component]
pub fn Filters() -> impl IntoView {
    let params = use_query_map();
    let navigate = use_navigate();
    let start = params.with_untracked(address::read);
    // Opened on phones when there is something in it to see.
    let unfolded = RwSignal::new(false);
    let q = RwSignal::new(start.q.clone());
    let words = RwSignal::new(start.q.clone());
    let region = RwSignal::new(start.region.clone());
    let category = RwSignal::new(start.category.clone());
    let mode = RwSignal::new(mode_text(&start));
    let from = RwSignal::new(start.from.parse().ok());
    let to = RwSignal::new(start.to.parse().ok());
    let sort = RwSignal::new(start.sort.clone());
    let written = StoredValue::new(start);

    let settle = after_pause(PAUSE_MS, move |text: String| {
        let _ = words.try_set(text);
    });
    Effect::new(move |_| settle(q.get()));
    let here = Memo::new(move |_| Search {
        q: words.get(),
        region: region.get(),
        category: category.get(),
        mode: Mode::parse(&mode.get()),
        from: from
            .get()
            .map(|d: chrono::NaiveDate| d.to_string())
            .unwrap_or_default(),
        to: to
            .get()
            .map(|d: chrono::NaiveDate| d.to_string())
            .unwrap_or_default(),
        sort: sort.get(),
    });
    Effect::new(move |_| {
        let search = here.get();
        if written.get_value() != search {
            let to = address::write(&search);
            written.set_value(search);
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&to, options);
        }
    });
    // Another address (back, a link) fills the fields.
    Effect::new(move |_| {
        let search = params.with(address::read);
        if written.get_value() == search {
            return;
        }
        written.set_value(search.clone());
        mode.set(mode_text(&search));
        q.set(search.q.clone());
        words.set(search.q);
        region.set(search.region);
        category.set(search.category);
        from.set(search.from.parse().ok());
        to.set(search.to.parse().ok());
        sort.set(search.sort);
    });
    let clear = Callback::new(move |()| {
        q.set(String::new());
        words.set(String::new());
        region.set(String::new());
        category.set(String::new());
        mode.set(String::new());
        from.set(None);
        to.set(None);
    });

    let edition = Fetched::new(|| api::reference::edition("current"));
    let categories = Signal::derive(move || match edition.get() {
        Some(Ok(edition)) => category_choices(&edition),
        _ => Vec::new(),
    });
    let modes = || {
        Mode::ALL
            .iter()
            .map(|m| Choice::new(m.as_str(), names::mode(*m)))
            .collect::<Vec<_>>()
    };
    let sorts = vec![Choice::new("soonest", t(public::SORT_SOONEST))];
    view! {
        <form class="search-filters" role="search" on:submit=move |e| {
            e.prevent_default();
            words.set(q.get_untracked());
        }>
            <TextInput label=t(public::Q) value=q kind="search" placeholder=t(public::HOME_SEARCH)/>
            <div class="search-toggle">
                <button
                    type="button"
                    class="button"
                    aria-expanded=move || if unfolded.get() { "true" } else { "false" }
                    aria-controls="search-more"
                    on:click=move |_| unfolded.update(|u| *u = !*u)
                >{t(public::FILTERS_SHOW)}</button>
            </div>
            <div class="search-more" class:search-open=move || unfolded.get() id="search-more">
                <RegionSelect value=region/>
                <Select label=t(public::CATEGORY) value=category choices=categories empty=t(general::ALL)/>
                <Select label=t(public::MODE) value=mode choices=modes() empty=t(general::ALL)/>
                <DateInput label=t(public::FROM) value=from/>
                <DateInput label=t(public::TO) value=to/>
                <Select label=t(public::SORT) value=sort choices=sorts empty=t(public::SORT_LATEST)/>
                <Button kind=ButtonKind::Quiet on_press=clear>{t(public::FILTERS_CLEAR)}</Button>
            </div>
        </form>
    }
}

fn mode_text(search: &Search) -> String {
    search.mode.map(Mode::as_str).unwrap_or_default().to_owned()
}

/// Categories, each followed by its children.
fn category_choices(edition: &Edition) -> Vec<Choice> {
    let mut all = Vec::new();
    for category in &edition.categories {
        all.push(Choice::new(&category.code, names::category(category, None)));
        for child in &category.children {
            all.push(Choice::new(
                &child.code,
                format!("　{}", names::category(child, None)),
            ));
        }
    }
    all
}
