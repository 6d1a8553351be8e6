//! The public page of a themed route: its stops in order, with the ways between them.

use domain::dictionary::DictionaryName;
use domain::route::{PublicRoute, PublicStop};
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::use_params_map;

use super::card_of_stamps::Card;
use super::filters::dictionary;
use super::venue::{Admitted, Opened};
use crate::api::route as calls;
use crate::i18n::{general, route as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::ui::{Badge, Breadcrumb, Crumb, Icon, IconName, Tone};

#[component]
pub fn RoutePage() -> impl IntoView {
    page::title(t(words::SHOW));
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    view! {
        <div class="wrap page">
            <Loaded
                heading=true
                lines=8
                fetch=move || {
                    let id = id.get();
                    async move { calls::public(&id).await }
                }
                draw=|route| view! { <Shown route/> }.into_any()
            />
        </div>
    }
}

fn kilometres(metres: u32) -> String {
    format!("{:.1}", f64::from(metres) / 1_000.0)
}

#[component]
fn Shown(route: PublicRoute) -> impl IntoView {
    page::title(&route.title);
    let above = vec![
        Crumb::new("/", t(general::HOME)),
        Crumb::new("/routes", t(words::LIST)),
    ];
    let hours = format!("{:.1}", f64::from(route.minutes) / 60.0);
    let named = dictionary(DictionaryName::Audiences);
    let audiences = route.audiences;
    let whom = move || {
        let all: Vec<String> = audiences.iter().filter_map(|code| named(code)).collect();
        (!all.is_empty()).then(|| view! { <p>{t(words::AUDIENCES)}"："{all.join("、")}</p> })
    };
    view! {
        <Breadcrumb above here=route.title.clone()/>
        <article class="route">
            <div class="activity-badges">
                <Badge tone=Tone::Accent>{route.theme}</Badge>
                <Badge>{route.region_name}</Badge>
            </div>
            <h1 class="page-title">{route.title}</h1>
            <p class="plain-text">{route.introduction}</p>
            {whom}
            <p><strong>{tf(words::TOTAL, &[&hours, &kilometres(route.metres)])}</strong></p>
            {route.takes_stamps.then(|| view! { <Card id=route.id/> })}
            <ol class="stops">
                {(1..).zip(route.stops).map(|(n, stop)| view! { <Stop n stop/> }).collect_view()}
            </ol>
            {(route.left_out > 0).then(|| view! { <p class="notice">{tf(words::LEFT_OUT, &[&route.left_out.to_string()])}</p> })}
            <p class="row-note">{t(words::ESTIMATE)}</p>
        </article>
    }
}

#[component]
fn Stop(n: u32, stop: PublicStop) -> impl IntoView {
    let venue = stop.venue;
    view! {
        <li class="stop">
            {stop.leg.map(|leg| view! {
                <p class="stop-way"><Icon name=IconName::ArrowRight/>{tf(words::LEG, &[&kilometres(leg.metres), &leg.minutes.to_string()])}</p>
            })}
            <div class="venue">
                <div class="activity-badges"><Opened open=venue.open/><Admitted how=venue.admission/></div>
                <h2 class="activity-title">{format!("{n}. ")}<A href=format!("/venues/{}", venue.id)>{venue.name}</A></h2>
                {(!stop.note.is_empty()).then(|| view! { <p>{stop.note}</p> })}
                <ul class="activity-facts">
                    <li><Icon name=IconName::Place/><span>{format!("{} {}", venue.region_name, venue.address)}</span></li>
                    <li><Icon name=IconName::Clock/><span>{tf(words::STOP_MINUTES, &[&stop.minutes.to_string()])}</span></li>
                </ul>
            </div>
        </li>
    }
}
