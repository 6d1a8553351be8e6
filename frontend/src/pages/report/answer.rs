//! Looking at one report, and answering it.

use domain::problem::{Code, Fault, FaultCode};
use domain::report::{ANSWER_MAX, AnswerReport, ContentReport, ReportStatus, check_answer};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::{StatusBadge, status_name};
use crate::api;
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{general, names, report, t, tf};
use crate::ui::{Button, ButtonKind, Checkbox, Choice, Dialog, RadioGroup, TextArea, toast};

#[component]
pub fn AnswerDialog(
    open: RwSignal<bool>,
    opened: StoredValue<Option<ContentReport>>,
    /// It has an answer now, from here or from elsewhere.
    on_settled: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open title=t(report::WHAT)>
            // The dialog is drawn anew each time it opens.
            {opened.get_value().map(|shown| {
                let answer = match shown.status {
                    ReportStatus::Open => view! { <Form shown=shown.clone() open on_settled/> }.into_any(),
                    _ => view! { <Answered shown=shown.clone()/> }.into_any(),
                };
                view! { <Facts shown/>{answer} }.into_any()
            })}
        </Dialog>
    }
}

#[component]
fn Facts(shown: ContentReport) -> impl IntoView {
    let address = format!("/review/{}", shown.activity_id);
    view! {
        <div class="report-facts">
            <div class="report-head">
                <p class="report-title">{shown.activity_title}</p>
                <StatusBadge status=shown.status/>
            </div>
            {shown.resource_title.map(|title| view! { <p class="report-title">{tf(report::RESOURCE, &[&title])}</p> })}
            <p class="row-note">{names::report_category(shown.category)}" · "{format::moment(shown.created_at)}</p>
            <p class="report-quote">{shown.text}</p>
            // Beside, so that an answer begun is not lost.
            <p><A href=address target="_blank">{t(report::ACTIVITY)}</A></p>
        </div>
    }
}

#[component]
fn Answered(shown: ContentReport) -> impl IntoView {
    view! {
        <div class="report-facts">
            <h3 class="list-heading">{t(report::ANSWER)}</h3>
            <p class="report-quote">{shown.answer}</p>
            {shown.answered_at.map(|at| view! { <p class="row-note">{format::moment(at)}</p> })}
        </div>
    }
}

#[component]
fn Form(shown: ContentReport, open: RwSignal<bool>, on_settled: Callback<()>) -> impl IntoView {
    let (finding, text) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let take_down = RwSignal::new(false);
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let (id, version) = (shown.id, shown.version);
    let take_down_label = t(if shown.resource_id.is_some() {
        report::TAKE_DOWN_RESOURCE
    } else {
        report::TAKE_DOWN
    });
    let upheld = Memo::new(move |_| finding.with(|f| f == ReportStatus::Upheld.as_str()));
    let findings: Vec<_> = [ReportStatus::Upheld, ReportStatus::Dismissed]
        .map(|s| Choice::new(s.as_str(), t(status_name(s))))
        .to_vec();
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let found = ReportStatus::parse(&finding.get_untracked());
        let answer = AnswerReport {
            status: found.unwrap_or(ReportStatus::Dismissed),
            answer: text.get_untracked(),
            take_down: upheld.get_untracked() && take_down.get_untracked(),
        };
        let mut wrong = check_answer(&answer);
        if found.is_none() {
            wrong.push(Fault::new("/status", FaultCode::Required).with(t(report::FINDING)));
        }
        if faults.show(&wrong) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let settled = api::report::answer(id, version, &answer).await;
            // The dialog may be gone by now.
            let here = busy.try_set(false).is_none();
            match settled {
                Ok(_) if answer.take_down => toast::success(t(report::ANSWERED_TAKEN_DOWN)),
                Ok(_) => toast::success(t(report::ANSWERED)),
                Err(failure) if failure.code() == Some(Code::Stale) => toast::failure(t(report::ELSEWHERE)),
                Err(failure) if here => return faults.fail(&failure),
                Err(failure) => return toast::failure(failure.message()),
            }
            if here {
                open.set(false);
                on_settled.run(());
            }
        });
    };
    view! {
        <form class="dialog-form" novalidate on:submit=send>
            <RadioGroup
                label=t(report::FINDING)
                value=finding
                choices=findings
                fault=faults.at("/status")
                required=true
            />
            {move || upheld.get().then(|| view! {
                <div>
                    <Checkbox label=take_down_label value=take_down/>
                    <p class="field-hint">{t(report::TAKE_DOWN_HINT)}</p>
                </div>
            })}
            <TextArea
                label=t(report::ANSWER)
                hint=t(report::ANSWER_HINT)
                value=text
                rows=4
                limit=ANSWER_MAX
                fault=faults.at("/answer")
                required=true
            />
            <div class="form-buttons">
                <Button on_press=Callback::new(move |()| open.set(false))>{t(general::CANCEL)}</Button>
                <Button kind=ButtonKind::Primary submit=true busy>{t(report::SEND_ANSWER)}</Button>
            </div>
        </form>
    }
}
