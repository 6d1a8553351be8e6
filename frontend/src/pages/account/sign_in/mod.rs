//! Signing in: a phone, then the code sent to it, and for those who have an authenticator its code.

mod state;

use domain::account::{CODE_DIGITS, SmsCodeIssued};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use self::state::SignInForm;
use super::demo::DemoAccounts;
use crate::i18n::{account, t, tf};
use crate::page;
use crate::pages::home::HOME;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, TextInput};

#[component]
pub fn SignInPage() -> impl IntoView {
    page::title(t(account::SIGN_IN_TITLE));
    let form = SignInForm::new();
    let session = use_session();
    let navigate = use_navigate();
    let params = use_query_map();
    // Whoever is signed in has nothing to do here: back to where they came from.
    Effect::new(move |_| {
        if session.is_signed_in() {
            let options = NavigateOptions {
                replace: true,
                ..NavigateOptions::default()
            };
            navigate(&target(params.with_untracked(|p| p.get("to"))), options);
        }
    });
    let choose = Callback::new(move |phone: String| {
        form.phone.set(phone);
        form.request(true);
    });
    view! {
        <div class="wrap page sign-in">
            <section class="sign-in-form card">
                <h1 class="page-title">{t(account::SIGN_IN_TITLE)}</h1>
                {move || match form.issued.get() {
                    None => view! { <PhoneStep form/> }.into_any(),
                    Some(issued) => view! { <CodeStep form issued/> }.into_any(),
                }}
            </section>
            <DemoAccounts on_choose=choose/>
        </div>
    }
}

/// Where to go afterwards: a path of this site, never another one.
fn target(to: Option<String>) -> String {
    to.filter(|to| {
        to.starts_with('/') && !to.starts_with("//") && !to.starts_with("/\\") && !to.starts_with("/sign-in")
    })
    .unwrap_or_else(|| HOME.to_owned())
}

#[component]
fn PhoneStep(form: SignInForm) -> impl IntoView {
    view! {
        <form class="stack" novalidate on:submit=move |e| {
            e.prevent_default();
            if !form.busy.get_untracked() {
                form.request(false);
            }
        }>
            <p class="row-note">{t(account::SIGN_IN_LEAD)}</p>
            <TextInput
                label=t(account::PHONE)
                hint=t(account::PHONE_HINT)
                value=form.phone
                kind="tel"
                autocomplete="tel-national"
                fault=form.faults.at("/phone")
            />
            <Button kind=ButtonKind::Primary submit=true busy=form.busy>{t(account::GET_CODE)}</Button>
        </form>
    }
}

#[component]
fn CodeStep(form: SignInForm, issued: SmsCodeIssued) -> impl IntoView {
    let session = use_session();
    let minutes = (issued.expires_in / 60).to_string();
    let hint = tf(account::CODE_HINT, &[&form.phone.get_untracked(), &minutes]);
    let again = Callback::new(move |()| form.request(form.demo_code.with_untracked(Option::is_some)));
    let back = Callback::new(move |()| form.start_over());
    view! {
        <form class="stack" novalidate on:submit=move |e| {
            e.prevent_default();
            if !form.busy.get_untracked() {
                form.sign_in(session);
            }
        }>
            {move || form.demo_code.get().map(|code| view! { <p class="demo-code" role="status">{tf(account::DEMO_CODE, &[&code])}</p> })}
            <TextInput
                label=t(account::CODE)
                hint
                value=form.code
                inputmode="numeric"
                autocomplete="one-time-code"
                maxlength=CODE_DIGITS as u32
                fault=form.faults.at("/code")
            />
            <div class="sign-in-second">
                <p class="sign-in-next" role="status">{move || form.second.get().then(|| t(account::TOTP_NEXT))}</p>
                {move || form.second.get().then(|| view! {
                    <TextInput
                        label=t(account::TOTP)
                        hint=t(account::TOTP_HINT)
                        value=form.totp
                        autocomplete="off"
                        fault=form.faults.at("/totp")
                    />
                })}
            </div>
            <Button kind=ButtonKind::Primary submit=true busy=form.busy>{t(account::SIGN_IN)}</Button>
            <div class="cluster sign-in-more">
                {move || match form.wait.get() {
                    0 => view! { <Button kind=ButtonKind::Quiet on_press=again>{t(account::RESEND)}</Button> }.into_any(),
                    left => view! { <span class="sign-in-wait">{tf(account::RESEND_IN, &[&left.to_string()])}</span> }.into_any(),
                }}
                <Button kind=ButtonKind::Quiet on_press=back>{t(account::OTHER_PHONE)}</Button>
            </div>
        </form>
    }
}
