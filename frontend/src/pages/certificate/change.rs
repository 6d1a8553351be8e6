//! Replacing and revoking, for whoever issued it.

use domain::certificate::{Certificate, CertificateAction, CertificateChange};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use crate::api::certificate as calls;
use crate::form::FormFaults;
use crate::i18n::{activity, certificate as words, t};
use crate::pages::reason::ReasonDialog;
use crate::ui::{Button, ButtonKind, IconName, toast};

#[component]
pub fn Changes(c: Certificate, renew: Callback<()>) -> impl IntoView {
    let can = |action| c.actions.contains(&action);
    let (reissues, revokes) = (can(CertificateAction::Reissue), can(CertificateAction::Revoke));
    if !reissues && !revokes {
        return ().into_any();
    }
    let (reissuing, revoking) = (RwSignal::new(false), RwSignal::new(false));
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let number = StoredValue::new(c.number);
    let navigate = use_navigate();
    let reissue = move |reason: String| {
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            let answer = calls::reissue(&number.get_value(), &CertificateChange { reason }).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(fresh) => {
                    reissuing.set(false);
                    toast::success(t(words::REISSUED));
                    navigate(
                        &format!("/certificates/{}", fresh.number),
                        NavigateOptions::default(),
                    );
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let revoke = move |reason: String| {
        busy.set(true);
        spawn_local(async move {
            let answer = calls::revoke(&number.get_value(), &CertificateChange { reason }).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    revoking.set(false);
                    toast::success(t(words::REVOKE_DONE));
                    renew.run(());
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <section class="stack no-print" aria-label=t(words::OFFICIALS)>
            <h2 class="section-title">{t(words::OFFICIALS)}</h2>
            <div class="cluster">
                {reissues.then(|| view! {
                    <Button icon=IconName::Refresh on_press=move || { faults.clear(); reissuing.set(true) }>{t(words::REISSUE)}</Button>
                })}
                {revokes.then(|| view! {
                    <Button kind=ButtonKind::Danger icon=IconName::Stop on_press=move || { faults.clear(); revoking.set(true) }>{t(words::REVOKE)}</Button>
                })}
            </div>
        </section>
        <ReasonDialog
            open=reissuing title=t(words::REISSUE_TITLE) text=t(words::REISSUE_TEXT) label=t(activity::REASON)
            action=t(words::REISSUE) faults busy on_confirm=reissue
        />
        <ReasonDialog
            open=revoking title=t(words::REVOKE_TITLE) text=t(words::REVOKE_TEXT) label=t(activity::REASON)
            action=t(words::REVOKE) danger=true faults busy on_confirm=revoke
        />
    }
    .into_any()
}
