//! The dialogs that ask before something is done.

use domain::account::GrantView;
use domain::grant::REASON_MAX;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::grant::reach;
use super::state::{Doing, Whom, use_desk};
use crate::api::grant as calls;
use crate::i18n::{Text, names, security as words, t, tf};
use crate::pages::reason::ReasonDialog;
use crate::ui::{ButtonKind, Confirm};

#[component]
pub fn Steps() -> impl IntoView {
    let desk = use_desk();
    move || {
        let (doing, whom) = desk.doing.get()?;
        Some(match doing {
            Doing::Lock => view! { <Lock whom/> }.into_any(),
            Doing::TakeBack(grant) => view! { <TakeBack grant whom/> }.into_any(),
            Doing::Unlock => view! { <Ask doing=Doing::Unlock whom texts=UNLOCK/> }.into_any(),
            Doing::Reset => view! { <Ask doing=Doing::Reset whom texts=RESET danger=true/> }.into_any(),
            Doing::EndSessions => {
                view! { <Ask doing=Doing::EndSessions whom texts=END danger=true/> }.into_any()
            }
        })
    }
}

/// Title, what follows, what the button says, what is said when it is done.
type Texts = [Text; 4];

const UNLOCK: Texts = [
    words::UNLOCK_TITLE,
    words::UNLOCK_TEXT,
    words::UNLOCK,
    words::UNLOCK_DONE,
];
const RESET: Texts = [
    words::RESET_TITLE,
    words::RESET_TEXT,
    words::RESET,
    words::RESET_DONE,
];
const END: Texts = [words::END_TITLE, words::END_TEXT, words::END, words::END_DONE];

/// A step for which nothing has to be given.
#[component]
fn Ask(doing: Doing, whom: Whom, texts: Texts, #[prop(optional)] danger: bool) -> impl IntoView {
    let desk = use_desk();
    let [title, text, action, done] = texts;
    let title = tf(title, &[&whom.name]);
    let confirm = move || {
        desk.busy.set(true);
        let doing = doing.clone();
        let (id, version) = (whom.id, whom.version);
        spawn_local(async move {
            let answer = match doing {
                Doing::Unlock => calls::unlock(id, version).await,
                Doing::Reset => calls::reset_second_factor(id).await,
                _ => calls::end_sessions(id).await,
            };
            desk.settle(answer, done);
        });
    };
    let kind = if danger {
        ButtonKind::Danger
    } else {
        ButtonKind::Primary
    };
    view! {
        <Confirm open=desk.asking title action=t(action) kind busy=desk.busy on_confirm=confirm>
            <p>{t(text)}</p>
        </Confirm>
    }
}

#[component]
fn Lock(whom: Whom) -> impl IntoView {
    let desk = use_desk();
    let (id, version) = (whom.id, whom.version);
    let confirm = move |reason: String| {
        desk.busy.set(true);
        desk.faults.clear();
        spawn_local(async move {
            let answer = calls::lock(id, version, reason).await;
            desk.settle(answer, words::LOCK_DONE);
        });
    };
    view! {
        <ReasonDialog
            open=desk.asking title=tf(words::LOCK_TITLE, &[&whom.name]) text=t(words::LOCK_TEXT)
            label=t(words::LOCK_REASON) action=t(words::LOCK) danger=true limit=REASON_MAX
            faults=desk.faults busy=desk.busy on_confirm=confirm
        />
    }
}

#[component]
fn TakeBack(grant: GrantView, whom: Whom) -> impl IntoView {
    let desk = use_desk();
    let text = tf(words::TAKE_BACK_TEXT, &[names::role(grant.role), &reach(&grant)]);
    let (id, who) = (grant.id, whom.id);
    let confirm = move || {
        desk.busy.set(true);
        spawn_local(async move {
            let answer = calls::take_back(id).await;
            desk.taken_back(answer, who);
        });
    };
    view! {
        <Confirm
            open=desk.asking title=tf(words::TAKE_BACK_TITLE, &[&whom.name]) action=t(words::TAKE_BACK)
            kind=ButtonKind::Danger busy=desk.busy on_confirm=confirm
        >
            <p>{text.clone()}</p>
        </Confirm>
    }
}
