//! The start: what is on, and where to look.

use domain::edition::Edition;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_navigate;

use super::day::DayLinks;
use super::{ActivityCard, address};
use crate::api::public::Search;
use crate::api::{self, Answer};
use crate::fetched::Fetched;
use crate::format;
use crate::i18n::{general, names, public, t};
use crate::load::Loaded;
use crate::page;
use crate::ui::{ButtonKind, ButtonLink, EmptyState, Icon, IconName};

/// How many activities the start shows.
const SHOWN: u32 = 6;

#[component]
pub fn HomePage() -> impl IntoView {
    page::title("");
    let edition = Fetched::new(|| api::reference::edition("current"));
    let current = move || edition.get().and_then(Result::ok);
    view! {
        <section class="hero">
            <div class="wrap hero-inside">
                {move || current().map(|e| view! { <p class="hero-edition">{e.title}</p> })}
                <h1 class="hero-title">{t(public::HOME_TITLE)}</h1>
                <p class="hero-lead">{t(public::HOME_LEAD)}</p>
                <SearchBox/>
                <DayLinks edition=Signal::derive(current)/>
                {move || current().map(|e| view! { <EditionFacts edition=e/> })}
            </div>
        </section>
        <div class="wrap page portal-home">
            {move || current().map(|e| view! { <Categories edition=e/> })}
            <Soon/>
            <section class="filing">
                <div class="filing-head">
                    <h2 class="section-title">{t(public::HOME_FILE)}</h2>
                    <p>{t(public::HOME_FILE_LEAD)}</p>
                </div>
                <ol class="filing-steps">
                    {[
                        (public::HOME_STEP_1, public::HOME_STEP_1_TEXT),
                        (public::HOME_STEP_2, public::HOME_STEP_2_TEXT),
                        (public::HOME_STEP_3, public::HOME_STEP_3_TEXT),
                    ].into_iter().enumerate().map(|(n, (title, text))| view! {
                        <li>
                            <span class="filing-number" aria-hidden="true">{n + 1}</span>
                            <h3>{t(title)}</h3>
                            <p>{t(text)}</p>
                        </li>
                    }).collect_view()}
                </ol>
                <div><ButtonLink href="/my/activities/new" kind=ButtonKind::Primary icon=IconName::Edit>{t(public::HOME_FILE_NOW)}</ButtonLink></div>
            </section>
        </div>
    }
}

#[component]
fn SearchBox() -> impl IntoView {
    let q = RwSignal::new(String::new());
    let navigate = use_navigate();
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let search = Search {
            q: q.get_untracked(),
            ..Search::default()
        };
        navigate(&address::write(&search), Default::default());
    };
    view! {
        <form class="hero-search" role="search" on:submit=go>
            <Icon name=IconName::Search/>
            <input
                class="hero-input"
                type="search"
                aria-label=t(public::HOME_SEARCH)
                placeholder=t(public::HOME_SEARCH)
                prop:value=move || q.get()
                on:input=move |e| q.set(event_target_value(&e))
            />
            <button class="button button-primary" type="submit">{t(general::SEARCH)}</button>
        </form>
    }
}

#[component]
fn EditionFacts(edition: Edition) -> impl IntoView {
    let window = edition.window_for(None);
    view! {
        <dl class="hero-facts">
            {(!edition.theme.is_empty()).then(|| view! { <div><dt>{t(public::HOME_THEME)}</dt><dd>{edition.theme}</dd></div> })}
            {window.map(|w| view! { <div><dt>{t(public::HOME_WINDOW)}</dt><dd>{format::days(w.from, w.to)}</dd></div> })}
        </dl>
    }
}

#[component]
fn Categories(edition: Edition) -> impl IntoView {
    view! {
        <section class="stack">
            <h2 class="section-title">{t(public::HOME_CATEGORIES)}</h2>
            <ul class="category-tiles">
                {edition.categories.into_iter().map(|c| {
                    let search = Search { category: c.code.clone(), ..Search::default() };
                    view! {
                        <li class="category-tile">
                            <A href=address::write(&search)>
                                <span>{names::category(&c, None).to_owned()}</span>
                                <Icon name=IconName::ArrowRight/>
                            </A>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </section>
    }
}

/// Activities that begin from today on; when there are none, the latest.
async fn soon() -> Answer<(bool, Vec<domain::public::PublicActivityCard>)> {
    let today = page::now()
        .map(|now| now.shanghai_date().to_string())
        .unwrap_or_default();
    let coming = Search {
        from: today,
        sort: "soonest".to_owned(),
        ..Search::default()
    };
    let found = api::public::activities(&coming, SHOWN, None).await?;
    if !found.items.is_empty() {
        return Ok((true, found.items));
    }
    let latest = api::public::activities(&Search::default(), SHOWN, None).await?;
    Ok((false, latest.items))
}

#[component]
fn Soon() -> impl IntoView {
    view! {
        <section class="stack">
            <Loaded fetch=soon lines=6 draw=|(coming, items)| {
                let title = if coming { public::HOME_SOON } else { public::HOME_LATEST };
                view! {
                    <div class="page-head">
                        <h2 class="section-title">{t(title)}</h2>
                        <A href="/activities" attr:class="more-link">{t(public::HOME_SEE_ALL)}<Icon name=IconName::ArrowRight/></A>
                    </div>
                    {if items.is_empty() {
                        view! { <EmptyState title=t(public::HOME_NONE) icon=IconName::Calendar/> }.into_any()
                    } else {
                        view! {
                            <ul class="activities">
                                {items.into_iter().map(|card| view! { <li><ActivityCard card below_section=true/></li> }).collect_view()}
                            </ul>
                        }.into_any()
                    }}
                }.into_any()
            }/>
        </section>
    }
}
