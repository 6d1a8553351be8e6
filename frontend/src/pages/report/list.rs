//! What visitors have reported, for those who answer it.

use domain::report::{ContentReport, ReportStatus};
use leptos::prelude::*;
use leptos_router::components::A;

use super::answer::AnswerDialog;
use super::{StatusBadge, status_name};
use crate::api;
use crate::format;
use crate::i18n::{names, report, resource, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::resource::DESK;
use crate::session::use_session;
use crate::shell::SignedInIf;
use crate::ui::{Badge, Button, ButtonKind, ButtonLink, EmptyState, IconName, Tab, Tabs};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(report::LIST));
    let session = use_session();
    view! {
        <SignedInIf allowed=move || session.answers()>
            <div class="wrap narrow page">
                <div class="page-head">
                    <h1 class="page-title">{t(report::LIST)}</h1>
                    <ButtonLink href=DESK kind=ButtonKind::Quiet>{t(resource::DESK)}</ButtonLink>
                </div>
                <ByStatus/>
            </div>
        </SignedInIf>
    }
}

#[component]
fn ByStatus() -> impl IntoView {
    let chosen = RwSignal::new(ReportStatus::Open.as_str());
    let again = RwSignal::new(0_u32);
    let (open, opened) = (RwSignal::new(false), StoredValue::new(None::<ContentReport>));
    let on_open = Callback::new(move |report: ContentReport| {
        opened.set_value(Some(report));
        open.set(true);
    });
    let on_settled = Callback::new(move |()| again.update(|n| *n += 1));
    let tabs = ReportStatus::ALL
        .map(|s| Tab::new(s.as_str(), t(status_name(s))))
        .to_vec();
    let panel = Callback::new(move |key: &'static str| {
        let status = ReportStatus::parse(key).unwrap_or(ReportStatus::Open);
        view! { <Reports status again on_open/> }.into_any()
    });
    view! {
        <Tabs label=t(report::STATUSES) tabs chosen panel/>
        <AnswerDialog open opened on_settled/>
    }
}

#[component]
fn Reports(status: ReportStatus, again: RwSignal<u32>, on_open: Callback<ContentReport>) -> impl IntoView {
    let listing = Listing::new(move |cursor| {
        again.track();
        api::report::list(status, cursor)
    });
    let empty = move || {
        if status == ReportStatus::Open {
            view! { <EmptyState title=t(report::OPEN_EMPTY) text=t(report::OPEN_EMPTY_HINT) icon=IconName::Flag/> }
        } else {
            view! { <EmptyState title=t(report::EMPTY) icon=IconName::Flag/> }
        }
    };
    view! {
        <Listed
            listing
            class="reports"
            empty
            draw=move |report| view! { <Row report on_open/> }.into_any()
        />
    }
}

#[component]
fn Row(report: ContentReport, on_open: Callback<ContentReport>) -> impl IntoView {
    use crate::i18n::report as texts;
    let this = report.clone();
    let press = Callback::new(move |()| on_open.run(this.clone()));
    let label = if report.status == ReportStatus::Open {
        texts::HANDLE
    } else {
        texts::SHOW
    };
    view! {
        <article class="report">
            <div class="report-head">
                <h2 class="report-title"><A href=format!("/review/{}", report.activity_id)>{report.activity_title}</A></h2>
                <StatusBadge status=report.status/>
            </div>
            <p class="row-note">
                {names::report_category(report.category)}" · "
                <time datetime=format::machine(report.created_at)>{format::moment(report.created_at)}</time>
                {report.wants_answer.then(|| view! { " " <Badge>{t(texts::WANTS_ANSWER)}</Badge> })}
            </p>
            {report.resource_title.map(|title| view! { <p class="row-note">{tf(texts::RESOURCE, &[&title])}</p> })}
            <p class="report-text">{report.text}</p>
            {report.answer.map(|answer| view! {
                <p class="report-answer"><strong>{t(texts::ANSWER)}</strong>" "{answer}</p>
            })}
            <div class="card-actions"><Button on_press=press>{t(label)}</Button></div>
        </article>
    }
}
