//! Searching among the published activities.

use std::collections::HashMap;

use domain::edition::Edition;
use domain::page::Page;
use domain::place::Position;
use domain::public::PublicActivityCard;
use leptos::prelude::*;

use super::ActivityCard;
use super::calendar::Calendar;
use super::card::place;
use super::filters::{Filters, Total};
use super::follow::Follow;
use super::narrow::Narrow;
use crate::api::{self, reference};
use crate::fetched::Fetched;
use crate::format;
use crate::i18n::{Text, public, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::ui::{Button, Choice, EmptyState, Select};

const PAGE: u32 = 20;
const CALENDAR: &str = "calendar";
const PLACES: &str = "places";
/// So that what takes place together is loaded together.
const PAGE_OF_PLACES: u32 = 100;

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(public::LIST_TITLE));
    let narrow = Narrow::here("/activities");
    let shown = Memo::new(move |_| narrow.with(|s| s.view.clone()));
    provide_context(Total(RwSignal::new(None)));
    view! {
        <div class="wrap page">
            <div class="page-head">
                <h1 class="page-title">{t(public::LIST_TITLE)}</h1>
                <Editions/>
            </div>
            <div class="search">
                <Filters/>
                <section class="search-results" aria-label=t(public::LIST_TITLE)>
                    <View shown/>
                    {move || match shown.get().as_str() {
                        CALENDAR => view! { <Calendar/> }.into_any(),
                        PLACES => view! { <Found by_place=true/> }.into_any(),
                        _ => view! { <Found by_place=false/> }.into_any(),
                    }}
                </section>
            </div>
        </div>
    }
}

/// The archive: every edition there was.
#[component]
fn Editions() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let editions = Fetched::new(reference::editions);
    let chosen = RwSignal::new(String::new());
    let named = move |editions: &[Edition]| -> String {
        let key = narrow.with(|s| s.edition.clone());
        match key.is_empty() {
            true => editions
                .iter()
                .find(|e| e.current)
                .map(|e| e.key.clone())
                .unwrap_or_default(),
            false => key,
        }
    };
    let all = move || {
        editions
            .get()
            .and_then(Result::ok)
            .map(|page| page.items)
            .unwrap_or_default()
    };
    Effect::new(move |_| {
        let now = named(&all());
        if chosen.get_untracked() != now {
            chosen.set(now);
        }
    });
    Effect::new(move |_| {
        let key = chosen.get();
        let all = untrack(all);
        if all.is_empty() || key == untrack(|| named(&all)) {
            return;
        }
        let current = all.iter().any(|e| e.current && e.key == key);
        // Categories and days are those of an edition.
        narrow.change(|s| {
            s.edition = if current { String::new() } else { key };
            (s.category, s.from, s.to) = Default::default();
        });
    });
    move || {
        let all = all();
        (all.len() > 1).then(|| {
            let choices: Vec<_> = all.iter().map(|e| Choice::new(&e.key, &e.title)).collect();
            view! { <div class="editions"><Select label=t(public::EDITION) value=chosen choices/></div> }
        })
    }
}

/// The order as the drop-down calls it.
fn named(order: &str) -> &str {
    if order.is_empty() { "latest" } else { order }
}

/// How it is shown, and in which order.
#[component]
fn View(shown: Memo<String>) -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let show = move |view: &'static str| move |_| narrow.change(|s| s.view = view.to_owned());
    let calendar = move || shown.with(|view| view == CALENDAR);
    let chip = move |view: &'static str, name: Text| {
        // Whatever else an address says is the list.
        let pressed = move || {
            shown.with(|now| {
                if view.is_empty() {
                    now != CALENDAR && now != PLACES
                } else {
                    now == view
                }
            })
        };
        view! {
            <button type="button" class="chip" aria-pressed=move || if pressed() { "true" } else { "false" } on:click=show(view)>{t(name)}</button>
        }
    };
    let orders = Signal::derive(move || {
        let near = narrow.with(|s| !s.near.is_empty());
        let mut all = vec![
            Choice::new("soonest", t(public::SORT_SOONEST)),
            Choice::new("latest", t(public::SORT_LATEST)),
        ];
        if near {
            all.insert(0, Choice::new("nearest", t(public::SORT_NEAREST)));
        }
        all
    });
    let order = RwSignal::new(String::new());
    Effect::new(move |_| {
        let now = narrow.with(|s| named(s.order()).to_owned());
        if order.get_untracked() != now {
            order.set(now);
        }
    });
    Effect::new(move |before: Option<()>| {
        let sort = order.get();
        if before.is_some() {
            // What fits by itself is not written: it changes with the rest of the search.
            narrow.change(|s| {
                if sort == named(s.fitting_order()) {
                    s.sort.clear();
                } else if sort != named(s.order()) {
                    s.sort = sort;
                }
            });
        }
    });
    view! {
        <div class="view-bar">
            <div class="chips">
                {chip("", public::AS_LIST)}
                {chip(CALENDAR, public::AS_CALENDAR)}
                {chip(PLACES, public::AS_PLACES)}
            </div>
            {move || (!calendar()).then(|| view! {
                <div class="view-order"><Select label=t(public::SORT) value=order choices=orders/></div>
            })}
            <Follow/>
        </div>
    }
}

/// What is found; with `by_place` what takes place together stands together.
#[component]
fn Found(by_place: bool) -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let search = Memo::new(move |_| narrow.search());
    let found = Listing::new(move |cursor| {
        let search = search.get();
        async move {
            if by_place {
                let page = api::public::activities(&search, PAGE_OF_PLACES, cursor).await;
                page.map(together)
            } else {
                api::public::activities(&search, PAGE, cursor).await
            }
        }
    });
    let Total(total) = expect_context::<Total>();
    let count = move || {
        if !found.is_loaded() || found.count() == 0 {
            return String::new();
        }
        let shown = found.count().to_string();
        match total.get() {
            Some((all, complete)) => {
                let all = format::number(i64::from(all));
                let of = if complete {
                    public::RESULTS_OF
                } else {
                    public::RESULTS_OF_MORE
                };
                tf(of, &[&all, &shown])
            }
            None => tf(public::RESULTS_SOME, &[&shown]),
        }
    };
    view! {
        <p class="search-count" role="status">{count}</p>
        <Listed
            listing=found
            class="activities activities-list"
            empty=|| view! { <Nothing/> }
            heading=by_place.then_some(place as fn(&PublicActivityCard) -> String)
            draw=move |card| {
                let (words, from) = search.with_untracked(|s| (s.q.clone(), Position::parse(&s.near).map(|at| (at, s.travel()))));
                view! { <ActivityCard card below_section=by_place words from/> }.into_any()
            }
        />
    }
}

/// In the order in which the places come first.
fn together(mut page: Page<PublicActivityCard>) -> Page<PublicActivityCard> {
    let mut first = HashMap::new();
    for (n, card) in page.items.iter().enumerate() {
        first.entry(place(card)).or_insert(n);
    }
    page.items.sort_by_key(|card| first.get(&place(card)).copied());
    page
}

/// What could be looked for instead.
#[component]
fn Nothing() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let (days, near, words) = narrow.with(|s| {
        (
            !s.from.is_empty() || !s.to.is_empty(),
            !s.near.is_empty(),
            !s.q.is_empty(),
        )
    });
    let (region, category) = narrow.with(|s| (!s.region.is_empty(), !s.category.is_empty()));
    view! {
        <EmptyState title=t(public::NOTHING) text=t(public::NOTHING_HINT)>
            <div class="chips">
                {days.then(|| view! { <Button on_press=move || narrow.change(|s| (s.from, s.to) = Default::default())>{t(public::ANY_DAY)}</Button> })}
                {near.then(|| view! { <Button on_press=move || narrow.change(|s| s.near = String::new())>{t(public::ANYWHERE)}</Button> })}
                {region.then(|| view! { <Button on_press=move || narrow.change(|s| s.region = String::new())>{t(public::WHOLE_COUNTRY)}</Button> })}
                {category.then(|| view! { <Button on_press=move || narrow.change(|s| s.category = String::new())>{t(public::ANY_CATEGORY)}</Button> })}
                {words.then(|| view! { <Button on_press=move || narrow.change(|s| s.q = String::new())>{t(public::WITHOUT_WORDS)}</Button> })}
            </div>
        </EmptyState>
    }
}
