//! What the queue is narrowed and sorted by. Every change is at once in the address.

use domain::access::reviewer_of;
use domain::activity::status::Stage;
use domain::region::RegionCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

use crate::api::reference;
use crate::api::review::QueueFilter;
use crate::i18n::{general, names, review, t};
use crate::pages::review::stage_name;
use crate::session::Session;
use crate::ui::{Choice, Select};

/// The filters as signals. `Copy`.
#[derive(Clone, Copy)]
pub struct Filters {
    stage: RwSignal<String>,
    line: RwSignal<String>,
    region: RwSignal<String>,
    sort: RwSignal<String>,
    share: RwSignal<String>,
    pub value: Memo<QueueFilter>,
}

impl Filters {
    /// Begins with what the address says, and keeps it up to date.
    pub fn new() -> Self {
        let params = use_query_map();
        let start = params.with_untracked(read);
        let (stage, line) = (
            RwSignal::new(start.stage.clone()),
            RwSignal::new(start.line.clone()),
        );
        let region = RwSignal::new(start.region.clone());
        let (sort, share) = (
            RwSignal::new(start.sort.clone()),
            RwSignal::new(start.share.clone()),
        );
        let value = Memo::new(move |_| QueueFilter {
            stage: stage.get(),
            line: line.get(),
            region: region.get(),
            sort: sort.get(),
            share: share.get(),
        });
        let written = StoredValue::new(start);
        let navigate = use_navigate();
        Effect::new(move |_| {
            let now = value.get();
            if written.get_value() != now {
                let options = NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                let to = address(&now);
                written.set_value(now);
                navigate(&to, options);
            }
        });
        // Another address (a link) fills the fields.
        Effect::new(move |_| {
            let named = params.with(read);
            if written.get_value() == named {
                return;
            }
            written.set_value(named.clone());
            stage.set(named.stage);
            line.set(named.line);
            region.set(named.region);
            sort.set(named.sort);
            share.set(named.share);
        });
        Self {
            stage,
            line,
            region,
            sort,
            share,
            value,
        }
    }
    /// Whether something is left out.
    pub fn narrow(self) -> bool {
        self.value.with(|f| {
            let share = f.share.as_str();
            !(f.stage.is_empty() && f.line.is_empty() && f.region.is_empty() && matches!(share, "" | "all"))
        })
    }
}

fn read(params: &ParamsMap) -> QueueFilter {
    let text = |name| params.get(name).unwrap_or_default();
    QueueFilter {
        stage: text("stage"),
        line: text("line"),
        region: text("region"),
        sort: text("sort"),
        share: text("share"),
    }
}

fn address(filter: &QueueFilter) -> String {
    let mut params = ParamsMap::new();
    let fields = [
        ("stage", &filter.stage),
        ("line", &filter.line),
        ("region", &filter.region),
        ("sort", &filter.sort),
        ("share", &filter.share),
    ];
    for (name, value) in fields {
        if !value.is_empty() {
            params.insert(name, value.clone());
        }
    }
    format!("/review{}", params.to_query_string())
}

/// What this person's grants offer: stages, lines, and the regions whose parts can be chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Reach {
    stages: Vec<Stage>,
    lines: Vec<String>,
    region: Option<RegionCode>,
}

fn reach(session: Session) -> Reach {
    let Some(actor) = session.actor() else {
        return Reach::default();
    };
    let mut reach = Reach::default();
    for stage in Stage::ALL {
        for grant in actor.grants.iter().filter(|g| g.role == reviewer_of(stage)) {
            if !reach.stages.contains(&stage) {
                reach.stages.push(stage);
            }
            for line in &grant.lines {
                if !reach.lines.contains(line) {
                    reach.lines.push(line.clone());
                }
            }
            // The widest of them: the list of its parts is the most useful one.
            let region = grant.region.clone().unwrap_or_else(RegionCode::country);
            if reach.region.as_ref().is_none_or(|widest| region.contains(widest)) {
                reach.region = Some(region);
            }
        }
    }
    reach
}

#[component]
pub fn FilterBar(filters: Filters, session: Session) -> impl IntoView {
    let reach = untrack(|| reach(session));
    let stages: Vec<_> = reach
        .stages
        .iter()
        .map(|s| Choice::new(s.as_str(), t(stage_name(*s))))
        .collect();
    let lines: Vec<_> = reach
        .lines
        .iter()
        .map(|l| Choice::new(l, names::line(l)))
        .collect();
    let sorts = vec![
        Choice::new("start", t(review::SORT_START)),
        Choice::new("risk", t(review::SORT_RISK)),
    ];
    let shares = vec![
        Choice::new("mine", t(review::SHARE_MINE)),
        Choice::new("free", t(review::SHARE_FREE)),
    ];
    view! {
        <div class="desk-filters">
            {(stages.len() > 1).then(|| view! {
                <Select label=t(review::FILTER_STAGE) value=filters.stage choices=stages empty=t(review::SHOW_ALL_STAGES)/>
            })}
            <Select label=t(review::FILTER_SORT) value=filters.sort choices=sorts empty=t(review::SORT_AGE)/>
            <Select label=t(review::FILTER_SHARE) value=filters.share choices=shares empty=t(review::SHARE_ALL)/>
            {reach.region.map(|above| view! { <RegionFilter value=filters.region above/> })}
            {(!lines.is_empty()).then(|| view! {
                <Select label=t(review::FILTER_LINE) value=filters.line choices=lines empty=t(general::ALL)/>
            })}
        </div>
    }
}

/// The parts of the region in one's charge.
#[component]
fn RegionFilter(value: RwSignal<String>, above: RegionCode) -> impl IntoView {
    let start = value.get_untracked();
    let below = LocalResource::new(move || {
        let (above, start) = (above.to_string(), start.clone());
        async move {
            let mut all = reference::regions_below(&above)
                .await
                .map_or(Vec::new(), |page| page.items);
            // One that the address names may lie deeper.
            if !start.is_empty()
                && all.iter().all(|r| r.code.as_str() != start)
                && let Ok(named) = reference::region(&start).await
            {
                all.push(named);
            }
            all
        }
    });
    let choices = Signal::derive(move || {
        let regions = below.get().unwrap_or_default();
        regions
            .iter()
            .map(|r| Choice::new(r.code.as_str(), r.name.clone()))
            .collect::<Vec<_>>()
    });
    view! { <Select label=t(review::FILTER_REGION) value choices empty=t(general::ALL)/> }
}
