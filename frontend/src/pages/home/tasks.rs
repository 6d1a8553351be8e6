//! What needs somebody, each with the way to where it is done.

use domain::home::{Task, TaskKind};
use domain::region::RegionCode;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::format;
use crate::i18n::{Text, home as words, t, tf};
use crate::pages::organization::desk::DESK;
use crate::ui::{Badge, EmptyState, Icon, IconName, Tone};

/// Days before a deadline from which it is marked.
const SOON: i64 = 3;

#[component]
pub fn Tasks(tasks: Vec<Task>) -> impl IntoView {
    if tasks.is_empty() {
        return view! { <EmptyState title=t(words::NONE) text=t(words::NONE_HINT) icon=IconName::Check/> }
            .into_any();
    }
    let rows = tasks.into_iter().map(|task| view! { <li><Row task/></li> });
    view! { <ul class="tasks">{rows.collect_view()}</ul> }.into_any()
}

#[component]
fn Row(task: Task) -> impl IntoView {
    let text = tf(name(task.kind), &[&format::number(task.count)]);
    let due = task.due_on.map(|day| {
        let soon = crate::page::now().is_some_and(|now| (day - now.shanghai_date()).num_days() <= SOON);
        let tone = if soon { Tone::Warning } else { Tone::Neutral };
        view! { <Badge tone>{tf(words::DUE, &[&format::date(day)])}</Badge> }
    });
    let since = task
        .since
        .map(|at| view! { <span class="task-note">{tf(words::SINCE, &[&format::moment(at)])}</span> });
    view! {
        <A href=href(task.kind, task.region_code.as_ref()) attr:class="task">
            <span class="task-text">{text}{since}</span>
            {due}
            <Icon name=IconName::ChevronRight/>
        </A>
    }
}

const fn name(kind: TaskKind) -> Text {
    match kind {
        TaskKind::SentBack => words::SENT_BACK,
        TaskKind::Supplements => words::SUPPLEMENTS,
        TaskKind::Drafts => words::DRAFTS,
        TaskKind::JoinRequests => words::JOIN_REQUESTS,
        TaskKind::Review => words::REVIEW,
        TaskKind::Certification => words::CERTIFICATION,
        TaskKind::Reports => words::REPORTS,
        TaskKind::Objections => words::OBJECTIONS,
        TaskKind::RegistryConflicts => words::REGISTRY_CONFLICTS,
        TaskKind::Recommendation => words::RECOMMENDATION,
        TaskKind::Scoring => words::SCORING,
        TaskKind::OwnTarget => words::OWN_TARGET,
        TaskKind::RegionsBehind => words::REGIONS_BEHIND,
    }
}

fn href(kind: TaskKind, region: Option<&RegionCode>) -> String {
    let at_region = |path: &str| match region {
        Some(region) => format!("{path}?region={region}"),
        None => path.to_owned(),
    };
    match kind {
        TaskKind::SentBack | TaskKind::Supplements | TaskKind::Drafts => "/my/activities".to_owned(),
        TaskKind::JoinRequests => "/my/organizations".to_owned(),
        TaskKind::Review => "/review".to_owned(),
        TaskKind::Certification => DESK.to_owned(),
        TaskKind::Reports => "/reports".to_owned(),
        TaskKind::Objections => "/public-notices".to_owned(),
        TaskKind::RegistryConflicts => format!("{DESK}?tab=registry"),
        TaskKind::Recommendation => at_region("/recommendations"),
        TaskKind::Scoring => "/scorings".to_owned(),
        TaskKind::OwnTarget | TaskKind::RegionsBehind => at_region("/quotas"),
    }
}
