//! Asking to join an organisation, and taking that back.

use domain::id::OrganizationId;
use domain::organization::{Certification, JoinOrganization, NOTE_MAX, OrganizationAction};
use domain::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::opened::use_opened;
use crate::api::organization as calls;
use crate::form::FormFaults;
use crate::i18n::{general, member as words, t, tf};
use crate::ui::{Button, ButtonKind, Dialog, Icon, IconName, TextArea, toast};

/// Which one somebody wants to join: its id and name. `Copy`.
#[derive(Clone, Copy)]
pub struct Joining {
    open: RwSignal<bool>,
    of: RwSignal<Option<(OrganizationId, String)>>,
}

impl Joining {
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            of: RwSignal::new(None),
        }
    }
    pub fn begin(self, id: OrganizationId, name: String) {
        self.of.set(Some((id, name)));
        self.open.set(true);
    }
}

#[component]
pub fn JoinDialog(joining: Joining, #[prop(into)] on_joined: Callback<OrganizationId>) -> impl IntoView {
    move || {
        joining.of.get().map(|(id, name)| {
            let title = tf(words::JOIN_TITLE, &[&name]);
            let open = joining.open;
            view! { <Dialog open title>{move || view! { <Form id open on_joined/> }}</Dialog> }.into_any()
        })
    }
}

#[component]
fn Form(id: OrganizationId, open: RwSignal<bool>, on_joined: Callback<OrganizationId>) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let faults = FormFaults::default();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        faults.clear();
        let asked = JoinOrganization {
            note: Some(note.get_untracked()).filter(|n| !n.trim().is_empty()),
        };
        spawn_local(async move {
            let answer = calls::join(id, &asked).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => toast::success(t(words::JOIN_SENT)),
                // Asked before, or in already: the page of it says so.
                Err(failure)
                    if matches!(failure.code(), Some(Code::AlreadyRequested | Code::AlreadyMember)) =>
                {
                    toast::failure(failure.message())
                }
                Err(failure) => return faults.fail(&failure),
            }
            open.set(false);
            on_joined.run(id);
        });
    };
    view! {
        <form class="dialog-form" novalidate on:submit=send>
            <p>{t(words::JOIN_LEAD)}</p>
            <TextArea
                label=t(words::JOIN_NOTE) hint=t(words::JOIN_NOTE_HINT) value=note rows=3 limit=NOTE_MAX
                fault=faults.at("/note")
            />
            <div class="form-buttons">
                <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
                <Button kind=ButtonKind::Primary submit=true busy>{t(words::JOIN)}</Button>
            </div>
        </form>
    }
}

/// For those who do not belong to it: asking, or that one has asked.
#[component]
pub fn JoinCard() -> impl IntoView {
    let opened = use_opened();
    let joining = Joining::new();
    let state = Memo::new(move |_| {
        let stands = opened.o.with(|o| o.certification);
        let closed = matches!(stands, Certification::Suspended | Certification::Merged);
        // Who may not ask and is not in has asked.
        match (opened.is_own() || closed, opened.can(OrganizationAction::Join)) {
            (true, _) => None,
            (false, may) => Some(may),
        }
    });
    let inside = Memo::new(move |_| opened.is_inside());
    let take_back = move || {
        opened.busy.set(true);
        spawn_local(async move {
            let answer = calls::remove_member(opened.id(), None).await;
            if opened.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => toast::success(t(words::TAKEN_BACK)),
                Err(failure) => toast::failure(failure.message()),
            }
            opened.reload();
        });
    };
    let begin = move || joining.begin(opened.id(), opened.name());
    let card = move || {
        match state.get() {
        // An official has no call to join what is in their charge.
        Some(true) if !inside.get() => view! {
            <section class="card join-card">
                <div><h2 class="card-title">{t(words::JOIN_CARD)}</h2><p class="page-note">{t(words::JOIN_CARD_LEAD)}</p></div>
                <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=begin>{t(words::JOIN)}</Button>
            </section>
        }
        .into_any(),
        Some(false) => view! {
            <section class="card join-card" role="status">
                <div>
                    <p class="join-asked"><Icon name=IconName::Clock/>{t(words::ASKED)}</p>
                    <p class="page-note">{t(words::ASKED_HINT)}</p>
                </div>
                <Button icon=IconName::Undo busy=opened.busy on_press=take_back>{t(words::TAKE_BACK)}</Button>
            </section>
        }
        .into_any(),
        _ => ().into_any(),
    }
    };
    view! {
        {card}
        <JoinDialog joining on_joined=move |_| opened.reload()/>
    }
}
