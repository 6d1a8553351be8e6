//! Steps that are asked about before they are taken: publishing, deleting, withdrawing.

use domain::circular::{CircularAction, Withdrawal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::{LIST, Open, href};
use crate::api::circular as calls;
use crate::form::FormFaults;
use crate::i18n::{circular as words, t, tf};
use crate::pages::reason::ReasonDialog;
use crate::ui::{Button, ButtonKind, Confirm, IconName, toast};

/// Asks once more, with how many it would reach.
#[component]
pub(super) fn Publish(open: Open, asking: RwSignal<bool>, faults: FormFaults) -> impl IntoView {
    let navigate = use_navigate();
    let publish = Callback::new(move |()| {
        let navigate = navigate.clone();
        open.busy.set(true);
        spawn_local(async move {
            let answer = calls::publish(open.id(), open.version()).await;
            if open.busy.try_set(false).is_some() {
                return;
            }
            asking.set(false);
            match answer {
                Ok(done) => {
                    toast::success(t(words::PUBLISHED));
                    navigate(&href(done.id), Default::default());
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    });
    let reach = move || {
        let counts = open.c.with(|c| c.reach).unwrap_or_default();
        tf(
            words::WOULD_REACH,
            &[&counts.regions.to_string(), &counts.organizations.to_string()],
        )
    };
    view! {
        <Confirm
            open=asking title=t(words::PUBLISH_TITLE) action=t(words::PUBLISH) kind=ButtonKind::Primary busy=open.busy
            on_confirm=publish
        >
            <p>{t(words::PUBLISH_TEXT)}</p>
            <p>{reach}</p>
        </Confirm>
    }
}

#[component]
pub(super) fn Delete(open: Open) -> impl IntoView {
    let navigate = use_navigate();
    let asking = RwSignal::new(false);
    let delete = Callback::new(move |()| {
        let navigate = navigate.clone();
        open.busy.set(true);
        spawn_local(async move {
            let answer = calls::delete(open.id(), open.version()).await;
            if open.busy.try_set(false).is_some() {
                return;
            }
            asking.set(false);
            match answer {
                Ok(()) => {
                    toast::success(t(words::DELETED));
                    navigate(LIST, Default::default());
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    view! {
        <div class="card-actions">
            <Button kind=ButtonKind::Danger icon=IconName::Trash on_press=move || asking.set(true)>{t(words::DELETE)}</Button>
        </div>
        <Confirm
            open=asking title=t(words::DELETE_TITLE) action=t(words::DELETE) kind=ButtonKind::Danger busy=open.busy
            on_confirm=delete
        >
            <p>{t(words::DELETE_TEXT)}</p>
        </Confirm>
    }
}

#[component]
pub(super) fn Withdraw(open: Open) -> impl IntoView {
    let can = Memo::new(move |_| open.c.with(|c| c.actions.contains(&CircularAction::Withdraw)));
    let (asking, faults) = (RwSignal::new(false), FormFaults::default());
    let withdraw = Callback::new(move |reason: String| {
        open.busy.set(true);
        spawn_local(async move {
            let answer = calls::withdraw(open.id(), open.version(), &Withdrawal { reason }).await;
            if open.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    asking.set(false);
                    open.c.set(now);
                    toast::success(t(words::WITHDRAWN_NOW));
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    });
    view! {
        {move || can.get().then(|| view! {
            <Button kind=ButtonKind::Danger on_press=move || asking.set(true)>{t(words::WITHDRAW)}</Button>
        })}
        <ReasonDialog
            open=asking title=t(words::WITHDRAW_TITLE) text=t(words::WITHDRAW_TEXT) label=t(words::WITHDRAW_REASON)
            action=t(words::WITHDRAW) danger=true faults busy=open.busy on_confirm=withdraw
        />
    }
}
