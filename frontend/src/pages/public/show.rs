//! One published activity.

use domain::activity::finding::LinkState;
use domain::public::PublicActivity;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::facts::Facts;
use super::map::MapLink;
use super::related::Related;
use super::report::Report;
use super::share::Share;
use super::shots::Shots;
use crate::api::{self, media};
use crate::fetched::Fetched;
use crate::format;
use crate::i18n::{general, names, public, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::ui::{Badge, Breadcrumb, ButtonKind, ButtonLink, Crumb, IconName, Tone};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(public::SHOW_TITLE));
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|p| p.get("id")).unwrap_or_default());
    view! {
        <div class="wrap page">
            <Loaded
                heading=true
                lines=8
                fetch=move || {
                    let id = id.get();
                    async move { api::public::activity(&id).await }
                }
                draw=|activity| view! { <Shown activity/> }.into_any()
            />
        </div>
    }
}

#[component]
fn Shown(activity: PublicActivity) -> impl IntoView {
    let card = activity.card.clone();
    let related = card.clone();
    page::title(&card.title);
    let above = vec![
        Crumb::new("/", t(general::HOME)),
        Crumb::new("/activities", t(public::LIST_TITLE)),
    ];
    let here = card.title.clone();
    let edition = {
        let key = card.edition.clone();
        Fetched::new(move || {
            let key = key.clone();
            async move { api::reference::edition(&key).await }
        })
    };
    let category = {
        let code = card.category.clone();
        let region = card.region_code.clone();
        move || {
            let edition = edition.get()?.ok()?;
            let found = edition.categories.iter().find(|c| c.code == code)?;
            let name = names::category(found, Some(&region)).to_owned();
            Some(view! { <Badge>{name}</Badge> })
        }
    };
    let alt = tf(public::POSTER, &[&card.title]);
    view! {
        <Breadcrumb above here/>
        <article class="detail">
            <header class="detail-head">
                <div class="activity-badges">
                    <Badge tone=Tone::Accent>{names::mode(card.mode)}</Badge>
                    {category}
                </div>
                <h1 class="page-title">{card.title.clone()}</h1>
            </header>
            <div class="detail-side">
                {card.poster_id.map(|id| view! {
                    <img class="detail-poster" src=media::content(id, "original") alt=alt width="600" height="350" fetchpriority="high"/>
                })}
                <Facts activity=activity.clone()/>
                {activity.reservation_url.clone().map(|href| view! {
                    <ButtonLink href external=true kind=ButtonKind::Primary icon=IconName::Ticket>{t(public::BOOK)}</ButtonLink>
                })}
                {(activity.reservation_state == Some(LinkState::Dead)).then(|| view! {
                    <p class="field-hint">{t(public::BOOKING_DEAD)}</p>
                })}
                {card.mode.has_place().then(|| {
                    let place = format!("{}{}", card.region_name, card.address.clone().unwrap_or_default());
                    view! { <MapLink place position=card.position/> }
                })}
                <Share card=card.clone()/>
                <Report id=card.id/>
            </div>
            <div class="detail-main">
                <h2 class="section-title">{t(public::DETAILS)}</h2>
                // Cleaned by the server to a small set of elements when it was approved.
                <div class="prose" inner_html=activity.detail_html></div>
                <Shots photos=activity.photo_ids videos=activity.video_ids/>
                <p class="row-note">{tf(public::UPDATED, &[&format::moment(activity.updated_at)])}</p>
            </div>
        </article>
        <Related card=related/>
    }
}
