//! Who belongs to an organisation, and who wants to.

use std::sync::Arc;

use domain::id::AccountId;
use domain::organization::{ADMINS_MAX, Member, MemberRole, Membership, OrganizationAction};
use domain::page::Page;
use leptos::prelude::*;

use super::member::MemberDialogs;
use super::opened::use_opened;
use crate::api::{Answer, organization as calls};
use crate::fetched::Fetched;
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{Text, member as words, names, t, tf};
use crate::load::Failed;
use crate::page;
use crate::session::use_session;
use crate::ui::{Badge, Button, ButtonKind, Icon, IconName, Skeleton, Tone, toast};

/// The `id` of the part.
pub const MEMBERS: &str = "members";

/// What is being done with whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doing {
    Approve,
    Refuse,
    Change,
    LetGo,
    Leave,
}

/// The members of the open organisation. `Copy`; from the context by [`use_people`].
#[derive(Clone, Copy)]
pub struct People {
    pub all: RwSignal<Vec<Member>>,
    pub doing: RwSignal<Option<(Doing, Arc<Member>)>>,
    /// Whether its dialog is open.
    pub open: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    pub faults: FormFaults,
}

pub fn use_people() -> People {
    expect_context()
}

impl People {
    pub fn admins(self) -> usize {
        self.all.with(|all| count_admins(all))
    }
    /// Takes what a step has answered; `true` where it was done.
    pub fn settle(self, answer: Answer<Page<Member>>, done: String) -> bool {
        if self.busy.try_set(false).is_some() {
            return false;
        }
        match answer {
            Ok(page) => {
                self.all.set(page.items);
                self.open.set(false);
                toast::success(done);
                // The row that the dialog was opened from has been drawn anew.
                request_animation_frame(|| {
                    if page::focus_is_lost() {
                        page::focus(MEMBERS);
                    }
                });
                true
            }
            Err(failure) => {
                self.faults.fail(&failure);
                false
            }
        }
    }
}

pub fn count_admins(all: &[Member]) -> usize {
    all.iter()
        .filter(|m| m.role == Some(MemberRole::OrgAdmin))
        .count()
}

#[component]
pub fn Members() -> impl IntoView {
    let opened = use_opened();
    let people = People {
        all: RwSignal::new(Vec::new()),
        doing: RwSignal::new(None),
        open: RwSignal::new(false),
        busy: RwSignal::new(false),
        faults: FormFaults::default(),
    };
    provide_context(people);
    // A merge brings others in.
    let id = Memo::new(move |_| opened.o.with(|o| (o.id, o.version)));
    let fetched = Fetched::new(move || calls::members(id.get().0));
    Effect::new(move |_| {
        if let Some(Ok(page)) = fetched.get() {
            people.all.set(page.items);
        }
    });
    let known = Memo::new(move |_| fetched.get().map(|answer| answer.is_ok()));
    let manages = Memo::new(move |_| opened.can(OrganizationAction::ManageMembers));
    let admins = move || {
        let admins = people.admins();
        let text = tf(words::ADMINS, &[&admins.to_string(), &ADMINS_MAX.to_string()]);
        view! { <Badge tone=if admins == 0 { Tone::Warning } else { Tone::Neutral }>{text}</Badge> }
    };
    let retry = move || fetched.refetch();
    let content = move || match known.get() {
        None => view! { <Skeleton lines=4/> }.into_any(),
        Some(false) => match fetched.get() {
            Some(Err(failure)) => view! { <Failed failure retry/> }.into_any(),
            _ => ().into_any(),
        },
        Some(true) => view! { <Requests manages/><Inside manages/> }.into_any(),
    };
    view! {
        <section class="card" id=MEMBERS tabindex="-1" aria-label=t(words::MEMBERS)>
            <div class="card-head">
                <h2 class="card-title">{t(words::MEMBERS)}</h2>
                {move || (known.get() == Some(true)).then(admins)}
            </div>
            {content}
        </section>
        <MemberDialogs/>
    }
}

/// Those who want to be members: first, for they wait.
#[component]
fn Requests(manages: Memo<bool>) -> impl IntoView {
    let people = use_people();
    let asking = move || {
        let mut all = people.all.get();
        all.retain(|m| m.membership == Membership::Requested);
        all
    };
    move || {
        let asking = asking();
        let count = asking.len();
        (count > 0).then(|| {
            view! {
                <section class="requests" aria-label=t(words::REQUESTS)>
                    <h3 class="requests-title"><Icon name=IconName::People/>{tf(words::REQUESTS_COUNT, &[&count.to_string()])}</h3>
                    <ul class="people">
                        {asking.into_iter().map(|m| view! { <li class="person"><Request m manages/></li> }).collect_view()}
                    </ul>
                </section>
            }
        })
    }
}

#[component]
fn Request(m: Member, manages: Memo<bool>) -> impl IntoView {
    let people = use_people();
    let name = m.display_name.clone();
    let when = tf(words::ASKED_AT, &[&format::moment(m.since)]);
    let (note, phone) = (m.note.clone(), m.phone.clone());
    let m = Arc::new(m);
    let button = move |text: Text, of: Text, kind, doing: Doing| {
        let (m, named) = (Arc::clone(&m), tf(of, &[&m.display_name]));
        act(people, text, named, kind, doing, m)
    };
    view! {
        <div class="person-main">
            <p class="person-name">{name}<span class="person-phone">{phone}</span></p>
            <p class="person-note">{when}</p>
            {match note {
                Some(note) => view! { <p class="person-quote">{note}</p> }.into_any(),
                None => view! { <p class="person-note">{t(words::NO_NOTE)}</p> }.into_any(),
            }}
        </div>
        {move || manages.get().then(|| view! {
            <div class="person-tools">
                {button(words::APPROVE, words::APPROVE_OF, ButtonKind::Primary, Doing::Approve)}
                {button(words::REFUSE, words::REFUSE_OF, ButtonKind::Secondary, Doing::Refuse)}
            </div>
        })}
    }
}

/// A button whose name tells whom it is about.
fn act(people: People, text: Text, named: String, kind: ButtonKind, doing: Doing, m: Arc<Member>) -> AnyView {
    let press = move || {
        people.faults.clear();
        people.doing.set(Some((doing, Arc::clone(&m))));
        people.open.set(true);
    };
    view! {
        <Button kind on_press=press>
            <span aria-hidden="true">{t(text)}</span><span class="visually-hidden">{named}</span>
        </Button>
    }
    .into_any()
}

#[component]
fn Inside(manages: Memo<bool>) -> impl IntoView {
    let people = use_people();
    let me = use_session().me().map(|me| me.id);
    move || {
        let mut all = people.all.get();
        all.retain(|m| m.membership == Membership::Member);
        let admins = count_admins(&all);
        // Those who are asked first.
        let (mut all, others): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|m| m.role == Some(MemberRole::OrgAdmin));
        all.extend(others);
        view! {
            {(admins == 0).then(|| view! { <p class="page-note">{t(words::ADMINS_NONE)}</p> })}
            {if all.is_empty() {
                view! { <p class="page-note">{t(words::NONE)}</p> }.into_any()
            } else {
                view! {
                    <ul class="people">
                        {all.into_iter().map(|m| view! { <li class="person"><Row m me manages/></li> }).collect_view()}
                    </ul>
                }.into_any()
            }}
        }
    }
}

#[component]
fn Row(m: Member, me: Option<AccountId>, manages: Memo<bool>) -> impl IntoView {
    let people = use_people();
    let opened = use_opened();
    let own = me == Some(m.account_id);
    let admin = m.role == Some(MemberRole::OrgAdmin);
    let role = m.role.map(|role| names::role(role.into()));
    let (name, phone, since) = (m.display_name.clone(), m.phone.clone(), m.since);
    let m = Arc::new(m);
    let button = move |text: Text, of: Text, doing: Doing| {
        let (m, named) = (Arc::clone(&m), tf(of, &[&m.display_name]));
        act(people, text, named, ButtonKind::Quiet, doing, m)
    };
    let leaves = Memo::new(move |_| own && opened.is_own());
    let tools = move || {
        view! {
            <div class="person-tools">
                {manages.get().then(|| button(words::CHANGE, words::CHANGE_OF, Doing::Change))}
                {(manages.get() && !own).then(|| button(words::LET_GO, words::LET_GO_OF, Doing::LetGo))}
                {leaves.get().then(|| button(words::LEAVE, words::LEAVE, Doing::Leave))}
            </div>
        }
    };
    let day = format::date(since.shanghai_date());
    view! {
        <div class="person-main">
            <p class="person-name">
                {name}
                {own.then(|| view! { <Badge tone=Tone::Accent>{t(words::YOU)}</Badge> })}
                <span class="person-phone">{phone}</span>
            </p>
            <p class="person-note">{tf(words::SINCE, &[&day])}</p>
        </div>
        <div class="person-role">{role.map(|role| view! { <Badge tone=if admin { Tone::Good } else { Tone::Neutral }>{role}</Badge> })}</div>
        {tools}
    }
}
