//! Forwarding (转发): an own text, files and deadlines, to those below.

use domain::circular::{
    Audience, COVER_MAX, CircularAction, Deadline, NewForward, check_forward, later_than_above,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Open;
use super::audience::{AudienceEntry, AudienceFields};
use super::deadlines::{DeadlineFields, Deadlines};
use super::files::{Files, FilesField};
use crate::api::{self, circular as calls};
use crate::form::FormFaults;
use crate::i18n::{circular as words, general, t};
use crate::page;
use crate::pages::organization::kinds::Kinds;
use crate::ui::{Button, ButtonKind, Card, Checkbox, Choice, IconName, Select, TextArea, TextInput, toast};

#[component]
pub(super) fn Forward(open: Open) -> impl IntoView {
    let can = Memo::new(move |_| open.c.with(|c| c.actions.contains(&CircularAction::Forward)));
    let shown = RwSignal::new(false);
    view! {
        {move || (can.get() && !shown.get()).then(|| view! {
            <Button kind=ButtonKind::Primary icon=IconName::Share on_press=move || shown.set(true)>{t(words::FORWARD)}</Button>
        })}
        {move || (can.get() && shown.get()).then(|| view! { <Form open shown/> })}
    }
}

#[component]
fn Form(open: Open, shown: RwSignal<bool>) -> impl IntoView {
    let regions = open.c.with_untracked(|c| c.forward_as.clone());
    let region = RwSignal::new(regions.first().map(|r| r.code.to_string()).unwrap_or_default());
    let choices: Vec<Choice> = regions
        .iter()
        .map(|r| Choice::new(r.code.to_string(), &r.name))
        .collect();
    let several = regions.len() > 1;
    // What the level above asks for: that of the sending which came last on its way.
    let above: Vec<Deadline> = open
        .c
        .with_untracked(|c| c.chain.last().map(|d| d.deadlines.clone()).unwrap_or_default());
    let deadlines = Deadlines::new(&above);
    let above = StoredValue::new(above);
    let audience = AudienceEntry::new(&Audience {
        regions: true,
        ..Audience::default()
    });
    let (office, cover) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (files, accept, faults) = (
        Files::new(Vec::new()),
        RwSignal::new(false),
        FormFaults::default(),
    );
    let key = StoredValue::new(api::idempotency_key());
    let entered = move || -> Option<NewForward> {
        Some(NewForward {
            region_code: region.get().parse().ok()?,
            office: office.with(|text| text.trim().to_owned()),
            cover: cover.with(|text| text.trim().to_owned()),
            audience: audience.entered(),
            attachment_ids: files.ids(),
            deadlines: deadlines.entered(),
            accept_later: accept.get(),
        })
    };
    let kinds = Kinds::here();
    let check = move || {
        let known: Vec<String> = kinds.choices().get().into_iter().map(|c| c.value).collect();
        let today = page::now().map(|now| now.shanghai_date()).unwrap_or_default();
        let new = entered();
        above.with_value(|above| {
            new.map(|new| check_forward(&new, today, above, &known))
                .unwrap_or_default()
        })
    };
    faults.follow(check);
    let later = Memo::new(move |_| {
        above.with_value(|above| !later_than_above(&deadlines.entered(), above).is_empty())
    });
    let send = move || {
        if open.busy.get_untracked() || files.is_busy() || faults.show(&untrack(check)) {
            return;
        }
        let Some(new) = untrack(entered) else { return };
        open.busy.set(true);
        spawn_local(async move {
            let answer = calls::forward(open.id(), &new, &key.get_value()).await;
            if open.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    shown.set(false);
                    open.c.set(now);
                    toast::success(t(words::FORWARDED_NOW));
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <Card title=t(words::FORWARD)>
            <p class="row-note">{t(words::FORWARD_LEAD)}</p>
            <div class="circular-form">
                {several.then(|| view! { <Select label=t(words::FORWARD_AS) value=region choices/> })}
                <TextInput
                    label=t(words::FORWARD_OFFICE) hint=t(words::OFFICE_HINT) value=office fault=faults.at("/office") required=true
                />
                <TextArea label=t(words::COVER) value=cover rows=4 limit=COVER_MAX fault=faults.at("/cover")/>
                <FilesField files fault=faults.at("/attachment_ids")/>
                <DeadlineFields deadlines faults at=""/>
                {move || later.get().then(|| view! { <Checkbox label=t(words::ACCEPT_LATER) value=accept/> })}
                <AudienceFields entry=audience faults/>
                <div class="form-buttons">
                    <Button on_press=move || shown.set(false)>{t(general::CANCEL)}</Button>
                    <Button kind=ButtonKind::Primary busy=open.busy on_press=send>{t(words::FORWARD_NOW)}</Button>
                </div>
            </div>
        </Card>
    }
}
