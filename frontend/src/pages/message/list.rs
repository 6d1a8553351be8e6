//! What one was told, by day, the newest first.

use domain::id::MessageId;
use domain::message::{MarkRead, Message};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::target;
use crate::api;
use crate::format;
use crate::i18n::{general, message as texts, t};
use crate::inbox::use_inbox;
use crate::listing::{Listed, Listing};
use crate::page;
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{Badge, Button, ButtonKind, ButtonLink, EmptyState, Icon, IconName, Tab, Tabs, Tone, toast};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(texts::LIST));
    view! { <SignedIn><Inbox/></SignedIn> }
}

/// What was read since the page was opened: a row changes where it stands, and the list is not asked for anew.
type Seen = StoredValue<Vec<MessageId>>;

#[component]
fn Inbox() -> impl IntoView {
    let inbox = use_inbox();
    let chosen = RwSignal::new("all");
    let seen: Seen = StoredValue::new(Vec::new());
    let again = RwSignal::new(0_u32);
    let busy = RwSignal::new(false);
    let read_all = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let everything = MarkRead {
                all: true,
                ..MarkRead::default()
            };
            let answer = api::message::mark_read(&everything).await;
            let _ = busy.try_set(false);
            match answer {
                Ok(now) => {
                    inbox.set(now);
                    toast::success(t(texts::ALL_READ));
                    let _ = again.try_update(|n| *n += 1);
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let tabs = vec![
        Tab::new("all", t(general::ALL)),
        Tab::new("unread", t(texts::UNREAD)),
    ];
    let panel = Callback::new(move |key| view! { <Messages unread=key == "unread" seen again/> }.into_any());
    view! {
        <div class="wrap narrow page">
            <div class="page-head">
                <h1 class="page-title">{t(texts::LIST)}</h1>
                <div class="cluster">
                    <ButtonLink href="/account" kind=ButtonKind::Quiet>{t(texts::SMS_SETTINGS)}</ButtonLink>
                    <Button busy disabled=Signal::derive(move || inbox.unread() == 0) on_press=read_all>
                        {t(texts::READ_ALL)}
                    </Button>
                </div>
            </div>
            <Tabs label=t(texts::FILTER) tabs chosen panel/>
        </div>
    }
}

#[component]
fn Messages(unread: bool, seen: Seen, again: RwSignal<u32>) -> impl IntoView {
    let listing = Listing::new(move |cursor| {
        again.track();
        api::message::list(unread, cursor)
    });
    let empty = move || {
        let (title, text) = if unread {
            (texts::NONE_UNREAD, texts::NONE_UNREAD_HINT)
        } else {
            (texts::EMPTY, texts::EMPTY_HINT)
        };
        view! { <EmptyState title=t(title) text=t(text) icon=IconName::Bell/> }
    };
    view! {
        <Listed
            listing
            class="messages"
            empty
            heading=Some(day)
            draw=move |message| view! { <Row message seen/> }.into_any()
        />
    }
}

/// `今天`, `昨天`, else the date.
fn day(message: &Message) -> String {
    let day = message.created_at.shanghai_date();
    let ago = page::now().map(|now| (now.shanghai_date() - day).num_days());
    match ago {
        Some(0) => t(texts::TODAY).to_owned(),
        Some(1) => t(texts::YESTERDAY).to_owned(),
        _ => format::date(day),
    }
}

#[component]
fn Row(message: Message, seen: Seen) -> impl IntoView {
    let inbox = use_inbox();
    let session = use_session();
    let href = target::of(&message, untrack(|| session.me()).as_ref());
    let id = message.id;
    let unread = RwSignal::new(message.read_at.is_none() && seen.with_value(|seen| !seen.contains(&id)));
    let read = move || {
        if !unread.get_untracked() {
            return;
        }
        unread.set(false);
        seen.update_value(|seen| seen.push(id));
        // Goes on while the page it leads to opens.
        spawn_local(async move {
            let this = MarkRead {
                ids: vec![id],
                ..MarkRead::default()
            };
            if let Ok(now) = api::message::mark_read(&this).await {
                inbox.set(now);
            }
        });
    };
    let inside = view! {
        <span class="message-icon"><Icon name=target::icon(message.kind)/></span>
        <span class="message-text">
            <span class="message-title">
                {move || unread.get().then(|| view! { <Badge tone=Tone::Accent>{t(texts::UNREAD)}</Badge> })}
                {message.title}
            </span>
            {(!message.body.is_empty()).then(|| view! { <span class="message-body">{message.body}</span> })}
        </span>
        <time class="message-time" datetime=format::machine(message.created_at)>{format::time(message.created_at)}</time>
    };
    view! {
        <div class="message" class:message-unread=move || unread.get()>
            {match href {
                Some(href) => view! { <A href attr:class="message-open" on:click=move |_| read()>{inside}</A> }.into_any(),
                None => view! {
                    <button class="message-open" type="button" on:click=move |_| read()>{inside}</button>
                }.into_any(),
            }}
        </div>
    }
}
