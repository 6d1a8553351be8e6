//! Looking for something to use again.

use domain::dictionary::DictionaryName;
use domain::resource::PublicResourceCard;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::A;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

use super::names::{self, StandingBadge};
use super::{LIBRARY, MINE};
use crate::api::{self, media, reference};
use crate::fetched::Fetched;
use crate::form::RegionSelect;
use crate::i18n::{general, names as values, public, resource as words, t};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::public::More;
use crate::pause::after_pause;
use crate::session::use_session;
use crate::ui::{
    Badge, ButtonKind, ButtonLink, Checkbox, Choice, EmptyState, Icon, IconName, Select, TextInput, Tone,
};

/// After this long without typing the words are searched for.
const PAUSE_MS: u32 = 400;
/// What narrows the list and stands in the address.
const NAMES: [&str; 7] = ["q", "kind", "region", "audience", "field", "licence", "sort"];

#[component]
pub fn LibraryPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let session = use_session();
    let params = use_query_map();
    let first = params.get_untracked();
    let [q, kind, region, audience, field, licence, sort] =
        NAMES.map(|name| RwSignal::new(first.get(name).unwrap_or_default()));
    let recommended = RwSignal::new(first.get("recommended").is_some());
    let typed = RwSignal::new(q.get_untracked());
    let settle = after_pause(PAUSE_MS, move |text: String| {
        let _ = q.try_set(text);
    });
    Effect::new(move |_| settle(typed.get()));
    let values = [q, kind, region, audience, field, licence, sort];
    // Another address (back, the menu) fills the fields.
    Effect::new(move |_| {
        let params = params.get();
        for (name, value) in NAMES.into_iter().zip(values) {
            let now = params.get(name).unwrap_or_default();
            if value.get_untracked().trim() != now.trim() {
                value.set(now);
            }
        }
        let now = params.get("recommended").is_some();
        if recommended.get_untracked() != now {
            recommended.set(now);
        }
    });
    Effect::new(move |_| {
        let now = q.get();
        if typed.get_untracked().trim() != now.trim() {
            typed.set(now);
        }
    });
    let asked = Memo::new(move |_| {
        let mut all: Vec<(&'static str, String)> =
            NAMES.into_iter().zip(values.map(|value| value.get())).collect();
        if recommended.get() {
            all.push(("recommended", "true".to_owned()));
        }
        all.retain(|(_, value)| !value.trim().is_empty());
        all
    });
    let navigate = use_navigate();
    Effect::new(move |before: Option<()>| {
        let asked = asked.get();
        if before.is_some() {
            let mut params = ParamsMap::new();
            for (name, value) in asked {
                params.insert(name, value);
            }
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&format!("{LIBRARY}{}", params.to_query_string()), options);
        }
    });
    let found = Listing::new(move |cursor| api::resource::library(asked.get(), cursor));
    let sorts = vec![
        Choice::new("recommended", t(words::SORT_RECOMMENDED)),
        Choice::new("views", t(words::SORT_VIEWS)),
        Choice::new("reuses", t(words::SORT_REUSES)),
    ];
    view! {
        <div class="wrap page">
            <div class="page-head">
                <div>
                    <h1 class="page-title">{t(words::TITLE)}</h1>
                    <p class="page-note">{t(words::LEAD)}</p>
                </div>
                {move || session.is_signed_in().then(|| view! {
                    <ButtonLink href=MINE kind=ButtonKind::Quiet>{t(words::MINE)}</ButtonLink>
                })}
            </div>
            <div class="search">
                <form class="search-filters" role="search" on:submit=|e| e.prevent_default()>
                    <TextInput label=t(public::Q) value=typed kind="search"/>
                    <More>
                        <Select label=t(words::KIND) value=kind choices=names::kinds() empty=t(general::ALL)/>
                        <RegionSelect value=region/>
                        <Coded label=t(words::AUDIENCES) value=audience of=DictionaryName::Audiences/>
                        <Coded label=t(words::FIELDS) value=field of=DictionaryName::Fields/>
                        <Select label=t(words::LICENCE) value=licence choices=names::licences() empty=t(general::ALL)/>
                        <Checkbox label=t(words::ONLY_RECOMMENDED) value=recommended/>
                        <Select label=t(public::SORT) value=sort choices=sorts empty=t(words::SORT_NEWEST)/>
                    </More>
                </form>
                <section class="search-results" aria-label=t(words::TITLE)>
                    <p class="search-count" role="status">{move || found.said()}</p>
                    <Listed
                        listing=found
                        class="activities activities-list"
                        empty=|| view! { <EmptyState title=t(words::NONE) text=t(words::NONE_HINT)/> }
                        draw=|card| view! { <Card card/> }.into_any()
                    />
                </section>
            </div>
        </div>
    }
}

/// A value of a dictionary.
#[component]
fn Coded(#[prop(into)] label: String, value: RwSignal<String>, of: DictionaryName) -> impl IntoView {
    let entries = Fetched::new(move || reference::dictionary(of));
    let choices = Signal::derive(move || {
        let all = entries.get().and_then(Result::ok).map(|page| page.items);
        let choice = |e: &_| Choice::new(code(e), values::entry(e));
        all.unwrap_or_default().iter().map(choice).collect::<Vec<_>>()
    });
    view! { <Select label value choices empty=t(general::ALL)/> }
}

fn code(entry: &domain::dictionary::DictionaryEntry) -> &str {
    &entry.code
}

#[component]
fn Card(card: PublicResourceCard) -> impl IntoView {
    view! {
        <article class="activity">
            <div class="activity-picture">
                {match card.cover_id {
                    Some(id) => view! { <img src=media::content(id, "thumb") alt="" loading="lazy" decoding="async"/> }.into_any(),
                    None => view! { <span class="activity-no-picture"><Icon name=IconName::Image/></span> }.into_any(),
                }}
            </div>
            <div class="activity-text">
                <div class="activity-badges">
                    <Badge tone=Tone::Accent>{t(names::kind(card.kind))}</Badge>
                    {card.standing.map(|standing| view! { <StandingBadge standing batch=card.batch/> })}
                </div>
                <h2 class="activity-title"><A href=format!("{LIBRARY}/{}", card.id)>{card.title}</A></h2>
                <p class="row-note">{card.summary}</p>
                <ul class="activity-facts">
                    <li><Icon name=IconName::Building/><span>{card.organization_name}</span></li>
                    <li><Icon name=IconName::Info/><span>{t(names::licence(card.licence).0)}</span></li>
                    <li><Icon name=IconName::People/><span>{names::counts(card.counts)}</span></li>
                </ul>
            </div>
        </article>
    }
}
