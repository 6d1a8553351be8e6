//! Who has read it and who has not, for those who sent it.

use domain::circular::{CircularAction, CircularReceipt, Dispatch, NewReminder};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Open;
use crate::api::circular as calls;
use crate::format;
use crate::i18n::{circular as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::ui::{Badge, Button, Card, Choice, EmptyState, IconName, Select, Tab, Tabs, Tone, toast};

#[component]
pub(super) fn Receipts(open: Open) -> impl IntoView {
    let can = Memo::new(move |_| open.c.with(|c| c.actions.contains(&CircularAction::SeeReceipts)));
    move || can.get().then(|| view! { <Board open/> })
}

#[component]
fn Board(open: Open) -> impl IntoView {
    let sent = open.c.with_untracked(|c| c.sent_as.clone());
    let region = RwSignal::new(sent.last().map(|r| r.code.to_string()).unwrap_or_default());
    let reach = Memo::new(move |_| open.c.with(|c| c.reach).unwrap_or_default());
    let chosen = RwSignal::new(if reach.with_untracked(|r| r.regions == 0) {
        "organizations"
    } else {
        "regions"
    });
    let only = RwSignal::new(String::new());
    let tabs = vec![
        Tab::new("regions", t(words::OF_REGIONS)),
        Tab::new("organizations", t(words::OF_ORGANIZATIONS)),
        Tab::new("forwards", t(words::FORWARDS)),
    ];
    let counts = move || {
        let r = reach.get();
        let of = |read: u64, all: u64| tf(words::READ_OF, &[&read.to_string(), &all.to_string()]);
        view! {
            <dl class="reach">
                {(r.regions > 0).then(|| view! {
                    <div><dt>{t(words::OF_REGIONS)}</dt><dd>{of(r.regions_read, r.regions)}</dd></div>
                })}
                {(r.organizations > 0).then(|| view! {
                    <div><dt>{t(words::OF_ORGANIZATIONS)}</dt><dd>{of(r.organizations_read, r.organizations)}</dd></div>
                })}
                {(r.regions > 0).then(|| view! {
                    <div><dt>{t(words::FORWARDS)}</dt><dd>{tf(words::FORWARDED_OF, &[&r.regions_forwarded.to_string()])}</dd></div>
                })}
            </dl>
        }
    };
    let panel = Callback::new(move |key| match key {
        "forwards" => view! { <Forwards open/> }.into_any(),
        key => view! { <List open region only organizations=key == "organizations"/> }.into_any(),
    });
    view! {
        <Card title=t(words::RECEIPTS)>
            {counts}
            <Remind open region/>
            <Tabs label=t(words::RECEIPTS) tabs chosen panel/>
        </Card>
    }
}

#[component]
fn Remind(open: Open, region: RwSignal<String>) -> impl IntoView {
    let can = Memo::new(move |_| {
        open.c.with(|c| {
            let unread = c
                .reach
                .is_some_and(|r| r.regions_read < r.regions || r.organizations_read < r.organizations);
            unread && c.actions.contains(&CircularAction::Remind)
        })
    });
    let remind = move || {
        let Ok(region_code) = region.get_untracked().parse() else {
            return;
        };
        if open.busy.get_untracked() {
            return;
        }
        open.busy.set(true);
        spawn_local(async move {
            let answer = calls::remind(open.id(), &NewReminder { region_code }).await;
            if open.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => toast::success(t(words::REMINDED)),
                Err(failure) => toast::failure(failure.message()),
            }
        });
    };
    move || {
        can.get().then(|| {
            view! {
                <div class="card-actions">
                    <Button icon=IconName::Bell busy=open.busy on_press=remind>{t(words::REMIND)}</Button>
                </div>
            }
        })
    }
}

#[component]
fn List(open: Open, region: RwSignal<String>, only: RwSignal<String>, organizations: bool) -> impl IntoView {
    let listing = Listing::new(move |cursor| {
        let read = only.with(|only| match only.as_str() {
            "read" => Some(true),
            "unread" => Some(false),
            _ => None,
        });
        let region = region.get();
        async move { calls::receipts(open.id(), &region, organizations, read, cursor).await }
    });
    let choices = vec![
        Choice::new("unread", t(words::ONLY_UNREAD)),
        Choice::new("read", t(words::ONLY_READ)),
    ];
    let empty = || view! { <EmptyState title=t(words::RECEIPTS_NONE) text=t(words::RECEIPTS_NONE_HINT) icon=IconName::Info/> };
    let newest = open.c.with_untracked(|c| c.revision);
    view! {
        <div class="receipts">
            <Select label=t(words::SHOW) value=only choices empty=t(words::ALL)/>
            <Listed listing class="receipt-rows" empty draw=move |r| view! { <Row r newest/> }.into_any()/>
        </div>
    }
}

#[component]
fn Row(r: CircularReceipt, newest: u32) -> impl IntoView {
    let read = match (r.read_at, &r.reader) {
        (None, _) => t(words::NOT_READ).to_owned(),
        (Some(at), Some(reader)) => tf(words::READ_BY, &[&format::moment(at), reader]),
        (Some(at), None) => tf(words::READ_AT, &[&format::moment(at)]),
    };
    let old = r.revision.filter(|n| *n < newest);
    view! {
        <div class="receipt-row">
            <p class="receipt-name">{r.name}</p>
            <p class="row-note">{read}</p>
            <p class="circular-marks">
                {old.map(|n| view! { <Badge tone=Tone::Warning>{tf(words::READ_OLD, &[&n.to_string()])}</Badge> })}
                {r.forwarded.then(|| view! { <Badge tone=Tone::Good>{t(words::FORWARDED)}</Badge> })}
                {(r.deadlines > 0).then(|| view! {
                    <Badge>{tf(words::DONE_OF, &[&r.done.to_string(), &r.deadlines.to_string()])}</Badge>
                })}
            </p>
        </div>
    }
}

#[component]
fn Forwards(open: Open) -> impl IntoView {
    let listing = Listing::new(move |cursor| calls::forwards(open.id(), cursor));
    let empty = || view! { <EmptyState title=t(words::FORWARDS_NONE) text=t(words::FORWARDS_NONE_HINT) icon=IconName::Share/> };
    let draw = |d: Dispatch| {
        view! {
            <div class="receipt-row">
                <p class="receipt-name">{d.region_name}</p>
                <p class="row-note">{d.office}" · "{tf(words::FORWARDED_AT, &[&format::moment(d.issued_at)])}</p>
            </div>
        }
        .into_any()
    };
    view! { <Listed listing class="receipt-rows" empty draw/> }
}
