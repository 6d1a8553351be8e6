//! The public page of a science venue.

use domain::venue::{Admission, OpenNow, OpenState, OpeningHours, PublicVenue};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

use super::facts::Fact;
use super::map::MapLink;
use crate::api::venue as calls;
use crate::format;
use crate::i18n::{general, t, tf, venue as words};
use crate::load::Loaded;
use crate::page;
use crate::ui::{Badge, Breadcrumb, ButtonKind, ButtonLink, Crumb, IconName, Tone};

#[component]
pub fn VenuePage() -> impl IntoView {
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
                draw=|venue| view! { <Shown venue/> }.into_any()
            />
        </div>
    }
}

/// Whether it is open now; nothing where its hours are not known.
#[component]
pub fn Opened(open: Option<OpenNow>) -> impl IntoView {
    open.map(|now| {
        let tone = match now.state {
            OpenState::Open => Tone::Good,
            OpenState::OpensLater => Tone::Accent,
            OpenState::ClosedToday => Tone::Neutral,
        };
        let text = match (now.state, now.at.map(format::time)) {
            (OpenState::Open, Some(until)) => tf(words::OPEN_UNTIL, &[&until]),
            (OpenState::Open, None) => t(words::OPEN_ALWAYS).to_owned(),
            (OpenState::OpensLater, Some(at)) => tf(words::OPENS_AT, &[&at]),
            (OpenState::OpensLater, None) | (OpenState::ClosedToday, _) => t(words::CLOSED_TODAY).to_owned(),
        };
        view! { <Badge tone>{text}</Badge> }
    })
}

#[component]
pub fn Admitted(how: Option<Admission>) -> impl IntoView {
    how.map(|how| view! { <Badge>{t(words::admission(how))}</Badge> })
}

#[component]
fn Shown(venue: PublicVenue) -> impl IntoView {
    let card = venue.card;
    page::title(&card.name);
    let place = format!("{}{}", card.region_name, card.address);
    let above = vec![
        Crumb::new("/", t(general::HOME)),
        Crumb::new("/venues", t(words::LIST)),
    ];
    let phone = venue.phone.map(|phone| {
        let dialled: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        view! { <Fact icon=IconName::Device name=words::PHONE><a href=format!("tel:{dialled}") rel="external">{phone}</a></Fact> }
    });
    let facilities: Vec<_> = card
        .accessibility
        .iter()
        .map(|what| t(words::accessibility(*what)))
        .collect();
    view! {
        <Breadcrumb above here=card.name.clone()/>
        <article class="detail">
            <header class="detail-head">
                <div class="activity-badges"><Opened open=card.open/><Admitted how=card.admission/></div>
                <h1 class="page-title">{card.name.clone()}</h1>
            </header>
            <div class="detail-side">
                <dl class="facts">
                    <Fact icon=IconName::Place name=words::ADDRESS>{format!("{} {}", card.region_name, card.address)}</Fact>
                    {phone}
                    {(!facilities.is_empty()).then(|| view! {
                        <Fact icon=IconName::Check name=words::ACCESSIBILITY>{facilities.join("、")}</Fact>
                    })}
                    <Fact icon=IconName::Building name=words::KEPT_BY>{card.organization_name}</Fact>
                </dl>
                {venue.booking_url.map(|href| view! {
                    <ButtonLink href external=true kind=ButtonKind::Primary icon=IconName::Ticket>{t(words::BOOK)}</ButtonLink>
                })}
                <MapLink place position=card.position/>
                <ButtonLink href=venue.activities icon=IconName::Calendar>{t(words::ACTIVITIES)}</ButtonLink>
            </div>
            <div class="detail-main">
                <h2 class="section-title">{t(words::HOURS)}</h2>
                <Week hours=venue.opening/>
                {(!venue.hours_note.is_empty()).then(|| view! { <p>{venue.hours_note}</p> })}
                {(!venue.introduction.is_empty()).then(|| view! {
                    <h2 class="section-title">{t(words::INTRODUCTION)}</h2>
                    <p class="plain-text">{venue.introduction}</p>
                })}
            </div>
        </article>
    }
}

/// The hours of each day of the week.
#[component]
fn Week(hours: Vec<OpeningHours>) -> impl IntoView {
    if hours.is_empty() {
        return view! { <p>{t(words::HOURS_UNKNOWN)}</p> }.into_any();
    }
    let days = (1_u8..).zip(words::DAY_NAMES).map(|(day, name)| {
        let mut own: Vec<_> = hours
            .iter()
            .filter(|line| line.days.contains(&day))
            .filter_map(|line| line.opens.zip(line.closes))
            .collect();
        own.sort_unstable();
        let spans: Vec<String> = own.iter().map(|(from, to)| format!("{from}–{to}")).collect();
        let text = if spans.is_empty() {
            t(words::CLOSED_DAY).to_owned()
        } else {
            spans.join("、")
        };
        view! { <dt>{t(name)}</dt><dd>{text}</dd> }
    });
    view! {
        <dl class="week">{days.collect_view()}</dl>
        <p class="row-note">{t(words::HOURS_BY_WEEK)}</p>
    }
    .into_any()
}
