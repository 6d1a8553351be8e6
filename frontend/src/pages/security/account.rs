//! The account that is looked at.

use domain::account::GrantView;
use domain::grant::AccountView;
use leptos::prelude::*;

use super::grant::{reach, take_back};
use super::state::{Desk, Doing, HEADING, Whom, use_desk};
use crate::format;
use crate::i18n::{Text, names, security as words, t, tf};
use crate::session::use_session;
use crate::ui::{Badge, Button, ButtonKind, IconName, Tone};

#[component]
pub fn Opened(account: AccountView) -> impl IntoView {
    let desk = use_desk();
    let me = untrack(|| use_session().me()).map(|me| me.id);
    let own = me == Some(account.id);
    let whom = Whom {
        id: account.id,
        name: account.display_name.clone(),
        version: account.version,
    };
    let grants = account.grants.clone();
    let steps = if own {
        view! { <p class="row-note">{t(words::OWN)}</p> }.into_any()
    } else {
        let (account, whom) = (account.clone(), whom.clone());
        view! { <Ways account whom/> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby=HEADING>
            <div class="card-head">
                <h2 class="card-title account-title" id=HEADING tabindex="-1">{account.display_name.clone()}</h2>
                <Button kind=ButtonKind::Quiet icon=IconName::Close on_press=move || desk.close()>{t(words::CLOSE)}</Button>
            </div>
            <Facts account/>
            <div>
                <h3 class="list-heading">{t(words::ROLES)}</h3>
                <Roles grants whom own/>
            </div>
            {steps}
        </section>
    }
}

#[component]
fn Facts(account: AccountView) -> impl IntoView {
    let (state, tone) = if account.locked {
        (words::LOCKED, Tone::Bad)
    } else {
        (words::ACTIVE, Tone::Good)
    };
    let (factor, factor_tone) = if account.second_factor {
        (words::AUTHENTICATOR_ON, Tone::Good)
    } else {
        (words::AUTHENTICATOR_OFF, Tone::Neutral)
    };
    let since = format::date(account.created_at.shanghai_date());
    view! {
        <dl class="pairs account-facts">
            <div><dt>{t(words::PHONE)}</dt><dd>{account.phone}</dd></div>
            <div><dt>{t(words::SINCE)}</dt><dd>{since}</dd></div>
            <div>
                <dt>{t(words::STATE)}</dt>
                <dd><Badge tone>{t(state)}</Badge>{account.locked_reason}</dd>
            </div>
            <div><dt>{t(words::AUTHENTICATOR)}</dt><dd><Badge tone=factor_tone>{t(factor)}</Badge></dd></div>
            <div><dt>{t(words::SESSIONS)}</dt><dd>{tf(words::SESSIONS_COUNT, &[&account.sessions.to_string()])}</dd></div>
        </dl>
    }
}

#[component]
fn Roles(grants: Vec<GrantView>, whom: Whom, own: bool) -> impl IntoView {
    let desk = use_desk();
    if grants.is_empty() {
        return view! { <p class="row-note">{t(words::ROLES_NONE)}</p> }.into_any();
    }
    let row = move |grant: GrantView| {
        let tool = (!own).then(|| take_back(desk, grant.clone(), whom.clone()));
        view! {
            <li class="row">
                <div class="row-title">
                    <p>{names::role(grant.role)}</p>
                    <p class="row-note">{reach(&grant)}</p>
                </div>
                {tool}
            </li>
        }
    };
    view! { <ul class="rows">{grants.into_iter().map(row).collect_view()}</ul> }.into_any()
}

/// What can be done with the account of somebody else.
#[component]
fn Ways(account: AccountView, whom: Whom) -> impl IntoView {
    let desk = use_desk();
    let step = move |text: Text, kind: ButtonKind, doing: Doing| way(desk, text, kind, doing, whom.clone());
    let give = move || desk.giving.set(true);
    view! {
        <div class="card-actions">
            <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=give>{t(words::GIVE)}</Button>
            {(account.sessions > 0).then(|| step(words::END, ButtonKind::Secondary, Doing::EndSessions))}
            {account.second_factor.then(|| step(words::RESET, ButtonKind::Secondary, Doing::Reset))}
            {if account.locked {
                step(words::UNLOCK, ButtonKind::Secondary, Doing::Unlock)
            } else {
                step(words::LOCK, ButtonKind::Danger, Doing::Lock)
            }}
        </div>
    }
}

fn way(desk: Desk, text: Text, kind: ButtonKind, doing: Doing, whom: Whom) -> AnyView {
    let press = move || desk.ask(doing.clone(), whom.clone());
    view! { <Button kind on_press=press>{t(text)}</Button> }.into_any()
}
