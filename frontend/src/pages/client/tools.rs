//! Giving a system a new secret, and ending its access.

use domain::api_client::{ApiClient, Rotation};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::confirm::Confirm;
use super::opened::Opened;
use crate::api::api_client as calls;
use crate::form::FormFaults;
use crate::i18n::{Text, api_client as words, t, tf};
use crate::page;
use crate::ui::{Button, ButtonKind, Card, Choice, IconName, RadioGroup, toast};

/// Hours for which the secret before stays good.
const OVERLAPS: [(&str, Text); 4] = [
    ("0", words::ROTATE_NOW),
    ("24", words::ROTATE_24),
    ("72", words::ROTATE_72),
    ("168", words::ROTATE_WEEK),
];

#[component]
pub(super) fn Rotate(opened: Opened<ApiClient>) -> impl IntoView {
    let open = RwSignal::new(false);
    let hours = RwSignal::new("24".to_owned());
    let faults = FormFaults::default();
    let choices: Vec<_> = OVERLAPS
        .iter()
        .map(|(hours, text)| Choice::new(*hours, t(*text)))
        .collect();
    let rotate = move || {
        let Some(how) = hours.with_untracked(|h| h.parse().ok()) else {
            return;
        };
        if !opened.begin() {
            return;
        }
        let how = Rotation { overlap_hours: how };
        let (id, version) = opened.it.with_untracked(|c| (c.id, c.version));
        spawn_local(async move {
            let answer = calls::rotate(id, version, &how).await;
            // What is said of it stands on the page, behind the dialog.
            let _ = open.try_set(false);
            if let Some(made) = opened.settle(answer, faults, calls::show(id)).await {
                opened.issued.set(Some(super::issued(&made)));
                opened.it.set(made.client);
            }
        });
    };
    let follows = move || {
        t(match hours.with(|hours| hours == "0") {
            true => words::ROTATE_NOW_TEXT,
            false => words::ROTATE_LATER_TEXT,
        })
    };
    let again = move || {
        let until = opened.it.with(|c| c.previous_until);
        until.is_some_and(|until| page::now().is_none_or(|now| now < until))
    };
    view! {
        <Card title=t(words::SECRET)>
            <p class="row-note">{t(words::ROTATE_LEAD)}</p>
            <div class="card-actions">
                <Button icon=IconName::Refresh on_press=move || open.set(true)>{t(words::ROTATE)}</Button>
            </div>
        </Card>
        <Confirm
            open title=t(words::ROTATE) action=t(words::ROTATE) kind=ButtonKind::Primary busy=opened.busy
            on_confirm=rotate
        >
            <RadioGroup label=t(words::ROTATE_WHEN) value=hours choices=choices.clone()/>
            <p role="status">{follows}</p>
            {move || again().then(|| view! { <p>{t(words::ROTATE_AGAIN_TEXT)}</p> })}
        </Confirm>
    }
}

#[component]
pub(super) fn Revoke(opened: Opened<ApiClient>) -> impl IntoView {
    let open = RwSignal::new(false);
    let faults = FormFaults::default();
    let revoke = move || {
        if !opened.begin() {
            return;
        }
        let (id, version) = opened.it.with_untracked(|c| (c.id, c.version));
        spawn_local(async move {
            let answer = calls::revoke(id, version).await;
            let _ = open.try_set(false);
            if let Some(now) = opened.settle(answer, faults, calls::show(id)).await {
                toast::success(tf(words::REVOKE_DONE, &[&now.name]));
                opened.it.set(now);
                // The button that opened the dialog is gone.
                page::focus(page::MAIN);
            }
        });
    };
    let title = Memo::new(move |_| opened.it.with(|c| tf(words::REVOKE_TITLE, &[&c.name])));
    view! {
        <Card title=t(words::REVOKE_HEAD)>
            <p class="row-note">{t(words::REVOKE_LEAD)}</p>
            <div class="card-actions">
                <Button kind=ButtonKind::Danger icon=IconName::Stop on_press=move || open.set(true)>
                    {t(words::REVOKE)}
                </Button>
            </div>
        </Card>
        {move || view! {
            <Confirm
                open title=title.get() action=t(words::REVOKE) kind=ButtonKind::Danger busy=opened.busy
                on_confirm=revoke
            >
                <p>{t(words::REVOKE_TEXT)}</p>
            </Confirm>
        }}
    }
}
