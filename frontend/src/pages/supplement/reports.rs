//! Media reports, one row each.

use domain::eligibility::RuleCode;
use domain::media::{Media, MediaKind};
use domain::problem::Lang;
use domain::supplement::{MediaReport, OutletLevel};
use leptos::prelude::*;

use super::draft::ReportSignals;
use super::form::Form;
use super::place::{FieldFindings, Part, Place, place};
use super::screenshot::Screenshot;
use crate::i18n::{general, lang, supplement, t, tf};
use crate::page;
use crate::pages::uploads::Uploads;
use crate::ui::{Button, Choice, DateInput, Fault, Icon, IconName, Keyed, Select, TextInput};

/// The official name of a level, or its English rendering.
pub fn level_name(level: OutletLevel) -> &'static str {
    if lang() == Lang::Zh {
        return level.name();
    }
    t(match level {
        OutletLevel::National => supplement::LEVEL_NATIONAL,
        OutletLevel::Province => supplement::LEVEL_PROVINCE,
        OutletLevel::City => supplement::LEVEL_CITY,
        OutletLevel::County => supplement::LEVEL_COUNTY,
        OutletLevel::Own => supplement::LEVEL_OWN,
    })
}

#[component]
pub fn Reports(form: Form) -> impl IntoView {
    let Form {
        draft,
        faults,
        judging,
        ..
    } = form;
    let keys = Signal::derive(move || draft.reports.with(|all| all.iter().map(|r| r.key).collect()));
    let draw = Callback::new(move |key| row(form, key));
    let add = Callback::new(move |()| {
        let key = draft.add_report(MediaReport::default());
        page::focus_input_in(&format!("#{}", row_id(key)));
    });
    let wrong = faults.at("/media_reports");
    view! {
        <Part
            pointer="/media_reports" title=t(supplement::REPORTS) lead=t(supplement::REPORTS_LEAD)
            mark=Some((RuleCode::MediaReport, judging.shown.into()))
        >
            {move || wrong.get().map(|text| view! { <p class="field-fault"><Icon name=IconName::Warning/><span>{text}</span></p> })}
            <ol class="report-rows"><Keyed keys draw/></ol>
            <div><Button icon=IconName::Plus on_press=add>{t(supplement::ADD_REPORT)}</Button></div>
        </Part>
    }
}

fn row_id(key: u32) -> String {
    format!("report-{key}")
}

fn row(form: Form, key: u32) -> AnyView {
    let Form {
        draft,
        faults,
        findings,
        ..
    } = form;
    let found = draft
        .reports
        .with_untracked(|all| all.iter().find(|r| r.key == key).copied());
    let Some(report) = found else {
        return ().into_any();
    };
    // Counted as a person sees them, and as the server does.
    let shown = Signal::derive(move || {
        let of = |all: &Vec<ReportSignals>| all.iter().position(|r| r.key == key);
        draft.reports.with(of).unwrap_or_default() + 1
    });
    let at = Memo::new(move |_| draft.report_place(key));
    let pointer =
        move |field: &'static str| Signal::derive(move || format!("/media_reports/{}/{field}", at.get()));
    let fault = move |field: &'static str| -> Fault {
        let pointer = pointer(field);
        Signal::derive(move || faults.message(&pointer.get()))
    };
    let levels: Vec<_> = OutletLevel::ALL
        .map(|level| Choice::new(level.as_str(), level_name(level)))
        .to_vec();
    let remove = move |_| {
        draft.reports.update(|all| all.retain(|r| r.key != key));
        if draft.reports.with_untracked(Vec::is_empty) {
            draft.add_report(MediaReport::default());
        }
        let heading = place("/media_reports");
        request_animation_frame(move || page::focus(&heading));
    };
    let screenshot = Uploads::new(
        MediaKind::ReportScreenshot,
        Callback::new(move |()| draft.key()),
        Callback::new(move |(_, media): (u32, Media)| {
            report.screenshot.set(Some(media.id));
            draft.know(media);
        }),
    );
    let heading = move || tf(supplement::REPORT, &[&shown.get().to_string()]);
    let removes = move || tf(supplement::REMOVE_REPORT, &[&shown.get().to_string()]);
    view! {
        <li><div class="report-row" id=row_id(key) role="group" aria-label=heading>
            <div class="report-row-head">
                <h3 class="report-row-title">{heading}</h3>
                <button class="icon-button" type="button" aria-label=removes title=removes on:click=remove>
                    <Icon name=IconName::Trash/>
                </button>
            </div>
            <div class="report-wide"><Place pointer=pointer("title")>
                <TextInput label=t(supplement::REPORT_TITLE) value=report.title fault=fault("title") autocomplete="off" required=true/>
            </Place></div>
            <Place pointer=pointer("outlet")>
                <TextInput label=t(supplement::OUTLET) value=report.outlet fault=fault("outlet") autocomplete="off" required=true/>
            </Place>
            <Place pointer=pointer("level")>
                <Select
                    label=t(supplement::LEVEL) value=report.level choices=levels empty=t(general::PLEASE_CHOOSE) fault=fault("level")
                    required=true
                />
            </Place>
            <Place pointer=pointer("published_on")>
                <DateInput label=t(supplement::PUBLISHED_ON) value=report.published_on fault=fault("published_on") required=true/>
                <FieldFindings pointer=pointer("published_on") findings/>
            </Place>
            <div class="report-wide"><Place pointer=pointer("url")>
                <TextInput
                    label=t(supplement::REPORT_URL) value=report.url kind="url" inputmode="url" placeholder="https://" autocomplete="off"
                    fault=fault("url") required=true
                />
                <FieldFindings pointer=pointer("url") findings/>
            </Place></div>
            <div class="report-wide"><Place pointer=pointer("screenshot_id")>
                <Screenshot form uploads=screenshot value=report.screenshot number=shown fault=fault("screenshot_id")/>
            </Place></div>
        </div></li>
    }
    .into_any()
}
