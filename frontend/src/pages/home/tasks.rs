//! What needs somebody, each with the way to where it is done.

use domain::home::{Task, TaskKind};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::format;
use crate::i18n::{Text, home as words, t, tf};
use crate::pages::organization::desk::DESK;
use crate::pages::resource;
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
    let about = task.about.clone().unwrap_or_else(|| format::number(task.count));
    let text = tf(name(task.kind), &[&about]);
    let due = task.due_on.map(|day| {
        let left = crate::page::now().map(|now| (day - now.shanghai_date()).num_days());
        let (tone, text) = match left {
            Some(days) if days < 0 => (Tone::Bad, words::OVERDUE),
            Some(days) if days <= SOON => (Tone::Warning, words::DUE),
            _ => (Tone::Neutral, words::DUE),
        };
        view! { <Badge tone>{tf(text, &[&format::date(day)])}</Badge> }
    });
    let since = task
        .since
        .map(|at| view! { <span class="task-note">{tf(words::SINCE, &[&format::moment(at)])}</span> });
    view! {
        <A href=href(&task) attr:class="task">
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
        TaskKind::Resources => words::RESOURCES,
        TaskKind::Objections => words::OBJECTIONS,
        TaskKind::RegistryConflicts => words::REGISTRY_CONFLICTS,
        TaskKind::Recommendation => words::RECOMMENDATION,
        TaskKind::Scoring => words::SCORING,
        TaskKind::OwnTarget => words::OWN_TARGET,
        TaskKind::RegionsBehind => words::REGIONS_BEHIND,
        TaskKind::OwnSummary => words::OWN_SUMMARY,
        TaskKind::Summaries => words::SUMMARIES,
        TaskKind::Notice => words::NOTICE,
    }
}

fn href(task: &Task) -> String {
    let at_region = |path: &str| match &task.region_code {
        Some(region) => format!("{path}?region={region}"),
        None => path.to_owned(),
    };
    match task.kind {
        TaskKind::SentBack | TaskKind::Supplements | TaskKind::Drafts => "/my/activities".to_owned(),
        TaskKind::JoinRequests => "/my/organizations".to_owned(),
        TaskKind::Review => "/review".to_owned(),
        TaskKind::Certification => DESK.to_owned(),
        TaskKind::Reports => "/reports".to_owned(),
        TaskKind::Resources => resource::DESK.to_owned(),
        TaskKind::Objections => "/public-notices".to_owned(),
        TaskKind::RegistryConflicts => format!("{DESK}?tab=registry"),
        TaskKind::Recommendation => at_region("/recommendations"),
        TaskKind::Scoring => "/scorings".to_owned(),
        TaskKind::OwnTarget | TaskKind::RegionsBehind => at_region("/quotas"),
        TaskKind::OwnSummary | TaskKind::Summaries => at_region("/summaries"),
        TaskKind::Notice => match task.circular_id {
            Some(id) => format!("/circulars/{id}"),
            None => "/circulars".to_owned(),
        },
    }
}
