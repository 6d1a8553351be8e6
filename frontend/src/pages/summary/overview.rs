//! How a region and those directly below it stand.

use domain::region::RegionLevel;
use domain::summary::{NewSummary, RegionSummary, SummaryItem, SummaryOverview, SummaryStatus};
use leptos::prelude::*;

use super::list::{Begin, drilled as below_of};
use super::status::{StatusBadge, due};
use super::{LIST, href};
use crate::format;
use crate::i18n::{summary as words, t, tf};
use crate::ui::{Badge, Breadcrumb, ButtonKind, ButtonLink, Crumb, Tone};

#[component]
pub fn Overview(o: SummaryOverview, drilled: bool) -> impl IntoView {
    let crumb = drilled.then(|| {
        let above = vec![Crumb::new(LIST, t(words::LIST))];
        view! { <Breadcrumb above here=o.region_name.clone()/> }
    });
    let counts = tf(
        words::COUNTS,
        &[
            &o.below.len().to_string(),
            &o.handed_in.to_string(),
            &o.accepted.to_string(),
        ],
    );
    let region = o.region_code.clone();
    view! {
        {crumb}
        <div class="page-head">
            <div>
                <h1 class="page-title">{format!("{} · {}", o.region_name, t(words::LIST))}</h1>
                <p class="page-note">{o.edition_title}</p>
            </div>
        </div>
        {o.own.map(|own| view! { <OwnCard own writes=o.writes/> })}
        {(!o.below.is_empty()).then(|| view! {
            <section class="stack">
                <h2 class="section-title">{t(words::BELOW)}</h2>
                <p class="page-note">{counts}</p>
                <ul class="summary-rows">
                    {o.below.into_iter().map(|r| view! { <li><BelowRow r top=region.level()/></li> }).collect_view()}
                </ul>
            </section>
        })}
    }
}

#[component]
fn OwnCard(own: RegionSummary, writes: bool) -> impl IntoView {
    let new = NewSummary {
        edition: "current".to_owned(),
        region_code: Some(own.region_code.clone()),
        organization_id: None,
    };
    let due = due(own.deadline);
    let inside = match own.summary {
        Some(item) => {
            let label = if writes && item.status.is_editable() {
                words::GO_ON
            } else {
                words::SEE
            };
            view! {
                <StatusBadge status=item.status late=item.late/>
                <div><ButtonLink href=href(item.id) kind=ButtonKind::Primary>{t(label)}</ButtonLink></div>
            }
            .into_any()
        }
        None if writes => view! { <Begin new/> }.into_any(),
        None => view! { <p><Badge>{t(words::MISSING)}</Badge></p> }.into_any(),
    };
    view! {
        <section class="card">
            <h2 class="card-title">{t(words::OWN)}</h2>
            {due.map(|due| view! { <p class="row-note">{due}</p> })}
            {inside}
        </section>
    }
}

#[component]
fn BelowRow(r: RegionSummary, top: RegionLevel) -> impl IntoView {
    let more = (top < RegionLevel::City).then(|| {
        let label = format!("{}：{}", t(words::DRILL), r.region_name);
        view! { <a class="link" href=below_of(&r.region_code) aria-label=label>{t(words::DRILL)}</a> }
    });
    view! {
        <Row name=r.region_name item=r.summary overdue=r.overdue>{more}</Row>
    }
}

/// A unit with its summary, as far as it is there to be read.
#[component]
pub fn Row(
    #[prop(into)] name: String,
    item: Option<SummaryItem>,
    overdue: bool,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let state = match &item {
        Some(item) => view! { <StatusBadge status=item.status late=item.late/> }.into_any(),
        None if overdue => view! { <Badge tone=Tone::Bad>{t(words::OVERDUE)}</Badge> }.into_any(),
        None => view! { <Badge>{t(words::MISSING)}</Badge> }.into_any(),
    };
    let at = item.as_ref().and_then(|item| item.submitted_at);
    let at = at.map(|at| tf(words::SUBMITTED_AT, &[&format::moment(at)]));
    let link = item.map(|item| {
        let text = match item.status {
            SummaryStatus::Submitted => words::REVIEW,
            SummaryStatus::Draft | SummaryStatus::Returned | SummaryStatus::Accepted => words::SEE,
        };
        let label = format!("{}：{}", t(text), item.unit_name);
        view! { <a class="link" href=href(item.id) aria-label=label>{t(text)}</a> }
    });
    view! {
        <div class="summary-row">
            <span class="summary-row-name">{name}</span>
            {state}
            <span class="row-note">{at}</span>
            <span class="summary-row-ways">{link}{children.map(|children| children())}</span>
        </div>
    }
}
