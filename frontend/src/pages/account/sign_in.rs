//! Signing in: a phone, then the code sent to it.

use domain::account::{
    CODE_DIGITS, CODE_LIFETIME_SECONDS, CODE_RESEND_SECONDS, SignIn, SmsCodeIssued, TokenTransport,
};
use domain::problem::{Code, FaultCode};
use domain::text::Phone;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::demo::DemoAccounts;
use crate::api::{self, ApiFailure};
use crate::form::FormFaults;
use crate::i18n::{account, t, tf};
use crate::page;
use crate::pages::home::HOME;
use crate::session::{Session, use_session};
use crate::ui::{Button, ButtonKind, Checkbox, TextInput, toast};

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

/// The state of signing in. `Copy`.
#[derive(Clone, Copy)]
struct SignInForm {
    phone: RwSignal<String>,
    code: RwSignal<String>,
    totp: RwSignal<String>,
    faults: FormFaults,
    busy: RwSignal<bool>,
    /// A code is on its way.
    issued: RwSignal<Option<SmsCodeIssued>>,
    /// Seconds until another code can be asked for.
    wait: RwSignal<i64>,
    demo_code: RwSignal<Option<String>>,
}

impl SignInForm {
    fn new() -> Self {
        Self {
            phone: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
            totp: RwSignal::new(String::new()),
            faults: FormFaults::default(),
            busy: RwSignal::new(false),
            issued: RwSignal::new(None),
            wait: RwSignal::new(0),
            demo_code: RwSignal::new(None),
        }
    }

    /// Asks for a code; `fill` takes it from the demonstration's outbox.
    fn request(self, fill: bool) {
        let phone = match Phone::parse(&self.phone.get_untracked()) {
            Ok(phone) => phone.as_str().to_owned(),
            Err(fault) => {
                self.faults.show(&fault.into());
                return;
            }
        };
        self.faults.clear();
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::account::request_code(phone.clone()).await;
            let issued = match answer {
                // In a demonstration the code sent a moment ago can still be read.
                Err(failure) if fill && failure.code() == Some(Code::ResendTooSoon) => Ok(SmsCodeIssued {
                    expires_in: CODE_LIFETIME_SECONDS,
                    resend_after: CODE_RESEND_SECONDS,
                }),
                answer => answer,
            };
            // The page may be gone by now.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match issued {
                Ok(issued) => {
                    self.count_down(issued.resend_after);
                    self.code.set(String::new());
                    self.issued.set(Some(issued));
                    page::focus_input_in(".sign-in-form");
                    if fill {
                        self.fill(&phone).await;
                    }
                }
                Err(failure) => self.refused(
                    if self.issued.with_untracked(Option::is_some) {
                        "/code"
                    } else {
                        "/phone"
                    },
                    &failure,
                ),
            }
        });
    }

    async fn fill(self, phone: &str) {
        match api::platform::demo_code(phone).await {
            Ok(sms) => {
                let _ = self.code.try_set(sms.code.clone());
                let _ = self.demo_code.try_set(Some(sms.code));
            }
            Err(failure) => toast::failure(failure.message()),
        }
    }

    fn count_down(self, seconds: i64) {
        let running = self.wait.get_untracked() > 0;
        self.wait.set(seconds);
        if running {
            return;
        }
        spawn_local(async move {
            loop {
                TimeoutFuture::new(1_000).await;
                match self.wait.try_get_untracked() {
                    Some(left) if left > 0 => {
                        let _ = self.wait.try_set(left - 1);
                    }
                    _ => return,
                }
            }
        });
    }

    fn sign_in(self, session: Session) {
        let code = self.code.get_untracked().trim().to_owned();
        if code.len() != CODE_DIGITS || !code.bytes().all(|b| b.is_ascii_digit()) {
            self.faults.show_one("/code", FaultCode::InvalidCodeFormat);
            return;
        }
        self.faults.clear();
        self.busy.set(true);
        let totp = self.totp.get_untracked().trim().to_owned();
        let asked = SignIn {
            phone: self.phone.get_untracked(),
            code,
            totp: (!totp.is_empty()).then_some(totp),
            transport: TokenTransport::Cookie,
        };
        spawn_local(async move {
            let answer = api::account::sign_in(asked).await;
            let _ = self.busy.try_set(false);
            match answer {
                Ok(signed_in) => {
                    toast::success(tf(account::WELCOME, &[&signed_in.user.display_name]));
                    session.begin(signed_in);
                }
                Err(failure) => self.refused("/code", &failure),
            }
        });
    }

    /// Beside the field it is about; without an answer from the server, as a message.
    fn refused(self, pointer: &str, failure: &ApiFailure) {
        match failure {
            ApiFailure::Problem(p) if p.errors.is_empty() && p.status < 500 => {
                self.faults.show_at(pointer, failure.message());
            }
            _ => self.faults.fail(failure),
        }
    }
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
    let with_totp = RwSignal::new(false);
    let minutes = (issued.expires_in / 60).to_string();
    let hint = tf(account::CODE_HINT, &[&form.phone.get_untracked(), &minutes]);
    let again = Callback::new(move |()| form.request(form.demo_code.with_untracked(Option::is_some)));
    let back = Callback::new(move |()| {
        form.faults.clear();
        form.demo_code.set(None);
        form.issued.set(None);
        page::focus_input_in(".sign-in-form");
    });
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
            <Checkbox label=t(account::TOTP_SHOW) value=with_totp/>
            {move || with_totp.get().then(|| view! {
                <TextInput
                    label=t(account::TOTP)
                    value=form.totp
                    inputmode="numeric"
                    autocomplete="off"
                    fault=form.faults.at("/totp")
                />
            })}
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
