//! What is entered for signing in, and what the server says of it.

use domain::account::{
    CODE_DIGITS, CODE_LIFETIME_SECONDS, CODE_RESEND_SECONDS, SignIn, SmsCodeIssued, TOTP_LOCK_SECONDS,
    TokenTransport,
};
use domain::problem::{Code, Fault, FaultCode};
use domain::text::Phone;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{self, ApiFailure};
use crate::form::FormFaults;
use crate::i18n::{account, t, tf};
use crate::page;
use crate::session::Session;
use crate::ui::toast;

/// The state of signing in. `Copy`.
#[derive(Clone, Copy)]
pub(super) struct SignInForm {
    pub phone: RwSignal<String>,
    pub code: RwSignal<String>,
    pub totp: RwSignal<String>,
    /// The account has an authenticator: its code is asked for.
    pub second: RwSignal<bool>,
    pub faults: FormFaults,
    pub busy: RwSignal<bool>,
    /// A code is on its way.
    pub issued: RwSignal<Option<SmsCodeIssued>>,
    /// Seconds until another code can be asked for.
    pub wait: RwSignal<i64>,
    pub demo_code: RwSignal<Option<String>>,
}

impl SignInForm {
    pub fn new() -> Self {
        Self {
            phone: RwSignal::new(String::new()),
            code: RwSignal::new(String::new()),
            totp: RwSignal::new(String::new()),
            second: RwSignal::new(false),
            faults: FormFaults::default(),
            busy: RwSignal::new(false),
            issued: RwSignal::new(None),
            wait: RwSignal::new(0),
            demo_code: RwSignal::new(None),
        }
    }

    /// Asks for a code; `fill` takes it from the demonstration's outbox.
    pub fn request(self, fill: bool) {
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

    pub fn sign_in(self, session: Session) {
        let code = self.code.get_untracked().trim().to_owned();
        if code.len() != CODE_DIGITS || !code.bytes().all(|b| b.is_ascii_digit()) {
            self.faults.show_one("/code", FaultCode::InvalidCodeFormat);
            return;
        }
        let totp = self.totp.get_untracked().trim().to_owned();
        if self.second.get_untracked() && totp.is_empty() {
            let missing = Fault::new("/totp", FaultCode::Required).with(t(account::TOTP));
            self.faults.show(&missing.into());
            return;
        }
        self.faults.clear();
        self.busy.set(true);
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
                Err(failure) => self.shut_out(&failure),
            }
        });
    }

    /// Another person, from the beginning.
    pub fn start_over(self) {
        self.faults.clear();
        self.demo_code.set(None);
        self.second.set(false);
        self.totp.set(String::new());
        self.issued.set(None);
        page::focus_input_in(".sign-in-form");
    }

    /// What is asked for next, or what was wrong. The code by SMS stays good while the authenticator's is missing or wrong.
    fn shut_out(self, failure: &ApiFailure) {
        match failure.code() {
            Some(Code::SecondFactorNeeded) => {
                let _ = self.second.try_set(true);
                page::focus_input_in(".sign-in-second");
            }
            Some(Code::InvalidSecondFactor) if self.asks_second() => {
                self.totp.set(String::new());
                self.refused("/totp", failure);
            }
            // Of the code by SMS or of the authenticator: the server does not say of which.
            Some(Code::TooManyAttempts) if self.asks_second() => {
                let minutes = (TOTP_LOCK_SECONDS / 60).to_string();
                self.faults
                    .show_at("/totp", tf(account::TOTP_TOO_MANY, &[&minutes]));
            }
            _ => self.refused("/code", failure),
        }
    }

    fn asks_second(self) -> bool {
        self.second.try_get_untracked() == Some(true)
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
