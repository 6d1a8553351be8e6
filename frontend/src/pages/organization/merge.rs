//! Letting one organisation become another: which one stays, why, and what that moves.

use std::sync::Arc;

use domain::organization::{ADMINS_MAX, Certification, MergeInto, Organization};
use domain::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::compare::Side;
use super::decide::offered;
use super::status::certification;
use crate::api::organization as calls;
use crate::form::FormFaults;
use crate::i18n::{Text, general, organization, organization_desk as words, t, tf};
use crate::pages::reason::Templates;
use crate::ui::{Button, ButtonKind, Choice, Dialog, RadioGroup, TextArea, toast};

const REASONS: [(Text, Text); 2] = [
    (words::MERGE_TWICE, words::MERGE_TWICE_TEXT),
    (words::MERGE_RENAMED, words::MERGE_RENAMED_TEXT),
];

/// The one that usually stays: certified, with more members, older.
fn usual(one: &Side, other: &Side) -> bool {
    let worth = |side: &Side| {
        let certified = side.o.certification == Certification::Certified;
        (certified, side.members.as_ref().map_or(0, Vec::len))
    };
    let (a, b) = (worth(one), worth(other));
    if a == b {
        one.o.created_at <= other.o.created_at
    } else {
        a > b
    }
}

#[component]
pub fn MergeDialog(
    open: RwSignal<bool>,
    one: Arc<Side>,
    other: Arc<Side>,
    merged: Callback<Organization>,
) -> impl IntoView {
    let sides = StoredValue::new((one, other));
    view! {
        <Dialog open title=t(words::MERGE_TITLE)>
            {move || {
                let (one, other) = sides.get_value();
                view! { <Form open one other merged/> }.into_any()
            }}
        </Dialog>
    }
}

#[component]
fn Form(
    open: RwSignal<bool>,
    one: Arc<Side>,
    other: Arc<Side>,
    merged: Callback<Organization>,
) -> impl IntoView {
    let first = usual(&one, &other);
    let keep = RwSignal::new(if first { "one" } else { "other" }.to_owned());
    let reason = RwSignal::new(String::new());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let label = |o: &Organization| format!("{}（{}）", o.full_name, t(certification(o.certification).0));
    let choices = vec![
        Choice::new("one", label(&one.o)),
        Choice::new("other", label(&other.o)),
    ];
    // What goes, and what stays.
    let sides = Signal::derive(move || {
        if keep.get() == "one" {
            (Arc::clone(&other), Arc::clone(&one))
        } else {
            (Arc::clone(&one), Arc::clone(&other))
        }
    });
    Effect::new(move |_| {
        if reason.with(|text| !text.trim().is_empty()) {
            faults.clear();
        }
    });
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        faults.clear();
        let (from, into) = sides.get_untracked();
        let how = MergeInto {
            into_id: into.o.id,
            reason: Some(reason.get_untracked()),
        };
        spawn_local(async move {
            let answer = calls::merge(from.o.id, from.o.version, &how).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(kept) => {
                    open.set(false);
                    toast::success(tf(words::MERGED, &[&kept.full_name]));
                    merged.run(kept);
                }
                Err(failure) if failure.code() == Some(Code::Stale) => toast::failure(t(organization::STALE)),
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <form class="dialog-form" novalidate on:submit=send>
            <RadioGroup label=t(words::KEEP) hint=t(words::KEEP_HINT) value=keep choices/>
            {move || {
                let (from, into) = sides.get();
                consequences(&from, &into)
            }}
            <TextArea
                label=t(words::MERGE_REASON) value=reason rows=2 limit=domain::activity::view::REASON_MAX
                fault=faults.at("/reason") required=true
            />
            <Templates templates=Signal::derive(|| offered(&REASONS)) reason/>
            <div class="form-buttons">
                <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
                <Button kind=ButtonKind::Danger submit=true busy>{t(words::MERGE_CONFIRM)}</Button>
            </div>
        </form>
    }
}

/// What moves: said before it is done, for it cannot be undone.
fn consequences(from: &Side, into: &Side) -> AnyView {
    let (a, b) = (&from.o, &into.o);
    let people = from.members.as_ref().map_or(0, Vec::len);
    let mut all = vec![t(words::MERGE_ACTIVITIES).to_owned()];
    all.push(if people == 0 {
        t(words::MERGE_MEMBERS_NONE).to_owned()
    } else {
        tf(
            words::MERGE_MEMBERS,
            &[&people.to_string(), &ADMINS_MAX.to_string()],
        )
    });
    all.push(tf(words::MERGE_NAMES, &[&a.full_name]));
    if let (Some(code), None) = (&a.uscc, &b.uscc) {
        all.push(tf(words::MERGE_CODE, &[code]));
    }
    if let (Some(host), None) = (&a.host_unit, &b.host_unit) {
        all.push(tf(words::MERGE_HOST, &[host]));
    }
    all.push(t(words::MERGE_PAPERS).to_owned());
    view! {
        <div class="merge-what" aria-live="polite">
            <p class="dialog-lead">{tf(words::MERGE_LEAD, &[&a.full_name, &b.full_name])}</p>
            <ul class="consequences">{all.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
            <p class="merge-forever">{t(words::MERGE_FOREVER)}</p>
        </div>
    }
    .into_any()
}
