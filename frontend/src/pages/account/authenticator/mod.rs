//! The authenticator beside the code by SMS: whether there is one, setting it up, recovery codes.

mod ask;
mod codes;
mod entry;
mod set_up;

use domain::account::{RecoveryCodes, SecondFactor, SecondFactorSecret};
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::ask::AskDialog;
use self::codes::Codes;
use self::entry::CodeEntry;
use self::set_up::SetUp;
use crate::api::{Answer, account as calls};
use crate::i18n::{second_factor as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::session::{Session, use_session};
use crate::ui::{Badge, Button, ButtonKind, Icon, IconName, Tone, toast};

/// The `id` of the card's heading.
const HEADING: &str = "authenticator";
/// So few recovery codes are few.
const FEW: i64 = 2;

/// What the card shows. `Copy`.
#[derive(Clone, Copy)]
struct Factor {
    session: Session,
    /// Counts how often the state has changed.
    again: RwSignal<u32>,
    /// What the authenticator has to know, while it is set up.
    begun: RwSignal<Option<SecondFactorSecret>>,
    /// Recovery codes that were just given out.
    codes: RwSignal<Option<Vec<String>>>,
    busy: RwSignal<bool>,
}

impl Factor {
    fn new(session: Session) -> Self {
        Self {
            session,
            again: RwSignal::new(0),
            begun: RwSignal::new(None),
            codes: RwSignal::new(None),
            busy: RwSignal::new(false),
        }
    }
    fn begin(self) {
        self.busy.set(true);
        spawn_local(async move {
            let answer = calls::begin_second_factor().await;
            // The page may be gone by now.
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(secret) => {
                    self.begun.set(Some(secret));
                    show_heading();
                }
                Err(failure) => {
                    toast::failure(failure.message());
                    // Another window may have set it up.
                    self.again.update(|n| *n += 1);
                }
            }
        });
    }
    /// Shows recovery codes where there are new ones, and takes the account as it is now: what was closed may be open.
    fn changed(self, codes: Vec<String>) {
        self.begun.set(None);
        self.codes.set((!codes.is_empty()).then_some(codes));
        self.again.update(|n| *n += 1);
        show_heading();
        let session = self.session;
        spawn_local(async move {
            // Without an answer it is known with the next token.
            if let Ok(me) = calls::me().await {
                session.update(me);
            }
        });
    }
    /// The codes are kept: the card shows the state again.
    fn put_away(self) {
        self.codes.set(None);
        show_heading();
    }
}

fn show_heading() {
    request_animation_frame(|| page::focus(HEADING));
}

#[component]
pub fn Authenticator() -> impl IntoView {
    let factor = Factor::new(use_session());
    // Whoever was led here has nothing else to do.
    if untrack(|| factor.session.lacks_second_factor()) {
        show_heading();
    }
    let fetch = move || {
        factor.again.track();
        calls::second_factor()
    };
    let codes = Memo::new(move |_| factor.codes.get());
    let begun = Memo::new(move |_| factor.begun.get());
    view! {
        <section class="card" aria-labelledby=HEADING>
            <h2 class="card-title authenticator-title" id=HEADING tabindex="-1">{t(words::TITLE)}</h2>
            {move || match (codes.get(), begun.get()) {
                (Some(codes), _) => view! { <Codes codes on_kept=move || factor.put_away()/> }.into_any(),
                (None, Some(secret)) => view! { <SetUp factor secret/> }.into_any(),
                (None, None) => view! { <Loaded lines=2 fetch draw=move |state| view! { <Shown factor state/> }.into_any()/> }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Shown(factor: Factor, state: SecondFactor) -> impl IntoView {
    let (badge, tone) = match (state.active, state.required) {
        (true, _) => (words::ON, Tone::Good),
        (false, true) => (words::OFF, Tone::Warning),
        (false, false) => (words::OFF, Tone::Neutral),
    };
    let unverified = Memo::new(move |_| factor.session.lacks_second_factor());
    let required = state.required;
    view! {
        <p><Badge tone>{t(badge)}</Badge></p>
        {(required && !state.active).then(|| view! { <p>{t(words::REQUIRED)}</p> })}
        <p class="row-note">{t(words::LEAD)}</p>
        {move || if !state.active {
            view! { <Begin factor required/> }.into_any()
        } else if unverified.get() {
            view! { <ThisDevice factor/> }.into_any()
        } else {
            view! { <Keeping factor required left=state.recovery_codes_left/> }.into_any()
        }}
    }
}

#[component]
fn Begin(factor: Factor, required: bool) -> impl IntoView {
    let kind = if required {
        ButtonKind::Primary
    } else {
        ButtonKind::Secondary
    };
    view! {
        <div class="card-actions">
            <Button kind icon=IconName::Device busy=factor.busy on_press=move || factor.begin()>{t(words::SET_UP)}</Button>
        </div>
    }
}

/// An authenticator is there, and this session has given no code of it.
#[component]
fn ThisDevice(factor: Factor) -> impl IntoView {
    let done = move |_: Vec<String>| {
        toast::success(t(words::VERIFIED));
        factor.changed(Vec::new());
    };
    view! {
        <p>{t(words::VERIFY_LEAD)}</p>
        <CodeEntry action=words::VERIFY recovery=true send=calls::confirm_second_factor on_done=done/>
    }
}

/// It is in use: what can be done with it.
#[component]
fn Keeping(factor: Factor, required: bool, left: i64) -> impl IntoView {
    let (renewing, removing) = (RwSignal::new(false), RwSignal::new(false));
    let renewed = move |codes: Vec<String>| factor.changed(codes);
    let removed = move |_: Vec<String>| {
        toast::success(t(words::REMOVED));
        factor.changed(Vec::new());
    };
    view! {
        <p>{tf(words::CODES_LEFT, &[&left.to_string()])}</p>
        {(left <= FEW).then(|| view! {
            <p class="authenticator-few"><Icon name=IconName::Warning/><span>{t(words::CODES_FEW)}</span></p>
        })}
        <div class="card-actions">
            <Button icon=IconName::Refresh on_press=move || renewing.set(true)>{t(words::RENEW)}</Button>
            <Button kind=ButtonKind::Danger on_press=move || removing.set(true)>{t(words::REMOVE)}</Button>
        </div>
        <AskDialog open=renewing title=words::RENEW action=words::RENEW send=calls::renew_recovery_codes on_done=renewed>
            <p>{t(words::RENEW_TEXT)}</p>
        </AskDialog>
        <AskDialog open=removing title=words::REMOVE_TITLE action=words::REMOVE danger=true send=remove on_done=removed>
            <p>{t(words::REMOVE_TEXT)}</p>
            {required.then(|| view! { <p>{t(words::REMOVE_REQUIRED)}</p> })}
        </AskDialog>
    }
}

/// As the other calls answer.
async fn remove(code: String) -> Answer<RecoveryCodes> {
    calls::remove_second_factor(code).await?;
    Ok(RecoveryCodes { codes: Vec::new() })
}
