//! Giving a system a new secret, and ending its access.

use domain::api_client::{ApiClient, Rotation};
use leptos::prelude::*;

use crate::api::api_client as calls;
use crate::form::FormFaults;
use crate::i18n::{Text, api_client as words, t, tf};
use crate::page;
use crate::pages::connection::{Opened, Step};
use crate::ui::{Choice, IconName, RadioGroup, toast};

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
        let how = Rotation { overlap_hours: how };
        let (id, version) = opened.it.with_untracked(|c| (c.id, c.version));
        let step = async move { calls::rotate(id, version, &how).await };
        opened.take(Some(open), faults, step, calls::show(id), move |made| {
            opened.issued.set(Some(super::issued(&made)));
            opened.it.set(made.client);
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
        <Step
            title=words::SECRET lead=words::ROTATE_LEAD action=words::ROTATE icon=IconName::Refresh
            question=t(words::ROTATE).to_owned() open busy=opened.busy on_confirm=rotate
        >
            <RadioGroup label=t(words::ROTATE_WHEN) value=hours choices=choices.clone()/>
            <p role="status">{follows}</p>
            {move || again().then(|| view! { <p>{t(words::ROTATE_AGAIN_TEXT)}</p> })}
        </Step>
    }
}

#[component]
pub(super) fn Revoke(opened: Opened<ApiClient>) -> impl IntoView {
    let open = RwSignal::new(false);
    let faults = FormFaults::default();
    let revoke = move || {
        let (id, version) = opened.it.with_untracked(|c| (c.id, c.version));
        let step = calls::revoke(id, version);
        opened.take(Some(open), faults, step, calls::show(id), move |now| {
            toast::success(tf(words::REVOKE_DONE, &[&now.name]));
            opened.it.set(now);
            // The button that opened the dialog is gone.
            page::focus(page::MAIN);
        });
    };
    let question = Signal::derive(move || opened.it.with(|c| tf(words::REVOKE_TITLE, &[&c.name])));
    view! {
        <Step
            title=words::REVOKE_HEAD lead=words::REVOKE_LEAD action=words::REVOKE icon=IconName::Stop danger=true
            question open busy=opened.busy on_confirm=revoke
        >
            <p>{t(words::REVOKE_TEXT)}</p>
        </Step>
    }
}
