//! A visitor's scan: it leads here, with the token behind the `#`.

use domain::check_in::{PointState, PublicPoint, Stamp};
use domain::id::CheckInPointId;
use domain::problem::{Code, Fault, FaultCode, Faults};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{STAMPS, about};
use crate::api::{Answer, ApiFailure, check_in as calls};
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{check_in as words, general, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::session::use_session;
use crate::storage::Store;
use crate::ui::{Button, ButtonKind, ButtonLink, EmptyState, Icon, IconName, Progress as Bar, TextInput};

#[component]
pub fn VisitPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let id = page::id_in_path::<CheckInPointId>("id");
    view! {
        <div class="wrap narrow page">
            <h1 class="page-title">{t(words::TITLE)}</h1>
            {move || match id.get() {
                None => unknown(),
                Some(id) => view! {
                    <Loaded
                        fetch=move || look_up(id)
                        draw=|found| match found {
                            Some(point) => view! { <Visit point/> }.into_any(),
                            None => unknown(),
                        }
                    />
                }.into_any(),
            }}
        </div>
    }
}

fn unknown() -> AnyView {
    view! { <EmptyState title=t(words::UNKNOWN) text=t(words::UNKNOWN_HINT)/> }.into_any()
}

/// `None` where there is no such point.
async fn look_up(id: CheckInPointId) -> Answer<Option<PublicPoint>> {
    match calls::point(id).await {
        Err(failure) if failure.code() == Some(Code::NotFound) => Ok(None),
        answer => answer.map(Some),
    }
}

/// Where the ticket of a scan waits while somebody signs in: until the browser's tab is closed.
fn waiting(id: CheckInPointId) -> String {
    format!("kepu.check-in.{id}")
}

/// The token behind the `#`, which is taken out of the address: what is scanned is not passed on by copying it.
fn scanned() -> Option<String> {
    let location = window().location();
    let token = location.hash().ok()?.trim_start_matches('#').to_owned();
    if token.is_empty() {
        return None;
    }
    if let Ok(path) = location.pathname() {
        page::readdress(&path);
    }
    Some(token)
}

/// Seconds between looks at the clock while a point has not opened: a phone that slept has missed them.
const LOOKS: std::ops::RangeInclusive<i64> = 5..=60;

/// Seconds until a point opens that is not open yet.
fn until_open(point: &PublicPoint) -> Option<i64> {
    let opens = point.opens_at.filter(|_| point.state == PointState::NotYet)?;
    Some(opens.unix_seconds() - page::now()?.unix_seconds())
}

/// Asks again once a point opens: whoever comes early need not load the page anew.
fn follow(point: RwSignal<PublicPoint>) {
    spawn_local(async move {
        while let Some(left) = point.try_with_untracked(until_open).flatten() {
            let seconds = left.clamp(*LOOKS.start(), *LOOKS.end());
            TimeoutFuture::new(u32::try_from(seconds * 1000).unwrap_or_default()).await;
            let Some((id, left)) = point.try_with_untracked(|p| (p.id, until_open(p))) else {
                return;
            };
            if left.is_none_or(|left| left > 0) {
                continue;
            }
            // Without an answer it is asked again.
            if let Ok(now) = calls::point(id).await
                && point.try_set(now).is_some()
            {
                return;
            }
        }
    });
}

/// Whether what was sent is still worth something: nobody answered, or the session was over.
fn can_be_sent_again(failure: &ApiFailure) -> bool {
    failure.is_passing() || matches!(failure, ApiFailure::Problem(p) if p.status == 401)
}

#[component]
fn Visit(point: PublicPoint) -> impl IntoView {
    let session = use_session();
    let id = point.id;
    let head = point.clone();
    let point = RwSignal::new(point);
    follow(point);
    let stamp = RwSignal::new(None::<Stamp>);
    let (busy, said) = (RwSignal::new(false), RwSignal::new(None::<String>));
    // Both stay until the server has answered: a scan cannot be repeated from elsewhere.
    let scanned = RwSignal::new(scanned());
    let kept = RwSignal::new(Store::Tab.get::<String>(&waiting(id)));
    let lost = RwSignal::new(false);
    let faults = FormFaults::default();
    let take = move |token: String, typed: bool| {
        busy.set(true);
        said.set(None);
        spawn_local(async move {
            let answer = calls::check_in(id, token).await;
            if busy.try_set(false).is_some() {
                return;
            }
            let again = answer.as_ref().is_err_and(can_be_sent_again);
            // A wrong number says nothing of a scan that waits.
            if answer.is_ok() || !(again || typed) {
                Store::Tab.forget(&waiting(id));
                scanned.set(None);
                kept.set(None);
            }
            if !typed {
                lost.set(again);
            }
            match answer {
                Ok(made) => stamp.set(Some(made)),
                Err(failure) if typed => faults.show_at("/code", failure.message()),
                Err(failure) => said.set(Some(failure.message())),
            }
        });
    };
    // Exchanged for a ticket, a scan leaves time to sign in.
    let keep = move |token: String| {
        busy.set(true);
        said.set(None);
        spawn_local(async move {
            let answer = calls::ticket(id, token).await;
            if busy.try_set(false).is_some() {
                return;
            }
            let again = answer.as_ref().is_err_and(ApiFailure::is_passing);
            lost.set(again);
            if !again {
                scanned.set(None);
            }
            match answer {
                Ok(ticket) => {
                    Store::Tab.set(&waiting(id), &ticket.token);
                    kept.set(Some(ticket.token));
                }
                Err(failure) => said.set(Some(failure.message())),
            }
        });
    };
    let go = move || {
        let signed_in = session.is_signed_in();
        // The session is renewed in the midst of a request, too.
        if busy.get_untracked() {
            return;
        }
        match (signed_in, scanned.get_untracked(), kept.get_untracked()) {
            (true, Some(token), _) | (true, None, Some(token)) => take(token, false),
            (false, Some(token), _) => keep(token),
            (_, None, _) => {}
        }
    };
    // Once it is known who is there: what was scanned is used, or kept for after signing in.
    Effect::new(move |_| {
        if session.is_known() {
            go();
        }
    });
    let offers_again = Memo::new(move |_| lost.get() && stamp.with(Option::is_none));
    view! {
        <section class="card check-in">
            {head.activity_title.map(|title| view! { <p class="check-in-activity">{title}</p> })}
            <p class="check-in-place"><Icon name=IconName::Place/><span>{head.name}</span></p>
            {head.opens_at.zip(head.closes_at).map(|(from, to)| view! { <p class="row-note">{format::span(from, to)}</p> })}
            <div role="status" aria-live="polite">
                {move || match (stamp.get(), busy.get()) {
                    (Some(stamp), _) => view! { <Done stamp/> }.into_any(),
                    (None, true) => view! { <Bar label=t(words::WORKING) value=Signal::derive(|| None)/> }.into_any(),
                    (None, false) => said.get().map(|said| view! {
                        <p class="check-in-failed"><Icon name=IconName::Warning/><span>{said}</span></p>
                    }).into_any(),
                }}
            </div>
            {move || offers_again.get().then(|| view! {
                <Button kind=ButtonKind::Primary icon=IconName::Refresh busy on_press=move || untrack(go)>{t(general::RETRY)}</Button>
            })}
            // It stays while something is sent: what is typed in it, and the focus, are not lost.
            {move || stamp.with(Option::is_none).then(|| view! {
                <Ask point kept=kept.read_only() faults busy on_code=move |code| take(code, true)/>
            })}
        </section>
    }
}

/// What somebody can do who has no stamp yet.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Way {
    /// It is not known yet who is there.
    Unknown,
    /// Nobody can check in, for this reason.
    Closed(String),
    /// Signing in comes first; `true` where a scan waits for that.
    SignIn(bool),
    Number,
}

fn reason(point: &PublicPoint) -> Option<String> {
    let at = |moment: Option<_>| moment.map(format::moment).unwrap_or_default();
    match point.state {
        PointState::Open => None,
        PointState::NotYet => Some(tf(words::OPENS_AT, &[&at(point.opens_at)])),
        PointState::Over => Some(tf(words::OVER_SINCE, &[&at(point.closes_at)])),
        PointState::Closed => Some(t(words::STOPPED).to_owned()),
    }
}

#[component]
fn Ask(
    point: RwSignal<PublicPoint>,
    kept: ReadSignal<Option<String>>,
    faults: FormFaults,
    busy: RwSignal<bool>,
    #[prop(into)] on_code: Callback<String>,
) -> impl IntoView {
    let session = use_session();
    let way = Memo::new(move |_| {
        let ticket = kept.with(Option::is_some);
        if !session.is_known() {
            return Way::Unknown;
        }
        // A scan made in time counts, whatever the clock shows after signing in.
        match point.with(reason).filter(|_| !ticket) {
            Some(why) => Way::Closed(why),
            None if session.is_signed_in() => Way::Number,
            None => Way::SignIn(ticket),
        }
    });
    let (id, page) = point.with_untracked(|p| (p.id, about(p.activity_id, p.venue_id)));
    let page = StoredValue::new(page);
    move || {
        match way.get() {
        Way::Unknown => ().into_any(),
        Way::Closed(why) => view! {
            <p class="check-in-closed">{why}</p>
            {page.get_value().map(|(href, name)| view! { <ButtonLink href kind=ButtonKind::Secondary>{t(name)}</ButtonLink> })}
        }
        .into_any(),
        Way::SignIn(ticket) => {
            let (title, hint) = if ticket {
                (words::SIGN_IN_FIRST, t(words::SIGN_IN_FIRST_HINT))
            } else {
                (words::SIGN_IN_TO_ENTER, "")
            };
            let href = format!("/sign-in?to=/check-in/{id}");
            view! {
                <h2 class="card-title">{t(title)}</h2>
                <p class="row-note">{hint}</p>
                <ButtonLink href kind=ButtonKind::Primary icon=IconName::User>{t(words::SIGN_IN_FIRST)}</ButtonLink>
            }
            .into_any()
        }
        Way::Number => view! { <Number faults busy on_code/> }.into_any(),
    }
    }
}

#[component]
fn Number(faults: FormFaults, busy: RwSignal<bool>, on_code: Callback<String>) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = domain::text::half_width(code.get_untracked().trim());
        if typed.len() != 6 || !typed.bytes().all(|b| b.is_ascii_digit()) {
            faults.show(&Faults::one(Fault::new("/code", FaultCode::InvalidCodeFormat)));
            return;
        }
        faults.clear();
        on_code.run(typed);
    };
    view! {
        <form class="check-in-form" novalidate on:submit=submit>
            <TextInput
                label=t(words::CODE) hint=t(words::CODE_HINT) value=code inputmode="numeric" autocomplete="off" maxlength=12
                fault=faults.at("/code") required=true
            />
            <Button kind=ButtonKind::Primary submit=true icon=IconName::Check busy>{t(words::CHECK_IN)}</Button>
        </form>
    }
}

#[component]
fn Done(stamp: Stamp) -> impl IntoView {
    let page = about(stamp.activity_id, stamp.venue_id);
    view! {
        <div class="stamp-made">
            <span class="stamp-mark" aria-hidden="true"><Icon name=IconName::Check/></span>
            <h2 class="card-title">{t(words::DONE)}</h2>
            <p>{format::moment(stamp.at)}</p>
            <p class="row-note">{t(words::DONE_NOTE)}</p>
            <div class="cluster">
                <ButtonLink href=STAMPS kind=ButtonKind::Primary>{t(words::SEE_STAMPS)}</ButtonLink>
                {page.map(|(href, name)| view! { <ButtonLink href>{t(name)}</ButtonLink> })}
            </div>
        </div>
    }
}
