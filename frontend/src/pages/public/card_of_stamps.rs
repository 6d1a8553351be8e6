//! One's own stamp card of a route.

use domain::check_in::StampCard;
use domain::id::RouteId;
use leptos::prelude::*;

use crate::api::check_in as calls;
use crate::format;
use crate::i18n::{check_in as words, t, tf};
use crate::load::Loaded;
use crate::session::use_session;
use crate::ui::{ButtonLink, Icon, IconName};

/// Of a route on which stamps can be collected.
#[component]
pub fn Card(id: RouteId) -> impl IntoView {
    let session = use_session();
    let signed_in = Memo::new(move |_| session.is_known().then(|| session.is_signed_in()));
    move || {
        match signed_in.get() {
        None => ().into_any(),
        Some(true) => view! { <Loaded lines=2 fetch=move || calls::card(id) draw=|card| view! { <Shown card/> }.into_any()/> }.into_any(),
        Some(false) => {
            let href = format!("/sign-in?to=/routes/{id}");
            view! { <p class="no-print"><ButtonLink href icon=IconName::Flag>{t(words::CARD_SIGN_IN)}</ButtonLink></p> }.into_any()
        }
    }
    }
}

#[component]
fn Shown(card: StampCard) -> impl IntoView {
    let all = card
        .stamps
        .iter()
        .filter(|stamp| stamp.open || stamp.day.is_some())
        .count();
    let lead = if card.complete {
        words::CARD_FULL
    } else {
        words::CARD_HINT
    };
    view! {
        <section class="card stamp-card" aria-labelledby="stamp-card">
            <h2 class="card-title" id="stamp-card">
                {t(words::CARD)}" · "{tf(words::CARD_COUNT, &[&card.collected.to_string(), &all.to_string()])}
            </h2>
            <ol class="stamp-marks">
                {(1..).zip(card.stamps).map(|(n, stamp)| {
                    let said = stamp.day.map(|day| tf(words::CARD_STAMPED, &[&format::date(day)]));
                    view! {
                        <li class="stamp-mark" class:stamp-mark-empty=stamp.day.is_none()>
                            {match said {
                                Some(said) => view! { <Icon name=IconName::Check/><span class="visually-hidden">{said}</span> }.into_any(),
                                None => view! { <span>{n.to_string()}</span> }.into_any(),
                            }}
                        </li>
                    }
                }).collect_view()}
            </ol>
            <p class="row-note">{t(lead)}</p>
        </section>
    }
}
