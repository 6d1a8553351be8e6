//! Deciding on certification, for those in charge.

use domain::edition::ReviewReason;
use domain::organization::{CertificationDecision, DecideCertification, OrganizationAction, in_charge};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::kinds::Kinds;
use super::opened::{Opened, use_opened};
use crate::api::organization as calls;
use crate::form::FormFaults;
use crate::i18n::{Text, activity, organization_desk as words, t, tf};
use crate::pages::reason::ReasonDialog;
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, IconName};

const RETURNS: [(Text, Text); 6] = [
    (words::RETURN_NAME, words::RETURN_NAME_TEXT),
    (words::RETURN_PROOF, words::RETURN_PROOF_TEXT),
    (words::RETURN_UNCLEAR, words::RETURN_UNCLEAR_TEXT),
    (words::RETURN_CODE, words::RETURN_CODE_TEXT),
    (words::RETURN_REGION, words::RETURN_REGION_TEXT),
    (words::RETURN_DOUBLE, words::RETURN_DOUBLE_TEXT),
];
const SUSPENSIONS: [(Text, Text); 2] = [
    (words::SUSPEND_GONE, words::SUSPEND_GONE_TEXT),
    (words::SUSPEND_FALSE, words::SUSPEND_FALSE_TEXT),
];

/// Texts that are offered for a reason, in the language of the page.
pub fn offered(texts: &[(Text, Text)]) -> Vec<ReviewReason> {
    let one = |(title, text): &(Text, Text)| ReviewReason {
        title: t(*title).to_owned(),
        text: t(*text).to_owned(),
    };
    texts.iter().map(one).collect()
}

#[component]
pub fn Decide() -> impl IntoView {
    let opened = use_opened();
    let (returning, suspending) = (RwSignal::new(false), RwSignal::new(false));
    let faults = FormFaults::default();
    let step = move |decision, reason| decide(opened, decision, reason, faults, returning, suspending);
    let plain = move |decision| step(decision, None);
    let can = move |action| Memo::new(move |_| opened.can(action));
    let (certify, back) = (can(OrganizationAction::Certify), can(OrganizationAction::Return));
    let (suspend, reinstate) = (
        can(OrganizationAction::Suspend),
        can(OrganizationAction::Reinstate),
    );
    let any = move || certify.get() || back.get() || suspend.get() || reinstate.get();
    let buttons = move || {
        view! {
            <div class="decide" role="group" aria-label=t(words::DECIDE)>
                {move || certify.get().then(|| view! {
                    <Button kind=ButtonKind::Primary icon=IconName::Check busy=opened.busy on_press=move || plain(CertificationDecision::Certify)>
                        {t(words::CERTIFY)}
                    </Button>
                })}
                {move || back.get().then(|| view! {
                    <Button icon=IconName::Undo on_press=move || returning.set(true)>{t(words::RETURN)}</Button>
                })}
                {move || reinstate.get().then(|| view! {
                    <Button kind=ButtonKind::Primary icon=IconName::Refresh busy=opened.busy on_press=move || plain(CertificationDecision::Reinstate)>
                        {t(words::REINSTATE)}
                    </Button>
                })}
                {move || suspend.get().then(|| view! {
                    <Button kind=ButtonKind::Danger icon=IconName::Stop on_press=move || suspending.set(true)>{t(words::SUSPEND)}</Button>
                })}
            </div>
        }
    };
    view! {
        {move || any().then(buttons)}
        <Recused/>
        <ReasonDialog
            open=returning title=t(words::RETURN_TITLE) text=t(words::RETURN_LEAD) label=t(activity::REASON)
            action=t(words::RETURN) quick=true templates=Signal::derive(|| offered(&RETURNS)) faults busy=opened.busy
            on_confirm=move |why| step(CertificationDecision::Return, Some(why))
        />
        <ReasonDialog
            open=suspending title=tf(words::SUSPEND_TITLE, &[&opened.name()]) text=t(words::SUSPEND_LEAD) label=t(activity::REASON)
            action=t(words::SUSPEND) danger=true templates=Signal::derive(|| offered(&SUSPENSIONS)) faults busy=opened.busy
            on_confirm=move |why| step(CertificationDecision::Suspend, Some(why))
        />
    }
}

fn decide(
    opened: Opened,
    decision: CertificationDecision,
    reason: Option<String>,
    faults: FormFaults,
    returning: RwSignal<bool>,
    suspending: RwSignal<bool>,
) {
    if opened.busy.get_untracked() {
        return;
    }
    opened.busy.set(true);
    faults.clear();
    let with_reason = reason.is_some();
    let done = match decision {
        CertificationDecision::Certify => words::CERTIFIED,
        CertificationDecision::Return => words::RETURNED,
        CertificationDecision::Suspend => words::SUSPENDED,
        CertificationDecision::Reinstate => words::REINSTATED,
    };
    let decided = DecideCertification { decision, reason };
    spawn_local(async move {
        let answer = calls::decide(opened.id(), opened.version(), &decided).await;
        let done = tf(done, &[&opened.name()]);
        if opened.settle(answer, done, with_reason.then_some(faults)) {
            let _ = returning.try_set(false);
            let _ = suspending.try_set(false);
        }
    });
}

/// 回避: an official who belongs to it is told why there is nothing to press.
#[component]
fn Recused() -> impl IntoView {
    let opened = use_opened();
    let session = use_session();
    // The line is that of its kind, which is known a moment later.
    let kinds = Kinds::here();
    move || {
        let recused = opened.o.with(|o| {
            let line = kinds.line(&o.kind);
            let scope = domain::organization::OrganizationScope {
                id: o.id,
                region: &o.region_code,
                line: line.as_deref(),
            };
            session
                .actor()
                .is_some_and(|actor| actor.files_for(o.id) && in_charge(&actor, scope).is_ok())
        });
        recused.then(|| view! { <p class="page-note">{t(words::RECUSED)}</p> })
    }
}
