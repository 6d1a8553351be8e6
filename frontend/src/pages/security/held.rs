//! Roles in force with who holds them.

use domain::access::Role;
use domain::grant::HeldGrant;
use leptos::prelude::*;

use super::grant::{reach, take_back};
use super::state::{Whom, use_desk};
use crate::api::grant as calls;
use crate::format;
use crate::i18n::{general, names, security as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::session::use_session;
use crate::ui::{Badge, Choice, EmptyState, IconName, Select, Tone};

#[component]
pub fn Held() -> impl IntoView {
    let desk = use_desk();
    let role = RwSignal::new(String::new());
    let roles: Vec<_> = Role::ALL
        .map(|role| Choice::new(role.as_str(), names::role(role)))
        .to_vec();
    let listing = Listing::new(move |cursor| {
        desk.again.track();
        let role = role.get();
        async move { calls::list(&role, cursor).await }
    });
    let empty = || view! { <EmptyState title=t(words::HELD_NONE) icon=IconName::People/> };
    view! {
        <section class="stack" aria-label=t(words::HELD)>
            <div class="held-head">
                <h2 class="section-title">{t(words::HELD)}</h2>
                <Select label=t(words::GIVE_ROLE) value=role choices=roles empty=t(general::ALL)/>
            </div>
            <Listed listing empty draw=|held| view! { <Row held/> }.into_any()/>
        </section>
    }
}

#[component]
fn Row(held: HeldGrant) -> impl IntoView {
    let desk = use_desk();
    let me = untrack(|| use_session().me()).map(|me| me.id);
    let id = held.account_id;
    let whom = Whom {
        id,
        name: held.display_name.clone(),
        // A role is taken back whatever the account's version.
        version: 0,
    };
    let tool = (me != Some(id)).then(|| take_back(desk, held.grant.clone(), whom));
    let tone = if held.grant.role.needs_second_factor() {
        Tone::Accent
    } else {
        Tone::Neutral
    };
    let said = tf(words::HELD_OPEN, &[&held.display_name]);
    view! {
        <div class="row held">
            <div class="row-title">
                <p class="held-who">
                    <button class="link" type="button" on:click=move |_| desk.open(id)>
                        <span aria-hidden="true">{held.display_name}</span><span class="visually-hidden">{said}</span>
                    </button>
                    <span class="held-phone">{held.phone}</span>
                </p>
                <p class="row-note">{reach(&held.grant)}" · "{tf(words::HELD_SINCE, &[&format::date(held.created_at.shanghai_date())])}</p>
            </div>
            <div class="held-side"><Badge tone>{names::role(held.grant.role)}</Badge>{tool}</div>
        </div>
    }
}
