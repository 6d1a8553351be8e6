//! What is done with one member: approving, refusing, another role, handing over, letting go, leaving.

use std::sync::Arc;

use domain::access::Role;
use domain::organization::{ADMINS_MAX, DecideJoin, JoinDecision, Member, MemberChange, MemberRole};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::LIST;
use super::decide::offered;
use super::members::{Doing, People, use_people};
use super::opened::use_opened;
use crate::api::organization as calls;
use crate::i18n::{Text, activity, general, member as words, t, tf};
use crate::pages::reason::ReasonDialog;
use crate::session::{self, use_session};
use crate::ui::{Button, ButtonKind, Choice, Dialog, RadioGroup, toast};

const REFUSALS: [(Text, Text); 3] = [
    (words::REFUSE_STRANGER, words::REFUSE_STRANGER_TEXT),
    (words::REFUSE_UNCLEAR, words::REFUSE_UNCLEAR_TEXT),
    (words::REFUSE_OTHER, words::REFUSE_OTHER_TEXT),
];
const ORGANIZER: &str = "organizer";
const ADMIN: &str = "org_admin";
const HAND_OVER: &str = "hand_over";

#[component]
pub fn MemberDialogs() -> impl IntoView {
    let people = use_people();
    move || {
        let (doing, m) = people.doing.get()?;
        Some(match doing {
            Doing::Approve => view! { <Approve m/> }.into_any(),
            Doing::Refuse => view! { <Refuse m/> }.into_any(),
            Doing::Change => view! { <Change m/> }.into_any(),
            Doing::LetGo => view! { <LetGo m/> }.into_any(),
            Doing::Leave => view! { <Leave m/> }.into_any(),
        })
    }
}

fn roles(full: bool) -> Vec<Choice> {
    let mut all = vec![Choice::new(ORGANIZER, t(words::ROLE_ORGANIZER))];
    if !full {
        all.push(Choice::new(ADMIN, t(words::ROLE_ADMIN)));
    }
    all
}

fn full_hint(full: bool) -> String {
    if full {
        tf(words::ROLE_FULL, &[&ADMINS_MAX.to_string()])
    } else {
        String::new()
    }
}

fn role_of(chosen: &str) -> MemberRole {
    if chosen == ORGANIZER {
        MemberRole::Organizer
    } else {
        MemberRole::OrgAdmin
    }
}

#[component]
fn Approve(m: Arc<Member>) -> impl IntoView {
    let (people, opened) = (use_people(), use_opened());
    let open = people.open;
    let role = RwSignal::new(ORGANIZER.to_owned());
    let full = people.admins() >= ADMINS_MAX;
    let (who, name) = (m.account_id, m.display_name.clone());
    let title = tf(words::APPROVE_OF, &[&name]);
    let send = move || {
        people.busy.set(true);
        let decided = DecideJoin {
            decision: JoinDecision::Approve,
            role: Some(role_of(&role.get_untracked())),
            reason: None,
        };
        let done = tf(words::APPROVED, &[&name]);
        spawn_local(async move {
            let answer = calls::decide_join(opened.id(), who, &decided).await;
            people.settle(answer, done);
        });
    };
    let send = Callback::new(move |()| send());
    view! {
        <Dialog open title actions=move || confirm(people, open, words::APPROVE, ButtonKind::Primary, send)>
            <p>{t(words::APPROVE_LEAD)}</p>
            <RadioGroup label=t(words::ROLE) hint=full_hint(full) value=role choices=roles(full) fault=people.faults.at("/role")/>
        </Dialog>
    }
}

fn confirm(
    people: People,
    open: RwSignal<bool>,
    text: Text,
    kind: ButtonKind,
    send: Callback<()>,
) -> AnyView {
    view! {
        <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
        <Button kind busy=people.busy on_press=send>{t(text)}</Button>
    }
    .into_any()
}

#[component]
fn Refuse(m: Arc<Member>) -> impl IntoView {
    let (people, opened) = (use_people(), use_opened());
    let open = people.open;
    let who = m.account_id;
    let send = move |reason: String| {
        people.busy.set(true);
        people.faults.clear();
        let decided = DecideJoin {
            decision: JoinDecision::Refuse,
            role: None,
            reason: Some(reason),
        };
        spawn_local(async move {
            let answer = calls::decide_join(opened.id(), who, &decided).await;
            people.settle(answer, t(words::REFUSED).to_owned());
        });
    };
    view! {
        <ReasonDialog
            open title=tf(words::REFUSE_OF, &[&m.display_name]) text=t(words::REFUSE_LEAD) label=t(activity::REASON)
            action=t(words::REFUSE) templates=Signal::derive(|| offered(&REFUSALS)) faults=people.faults busy=people.busy
            on_confirm=send
        />
    }
}

#[component]
fn Change(m: Arc<Member>) -> impl IntoView {
    let (people, opened) = (use_people(), use_opened());
    let session = use_session();
    let open = people.open;
    let me = untrack(|| session.me()).map(|me| me.id);
    let own = me == Some(m.account_id);
    let before = m.role.unwrap_or(MemberRole::Organizer);
    let full = before == MemberRole::Organizer && people.admins() >= ADMINS_MAX;
    let admin = untrack(|| session.actor()).is_some_and(|a| a.administers(opened.id()));
    let mut choices = roles(full);
    if admin && !own {
        choices.push(Choice::new(HAND_OVER, t(words::ROLE_HAND_OVER)));
    }
    let chosen = RwSignal::new(
        if Role::from(before) == Role::Organizer {
            ORGANIZER
        } else {
            ADMIN
        }
        .to_owned(),
    );
    let (who, name) = (m.account_id, m.display_name.clone());
    let title = tf(words::CHANGE_OF, &[&name]);
    let send = Callback::new(move |()| {
        let chosen = chosen.get_untracked();
        let hand_over = chosen == HAND_OVER;
        people.busy.set(true);
        let change = MemberChange {
            role: role_of(&chosen),
            hand_over,
        };
        let done = if hand_over {
            tf(words::HANDED_OVER, &[&name])
        } else {
            t(words::CHANGED).to_owned()
        };
        spawn_local(async move {
            let answer = calls::change_member(opened.id(), who, &change).await;
            if people.settle(answer, done) && (hand_over || own) {
                opened.own_role_changed();
            }
        });
    });
    view! {
        <Dialog open title actions=move || confirm(people, open, general::SAVE, ButtonKind::Primary, send)>
            <RadioGroup
                label=t(words::ROLE) hint=full_hint(full) value=chosen choices=choices.clone() fault=people.faults.at("/hand_over")
            />
        </Dialog>
    }
}

#[component]
fn LetGo(m: Arc<Member>) -> impl IntoView {
    let (people, opened) = (use_people(), use_opened());
    let open = people.open;
    let (who, name) = (m.account_id, m.display_name.clone());
    let title = tf(words::LET_GO_TITLE, &[&name]);
    let send = Callback::new(move |()| {
        people.busy.set(true);
        let done = tf(words::GONE, &[&name]);
        spawn_local(async move {
            let id = opened.id();
            let answer = match calls::remove_member(id, Some(who)).await {
                Ok(()) => calls::members(id).await,
                Err(failure) => Err(failure),
            };
            people.settle(answer, done);
        });
    });
    view! {
        <Dialog open title actions=move || confirm(people, open, words::LET_GO, ButtonKind::Danger, send)>
            <p>{t(words::LET_GO_TEXT)}</p>
        </Dialog>
    }
}

#[component]
fn Leave(m: Arc<Member>) -> impl IntoView {
    let (people, opened) = (use_people(), use_opened());
    let open = people.open;
    let navigate = use_navigate();
    let name = opened.name();
    let title = tf(words::LEAVE_TITLE, &[&name]);
    let last = m.role == Some(MemberRole::OrgAdmin) && people.admins() == 1;
    let send = Callback::new(move |()| {
        people.busy.set(true);
        let (navigate, done) = (navigate.clone(), tf(words::LEFT, &[&name]));
        spawn_local(async move {
            let answer = calls::remove_member(opened.id(), None).await;
            if people.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    people.open.set(false);
                    session::refresh().await;
                    toast::success(done);
                    navigate(LIST, NavigateOptions::default());
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let actions = move || {
        if last {
            view! { <Button on_press=move || open.set(false)>{t(general::CLOSE)}</Button> }.into_any()
        } else {
            confirm(people, open, words::LEAVE, ButtonKind::Danger, send)
        }
    };
    view! {
        <Dialog open title actions>
            <p>{t(if last { words::LEAVE_LAST } else { words::LEAVE_TEXT })}</p>
        </Dialog>
    }
}
