//! How many messages wait to be read: asked for with every page, and every minute while the page is looked at.

use domain::message::Unread;
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;
use leptos_router::hooks::use_location;

use crate::api;
use crate::i18n::{message, t, tf};
use crate::session::{self, use_session};
use crate::ui::{Icon, IconName};

const EVERY_MS: u32 = 60_000;
/// Above it the bell says `99+`.
const SHOWN_MAX: i64 = 99;

/// The number as a signal. `Copy`; from the context by [`use_inbox`].
#[derive(Clone, Copy)]
pub struct Inbox {
    unread: RwSignal<i64>,
    /// Rises with every answer that is newer than the questions still on their way.
    told: StoredValue<u32>,
}

impl Inbox {
    pub fn start() {
        provide_context(Self {
            unread: RwSignal::new(0),
            told: StoredValue::new(0),
        });
    }
    pub fn unread(self) -> i64 {
        self.unread.get()
    }
    /// What marking messages as read has answered; a count asked for before that is out of date.
    pub fn set(self, now: Unread) {
        self.told.update_value(|n| *n += 1);
        self.unread.set(now.unread);
    }
    fn refresh(self) {
        let told = self.told.get_value();
        spawn_local(async move {
            // Without an answer the last number stays: nothing here is worth a message.
            if let Ok(now) = api::message::unread().await
                && self.told.get_value() == told
                && session::token().is_some()
            {
                self.set(now);
            }
        });
    }
}

pub fn use_inbox() -> Inbox {
    expect_context()
}

/// The way to the inbox, for those who have one.
#[component]
pub fn Bell() -> impl IntoView {
    let session = use_session();
    let inbox = use_inbox();
    let path = use_location().pathname;
    // Nobody reads messages before their roles have the authenticator they need: the server would refuse each look.
    let reads = Memo::new(move |_| session.is_signed_in() && !session.lacks_second_factor());
    Effect::new(move |_| {
        path.track();
        if reads.get() {
            inbox.refresh();
        } else {
            inbox.set(Unread { unread: 0 });
        }
    });
    let refresh = move || {
        if reads.try_get_untracked() == Some(true) && !document().hidden() {
            inbox.refresh();
        }
    };
    // Kept with the frame and dropped with it, which ends it.
    StoredValue::new_local(Interval::new(EVERY_MS, refresh));
    let looked_at = window_event_listener_untyped("visibilitychange", move |_| refresh());
    on_cleanup(move || looked_at.remove());
    let label = move || match inbox.unread() {
        0 => t(message::LIST).to_owned(),
        n => tf(message::UNREAD_COUNT, &[&n.to_string()]),
    };
    let count = move || match inbox.unread() {
        0 => None,
        n if n > SHOWN_MAX => Some(format!("{SHOWN_MAX}+")),
        n => Some(n.to_string()),
    };
    move || {
        reads.get().then(|| {
            view! {
                <A href="/messages" attr:class="icon-button bell" attr:aria-label=label>
                    <Icon name=IconName::Bell/>
                    {move || count().map(|n| view! { <span class="bell-count" aria-hidden="true">{n}</span> })}
                </A>
            }
        })
    }
}
