//! What the list is narrowed by. Every change is at once in the address.

use domain::dictionary::DictionaryName;
use domain::edition::Edition;
use domain::public::{FacetValue, Facets};
use leptos::prelude::*;

use super::day::Days;
use super::narrow::Narrow;
use super::near::NearMe;
use crate::api::public::Search;
use crate::api::{public as api, reference};
use crate::fetched::Fetched;
use crate::form::RegionSelect;
use crate::i18n::{names, public, t};
use crate::pause::after_pause;
use crate::ui::{Button, ButtonKind, Icon, IconName, TextInput};

/// After this long without typing the words are searched for.
const PAUSE_MS: u32 = 400;
/// Values that a facet shows before one asks for the rest.
const FEW: usize = 6;

#[component]
pub fn Filters() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let edition = Fetched::new(move || {
        let key = narrow.with(|search| search.edition.clone());
        async move { reference::edition(if key.is_empty() { "current" } else { &key }).await }
    });
    let edition = Signal::derive(move || edition.get().and_then(Result::ok));
    // Neither the order nor the way of showing changes what is counted.
    let counted = Memo::new(move |_| Search {
        sort: String::new(),
        view: String::new(),
        ..narrow.search()
    });
    let facets = Fetched::new(move || {
        let search = counted.get();
        async move { api::facets(&search).await }
    });
    let Total(total) = expect_context::<Total>();
    Effect::new(move |_| {
        total.set(
            facets
                .get()
                .and_then(Result::ok)
                .map(|all| (all.found, all.complete)),
        );
    });
    let facets = Signal::derive_local(move || facets.get().and_then(Result::ok).unwrap_or_default());
    provide_context(Counts(facets));
    let region = synced(narrow, |s| &mut s.region);
    let narrowed = move || {
        narrow.with(|s| {
            let rest = Search {
                edition: s.edition.clone(),
                q: s.q.clone(),
                sort: s.sort.clone(),
                view: s.view.clone(),
                ..Search::default()
            };
            rest != *s
        })
    };
    let clear = Callback::new(move |()| {
        narrow.change(|s| {
            *s = Search {
                edition: std::mem::take(&mut s.edition),
                q: std::mem::take(&mut s.q),
                view: std::mem::take(&mut s.view),
                ..Search::default()
            }
        });
    });
    view! {
        <form class="search-filters" role="search" on:submit=|e| e.prevent_default()>
            <Words placeholder=t(public::HOME_SEARCH)/>
            <Days edition/>
            <NearMe/>
            <More>
                <RegionSelect value=region/>
                <Regions/>
                {facet(public::CATEGORY, |f| &f.categories, |s| &mut s.category, move |key| category_name(edition, key))}
                <Modes/>
                {facet(public::AUDIENCES, |f| &f.audiences, |s| &mut s.audience, dictionary(DictionaryName::Audiences))}
                {facet(public::FIELDS, |f| &f.fields, |s| &mut s.field, dictionary(DictionaryName::Fields))}
                <Bookable/>
            </More>
            {move || narrowed().then(|| view! {
                <div><Button kind=ButtonKind::Quiet icon=IconName::Close on_press=clear>{t(public::FILTERS_CLEAR)}</Button></div>
            })}
        </form>
    }
}

/// Further filters; on phones they are opened first.
#[component]
pub fn More(children: Children) -> impl IntoView {
    let unfolded = RwSignal::new(false);
    view! {
        <div class="search-toggle">
            <button
                type="button"
                class="button"
                aria-expanded=move || if unfolded.get() { "true" } else { "false" }
                aria-controls="search-more"
                on:click=move |_| unfolded.update(|u| *u = !*u)
            ><Icon name=IconName::Sliders/>{t(public::FILTERS_SHOW)}</button>
        </div>
        <div class="search-more" class:search-open=move || unfolded.get() id="search-more">{children()}</div>
    }
}

/// How many were found, and whether that is all, once it is known.
#[derive(Clone, Copy)]
pub struct Total(pub RwSignal<Option<(u32, bool)>>);

/// How many of what is found have which value.
#[derive(Clone, Copy)]
struct Counts(Signal<Facets, LocalStorage>);

/// A text of the search as a field's own signal, either way.
pub fn synced(narrow: Narrow, of: fn(&mut Search) -> &mut String) -> RwSignal<String> {
    let value = RwSignal::new(of(&mut untrack(|| narrow.search())).clone());
    Effect::new(move |_| {
        let now = of(&mut narrow.search()).clone();
        if value.get_untracked() != now {
            value.set(now);
        }
    });
    Effect::new(move |before: Option<()>| {
        let now = value.get();
        if before.is_some() {
            narrow.change(|search| *of(search) = now);
        }
    });
    value
}

#[component]
pub fn Words(placeholder: &'static str) -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let words = synced(narrow, |s| &mut s.q);
    let typed = RwSignal::new(words.get_untracked());
    let settle = after_pause(PAUSE_MS, move |text: String| {
        let _ = words.try_set(text);
    });
    Effect::new(move |_| settle(typed.get()));
    // Another address (back, a link) fills the field.
    Effect::new(move |_| {
        let now = words.get();
        if typed.get_untracked().trim() != now {
            typed.set(now);
        }
    });
    view! { <TextInput label=t(public::Q) value=typed kind="search" placeholder/> }
}

/// A facet whose values exclude each other: choosing the chosen one lets it go.
fn facet(
    title: crate::i18n::Text,
    values: fn(&Facets) -> &Vec<FacetValue>,
    chosen: fn(&mut Search) -> &mut String,
    name: impl Fn(&str) -> Option<String> + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let Counts(facets) = expect_context();
    let all = RwSignal::new(false);
    move || {
        let facets = facets.get();
        let now = chosen(&mut narrow.search()).clone();
        let mut values: Vec<(String, Option<u32>)> = values(&facets)
            .iter()
            .map(|value| (value.key.clone(), Some(value.count)))
            .collect();
        if !now.is_empty() && !values.iter().any(|(key, _)| *key == now) {
            values.insert(0, (now.clone(), Some(0)));
        }
        if values.is_empty() {
            return None;
        }
        let more = values.len().saturating_sub(FEW);
        if !all.get() && more > 1 {
            // What is chosen stays in sight.
            let chosen = values.iter().position(|(key, _)| *key == now);
            if let Some(chosen) = chosen.filter(|n| *n >= FEW) {
                values.swap(chosen, FEW - 1);
            }
            values.truncate(FEW);
        }
        let complete = facets.complete;
        let shown = values.into_iter().map(|(key, count)| {
            let pressed = key == now;
            let text = name(&key).unwrap_or_else(|| key.clone());
            let choose = move |_| {
                let key = key.clone();
                narrow.change(|s| {
                    let value = chosen(s);
                    *value = if *value == key { String::new() } else { key };
                });
            };
            view! { <Value text pressed count complete on_press=Callback::new(choose)/> }
        });
        Some(view! {
            <fieldset class="facet">
                <legend>{t(title)}</legend>
                <ul>{shown.collect_view()}</ul>
                {(more > 1).then(|| view! {
                    <button type="button" class="facet-more" aria-expanded=if all.get() { "true" } else { "false" }
                        on:click=move |_| all.update(|all| *all = !*all)
                    >{t(if all.get() { public::FACET_FEWER } else { public::FACET_MORE })}</button>
                })}
            </fieldset>
        })
    }
}

#[component]
fn Value(
    text: String,
    pressed: bool,
    count: Option<u32>,
    complete: bool,
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <li>
            <button
                type="button"
                class="facet-value"
                aria-pressed=if pressed { "true" } else { "false" }
                on:click=move |_| on_press.run(())
            >
                <span class="facet-name">{text}</span>
                {count.map(|count| view! { <span class="facet-count">{count_text(count, complete)}</span> })}
            </button>
        </li>
    }
}

/// `120`, or `120+` where not all were counted.
pub fn count_text(count: u32, complete: bool) -> String {
    let number = crate::format::number(i64::from(count));
    if complete { number } else { format!("{number}+") }
}

#[component]
fn Regions() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let names = Fetched::new(move || {
        let region = narrow.with(|s| s.region.clone());
        async move { reference::regions_below(if region.is_empty() { "100000" } else { &region }).await }
    });
    // A region below is gone to, not chosen beside the one above.
    let Counts(facets) = expect_context();
    move || {
        let facets = facets.get();
        let names = names
            .get()
            .and_then(Result::ok)
            .map(|page| page.items)
            .unwrap_or_default();
        let values = facets.regions.into_iter().take(FEW).filter_map(|value| {
            let text = names.iter().find(|r| r.code.as_str() == value.key)?.name.clone();
            let key = value.key.clone();
            let choose = Callback::new(move |()| narrow.change(|s| s.region = key.clone()));
            Some(view! { <Value text pressed=false count=Some(value.count) complete=facets.complete on_press=choose/> })
        });
        let values: Vec<_> = values.collect();
        (!values.is_empty()).then(|| {
            view! {
                <fieldset class="facet">
                    <legend>{t(public::REGIONS_BELOW)}</legend>
                    <ul>{values}</ul>
                </fieldset>
            }
        })
    }
}

#[component]
fn Modes() -> impl IntoView {
    use domain::activity::content::Mode;
    let narrow = expect_context::<Narrow>();
    let Counts(facets) = expect_context();
    view! {
        <fieldset class="facet">
            <legend>{t(public::MODE)}</legend>
            <ul>{move || {
                let facets = facets.get();
                Mode::ALL.into_iter().map(|mode| {
                    let count = facets.modes.iter().find(|value| value.key == mode.as_str()).map_or(0, |value| value.count);
                    let pressed = narrow.with(|s| s.mode) == Some(mode);
                    let choose = Callback::new(move |()| narrow.change(|s| {
                        s.mode = (s.mode != Some(mode)).then_some(mode);
                    }));
                    view! { <Value text=names::mode(mode).to_owned() pressed count=Some(count) complete=facets.complete on_press=choose/> }
                }).collect_view()
            }}</ul>
        </fieldset>
    }
}

#[component]
fn Bookable() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let Counts(facets) = expect_context();
    move || {
        let facets = facets.get();
        let pressed = narrow.with(|s| s.bookable);
        (pressed || facets.bookable > 0).then(|| {
            let choose = Callback::new(move |()| narrow.change(|s| s.bookable = !s.bookable));
            let text = t(public::BOOKABLE).to_owned();
            view! {
                <ul class="facet">
                    <Value text pressed count=Some(facets.bookable) complete=facets.complete on_press=choose/>
                </ul>
            }
        })
    }
}

fn category_name(edition: Signal<Option<Edition>>, code: &str) -> Option<String> {
    edition.with(|edition| {
        let all = edition.as_ref()?.categories.iter();
        all.flat_map(|category| std::iter::once(category).chain(&category.children))
            .find(|category| category.code == code)
            .map(|category| names::category(category, None).to_owned())
    })
}

/// Names of a dictionary's codes, once they are there.
pub fn dictionary(name: DictionaryName) -> impl Fn(&str) -> Option<String> + Copy + Send + Sync + 'static {
    let entries = Fetched::new(move || reference::dictionary(name));
    let names = Memo::new(move |_| {
        let entries = entries.get().and_then(Result::ok).map(|page| page.items);
        entries
            .unwrap_or_default()
            .iter()
            .map(|entry| (entry.code.clone(), names::entry(entry).to_owned()))
            .collect::<Vec<_>>()
    });
    move |code: &str| {
        names.with(|all| {
            all.iter()
                .find(|(known, _)| known == code)
                .map(|(_, name)| name.clone())
        })
    }
}
