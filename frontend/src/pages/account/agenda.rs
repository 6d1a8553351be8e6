//! Following one's own calendar from a phone.

use domain::agenda::{CalendarAddress, CalendarStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::agenda as calls;
use crate::clipboard;
use crate::format;
use crate::i18n::{agenda as words, general, t, tf};
use crate::load::Loaded;
use crate::ui::{Button, ButtonKind, ButtonLink, Card, Confirm, IconName, toast};

#[component]
pub fn Agenda() -> impl IntoView {
    view! {
        <Card title=t(words::TITLE)>
            <p class="row-note">{t(words::LEAD)}</p>
            <Loaded lines=1 fetch=calls::status draw=|status| view! { <Following status/> }.into_any()/>
        </Card>
    }
}

#[component]
fn Following(status: CalendarStatus) -> impl IntoView {
    let since = RwSignal::new(status.since);
    let address = RwSignal::new(None::<CalendarAddress>);
    let (busy, renewing) = (RwSignal::new(false), RwSignal::new(false));
    let open = move || {
        busy.set(true);
        spawn_local(async move {
            let answer = calls::open().await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            renewing.set(false);
            match answer {
                Ok(made) => {
                    since.set(Some(made.since));
                    address.set(Some(made));
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    };
    let close = move || {
        busy.set(true);
        spawn_local(async move {
            let answer = calls::close().await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    since.set(None);
                    address.set(None);
                    toast::success(t(words::CLOSED));
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    };
    // Whoever follows it already would be cut off.
    let press = move || {
        if since.with_untracked(Option::is_some) {
            renewing.set(true);
        } else {
            open();
        }
    };
    let action = move || {
        t(if since.get().is_some() {
            words::RENEW
        } else {
            words::OPEN
        })
    };
    view! {
        <div role="status">
            {move || address.get().map(|made| view! { <Address url=made.url/> })}
            {move || (address.with(Option::is_none)).then(|| since.get()).flatten().map(|at| view! {
                <p>{tf(words::SINCE, &[&format::moment(at)])}</p>
            })}
        </div>
        <div class="card-actions">
            <Button busy icon=IconName::Calendar on_press=press>{action}</Button>
            {move || since.get().map(|_| view! {
                <Button kind=ButtonKind::Quiet busy on_press=close>{t(words::CLOSE)}</Button>
            })}
        </div>
        <Confirm open=renewing title=t(words::RENEW) action=t(words::RENEW) kind=ButtonKind::Danger busy on_confirm=open>
            <p>{t(words::RENEW_TEXT)}</p>
        </Confirm>
    }
}

#[component]
fn Address(url: String) -> impl IntoView {
    // Calendar programs answer to this scheme.
    let program = url
        .split_once("://")
        .map(|(_, rest)| format!("webcal://{rest}"))
        .unwrap_or_default();
    let copied = url.clone();
    let copy = move || {
        spawn_local(clipboard::copy(
            copied.clone(),
            general::COPIED,
            words::COPY_FAILED,
        ));
    };
    view! {
        <p class="field-label">{t(words::ADDRESS)}</p>
        <p class="calendar-address"><code>{url}</code></p>
        <p class="row-note">{t(words::ADDRESS_NOTE)}</p>
        <div class="card-actions">
            <ButtonLink href=program external=true kind=ButtonKind::Primary icon=IconName::Plus>{t(words::ADD)}</ButtonLink>
            <Button icon=IconName::Copy on_press=copy>{t(words::COPY)}</Button>
        </div>
    }
}
