//! A visitor's scan: it leads here, with the token behind the `#`.

use domain::check_in::{PointState, PublicPoint, Stamp};
use domain::id::CheckInPointId;
use domain::problem::{Code, Fault, FaultCode, Faults};
use gloo_storage::{SessionStorage, Storage};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{STAMPS, about};
use crate::api::{Answer, check_in as calls};
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{check_in as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::session::use_session;
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
    if let (Ok(path), Ok(history)) = (location.pathname(), window().history()) {
        let state = history.state().unwrap_or_default();
        let _ = history.replace_state_with_url(&state, "", Some(&path));
    }
    Some(token)
}

#[component]
fn Visit(point: PublicPoint) -> impl IntoView {
    let session = use_session();
    let id = point.id;
    let stamp = RwSignal::new(None::<Stamp>);
    let (busy, said) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let kept = RwSignal::new(SessionStorage::get::<String>(waiting(id)).ok());
    let scanned = StoredValue::new(scanned());
    let faults = FormFaults::default();
    let take = move |token: String, typed: bool| {
        busy.set(true);
        said.set(None);
        spawn_local(async move {
            let answer = calls::check_in(id, token).await;
            if busy.try_set(false).is_some() {
                return;
            }
            SessionStorage::delete(waiting(id));
            kept.set(None);
            match answer {
                Ok(made) => stamp.set(Some(made)),
                Err(failure) if typed => faults.show_at("/code", failure.message()),
                Err(failure) => said.set(Some(failure.message())),
            }
        });
    };
    // Once it is known who is there: what was scanned is used, or kept for after signing in.
    Effect::new(move |_| {
        if !session.is_known() {
            return;
        }
        match (session.is_signed_in(), scanned.get_value(), kept.get_untracked()) {
            (true, Some(token), _) | (true, None, Some(token)) => {
                scanned.set_value(None);
                take(token, false);
            }
            (false, Some(token), _) => {
                scanned.set_value(None);
                busy.set(true);
                spawn_local(async move {
                    let answer = calls::ticket(id, token).await;
                    if busy.try_set(false).is_some() {
                        return;
                    }
                    match answer {
                        Ok(ticket) => {
                            // A browser that keeps nothing can still type the number.
                            let _ = SessionStorage::set(waiting(id), &ticket.token);
                            kept.set(Some(ticket.token));
                        }
                        Err(failure) => said.set(Some(failure.message())),
                    }
                });
            }
            (_, None, _) => {}
        }
    });
    let head = point.clone();
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
            {move || (stamp.with(Option::is_none) && !busy.get()).then(|| view! {
                <Ask point=point.clone() kept=kept.read_only() faults on_code=move |code| take(code, true)/>
            })}
        </section>
    }
}

/// What somebody can do who has no stamp yet.
#[component]
fn Ask(
    point: PublicPoint,
    kept: ReadSignal<Option<String>>,
    faults: FormFaults,
    #[prop(into)] on_code: Callback<String>,
) -> impl IntoView {
    let session = use_session();
    let at = |moment: Option<_>| moment.map(format::moment).unwrap_or_default();
    let closed = match point.state {
        PointState::Open => None,
        PointState::NotYet => Some(tf(words::OPENS_AT, &[&at(point.opens_at)])),
        PointState::Over => Some(tf(words::OVER_SINCE, &[&at(point.closes_at)])),
        PointState::Closed => Some(t(words::STOPPED).to_owned()),
    };
    let sign_in = format!("/sign-in?to=/check-in/{}", point.id);
    let closed = StoredValue::new(closed);
    let page = StoredValue::new(about(point.activity_id, point.venue_id));
    move || {
        let ticket = kept.with(Option::is_some);
        let href = sign_in.clone();
        if !session.is_known() {
            return ().into_any();
        }
        // A scan made in time counts, whatever the clock shows after signing in.
        if let (Some(text), false) = (closed.get_value(), ticket) {
            return view! {
                <p class="check-in-closed">{text}</p>
                {page.get_value().map(|(href, name)| view! { <ButtonLink href kind=ButtonKind::Secondary>{t(name)}</ButtonLink> })}
            }
            .into_any();
        }
        if !session.is_signed_in() {
            let (title, hint) = if ticket {
                (words::SIGN_IN_FIRST, t(words::SIGN_IN_FIRST_HINT))
            } else {
                (words::SIGN_IN_TO_ENTER, "")
            };
            return view! {
                <h2 class="card-title">{t(title)}</h2>
                <p class="row-note">{hint}</p>
                <ButtonLink href kind=ButtonKind::Primary icon=IconName::User>{t(words::SIGN_IN_FIRST)}</ButtonLink>
            }
            .into_any();
        }
        view! { <Number faults on_code/> }.into_any()
    }
}

#[component]
fn Number(faults: FormFaults, on_code: Callback<String>) -> impl IntoView {
    let code = RwSignal::new(String::new());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
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
            <Button kind=ButtonKind::Primary submit=true icon=IconName::Check>{t(words::CHECK_IN)}</Button>
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
