//! One's own account: name, roles, authenticator, standing in, SMS, devices.

use domain::account::{GrantView, Me};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::agenda::Agenda;
use super::authenticator::Authenticator;
use super::delegations::Delegations;
use super::devices::Devices;
use super::preferences::SmsPreferences;
use crate::api;
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{account, check_in, general, names, t, tf};
use crate::page;
use crate::pages::check_in::STAMPS;
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{Button, ButtonKind, ButtonLink, Card, EmptyState, Icon, IconName, TextInput, toast};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(account::SHOW_TITLE));
    let session = use_session();
    let reviews = Memo::new(move |_| session.reviews());
    // Until the roles have the authenticator they need, the server refuses the rest.
    let open = Memo::new(move |_| !session.lacks_second_factor());
    view! {
        <SignedIn enrolling=true>
            <div class="wrap narrow page">
                <h1 class="page-title">{t(account::SHOW_TITLE)}</h1>
                {move || session.me().map(|me| view! { <Profile me=me.clone()/><Grants grants=me.grants/> })}
                <Authenticator/>
                {move || open.get().then(|| view! {
                    <p><ButtonLink href=STAMPS icon=IconName::Flag>{t(check_in::STAMPS)}</ButtonLink></p>
                    {move || reviews.get().then(|| view! { <Delegations/> })}
                    <Agenda/>
                    <SmsPreferences/>
                    <Devices/>
                })}
            </div>
        </SignedIn>
    }
}

#[component]
fn Profile(me: Me) -> impl IntoView {
    let session = use_session();
    let name = RwSignal::new(me.display_name.clone());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let version = me.version;
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        faults.clear();
        spawn_local(async move {
            let answer = api::account::rename(name.get_untracked(), version).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(me) => {
                    toast::success(t(account::RENAMED));
                    session.update(me);
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <Card title=t(account::PROFILE)>
            <dl class="pairs">
                <div><dt>{t(account::PHONE)}</dt><dd>{me.phone}</dd></div>
                {me.second_factor_required.then(|| view! {
                    <div><dt>{t(account::NAME)}</dt><dd>{me.display_name}</dd></div>
                })}
            </dl>
            // Refused, as everything is, until the roles have the authenticator they need.
            {(!me.second_factor_required).then(|| view! {
                <form class="profile-form" novalidate on:submit=save>
                    <TextInput
                        label=t(account::NAME)
                        hint=t(account::NAME_HINT)
                        value=name
                        autocomplete="name"
                        fault=faults.at("/display_name")
                    />
                    <Button submit=true busy>{t(general::SAVE)}</Button>
                </form>
            })}
            <p class="row-note">{tf(account::SINCE, &[&format::date(me.created_at.shanghai_date())])}</p>
        </Card>
    }
}

#[component]
fn Grants(grants: Vec<GrantView>) -> impl IntoView {
    view! {
        <Card title=t(account::GRANTS)>
            {if grants.is_empty() {
                view! {
                    <EmptyState title=t(account::GRANTS_NONE) text=t(account::GRANTS_NONE_HINT) icon=IconName::User>
                        <ButtonLink href="/my/organizations" kind=ButtonKind::Primary>{t(general::MY_ORGANIZATIONS)}</ButtonLink>
                    </EmptyState>
                }.into_any()
            } else {
                view! {
                    <ul class="rows">
                        {grants.into_iter().map(|grant| view! {
                            <li class="row">
                                <Icon name=if grant.role.is_in_organization() { IconName::Building } else { IconName::Place }/>
                                <span class="row-title">{names::role(grant.role)}</span>
                                <span class="grant-reach">{names::reach(&grant)}</span>
                                {grant.on_behalf_of_name.as_ref().map(|name| view! {
                                    <span class="row-note">{tf(account::STANDS_IN_FOR, &[name])}</span>
                                })}
                                {(!grant.lines.is_empty()).then(|| view! {
                                    <span class="row-note">{tf(account::LINES, &[&names::lines(&grant.lines)])}</span>
                                })}
                            </li>
                        }).collect_view()}
                    </ul>
                }.into_any()
            }}
        </Card>
    }
}
