//! Reporting a public activity (举报): an entrance on its page, a receipt for the answer.

use domain::id::{ActivityId, ResourceId};
use domain::problem::{Fault, FaultCode};
use domain::report::{NewReport, REPORT_MAX, ReportCategory, check_new};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::clipboard;
use crate::form::FormFaults;
use crate::i18n::{general, names, report, t};
use crate::page;
use crate::ui::{
    Button, ButtonKind, ButtonLink, Choice, Dialog, Icon, IconName, RadioGroup, TextArea, TextInput,
};

/// Where the focus goes once the report is sent.
const SENT: &str = "report-sent";

/// What is being written. `Copy`; stays when the dialog is closed by mistake.
#[derive(Clone, Copy)]
struct Draft {
    activity: ActivityId,
    resource: Option<ResourceId>,
    category: RwSignal<String>,
    text: RwSignal<String>,
    phone: RwSignal<String>,
    faults: FormFaults,
    busy: RwSignal<bool>,
    /// The receipt, once it is sent.
    receipt: RwSignal<String>,
    key: StoredValue<String>,
}

impl Draft {
    fn new(activity: ActivityId, resource: Option<ResourceId>) -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            activity,
            resource,
            category: text(),
            text: text(),
            phone: text(),
            faults: FormFaults::default(),
            busy: RwSignal::new(false),
            receipt: text(),
            key: StoredValue::new(api::idempotency_key()),
        }
    }

    /// An empty one, where the last was sent.
    fn begin(self) {
        if !self.receipt.with_untracked(String::is_empty) {
            for field in [self.category, self.text, self.phone, self.receipt] {
                field.set(String::new());
            }
            self.faults.clear();
        }
    }

    fn send(self) {
        let category = ReportCategory::parse(&self.category.get_untracked());
        let phone = self.phone.get_untracked().trim().to_owned();
        let new = NewReport {
            activity_id: self.activity,
            resource_id: self.resource,
            category: category.unwrap_or(ReportCategory::Other),
            text: self.text.get_untracked(),
            phone: (!phone.is_empty()).then_some(phone),
        };
        let mut faults = check_new(&new);
        if category.is_none() {
            faults.push(Fault::new("/category", FaultCode::Required).with(t(report::CATEGORY)));
        }
        if self.faults.show(&faults) {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = api::report::create(&new, &self.key.get_value()).await;
            // The page may be gone by now.
            if self.busy.try_set(false).is_some() {
                return;
            }
            // Another try is another report.
            self.key.set_value(api::idempotency_key());
            match answer {
                Ok(taken) => {
                    self.receipt.set(taken.receipt);
                    request_animation_frame(|| page::focus(SENT));
                }
                Err(failure) => self.faults.fail(&failure),
            }
        });
    }
}

/// The entrance and its dialog.
#[component]
pub fn Report(
    id: ActivityId,
    /// What came of the activity, where that is reported.
    #[prop(optional)]
    resource: Option<ResourceId>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let draft = Draft::new(id, resource);
    let title = t(if resource.is_some() {
        report::RESOURCE_DIALOG
    } else {
        report::DIALOG
    });
    let begin = Callback::new(move |()| {
        draft.begin();
        open.set(true);
    });
    view! {
        <div class="report-entrance no-print">
            <Button kind=ButtonKind::Quiet icon=IconName::Flag on_press=begin>{t(report::REPORT)}</Button>
        </div>
        <Dialog open title>
            {move || match draft.receipt.get() {
                receipt if receipt.is_empty() => view! { <Form draft open/> }.into_any(),
                receipt => view! { <Sent receipt/> }.into_any(),
            }}
        </Dialog>
    }
}

#[component]
fn Form(draft: Draft, open: RwSignal<bool>) -> impl IntoView {
    let categories: Vec<_> = ReportCategory::ALL
        .map(|c| Choice::new(c.as_str(), names::report_category(c)))
        .to_vec();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if !draft.busy.get_untracked() {
            draft.send();
        }
    };
    view! {
        <form class="dialog-form" novalidate on:submit=send>
            <p class="row-note">{t(report::LEAD)}</p>
            <RadioGroup
                label=t(report::CATEGORY)
                value=draft.category
                choices=categories
                fault=draft.faults.at("/category")
                required=true
            />
            <TextArea
                label=t(report::TEXT)
                hint=t(report::TEXT_HINT)
                value=draft.text
                limit=REPORT_MAX
                fault=draft.faults.at("/text")
                required=true
            />
            <TextInput
                label=t(report::PHONE)
                hint=t(report::PHONE_HINT)
                value=draft.phone
                kind="tel"
                autocomplete="tel-national"
                fault=draft.faults.at("/phone")
            />
            <div class="form-buttons">
                <Button on_press=Callback::new(move |()| open.set(false))>{t(general::CANCEL)}</Button>
                <Button kind=ButtonKind::Primary submit=true busy=draft.busy>{t(report::SEND)}</Button>
            </div>
        </form>
    }
}

#[component]
fn Sent(receipt: String) -> impl IntoView {
    let href = format!("/reports/receipt/{}", js_sys::encode_uri_component(&receipt));
    let shown = receipt.clone();
    let copy = Callback::new(move |()| {
        let receipt = receipt.clone();
        spawn_local(clipboard::copy(
            receipt,
            report::RECEIPT_COPIED,
            report::COPY_FAILED,
        ));
    });
    view! {
        <div class="receipt">
            <p class="receipt-title" id=SENT tabindex="-1"><Icon name=IconName::Check/>{t(report::SENT)}</p>
            <p>{t(report::SENT_HINT)}</p>
            <dl class="receipt-number"><dt>{t(report::RECEIPT)}</dt><dd>{shown}</dd></dl>
            <div class="form-buttons">
                <ButtonLink href>{t(report::FOLLOW)}</ButtonLink>
                <Button kind=ButtonKind::Primary icon=IconName::Copy on_press=copy>{t(report::COPY_RECEIPT)}</Button>
            </div>
        </div>
    }
}
