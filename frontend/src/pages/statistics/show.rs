//! Figures of a region: totals, a chart, the same numbers as a table.

use domain::edition::EditionSummary;
use domain::region::{RegionCode, RegionLevel};
use domain::statistics::{By, Statistics};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::address::View;
use super::chart::FiguresChart;
use super::names;
use super::table::Table;
use super::tiles::Tiles;
use super::totals::Totals;
use crate::api::{edition, statistics as calls};
use crate::fetched::Fetched;
use crate::format;
use crate::i18n::{exchange, reporting, statistics as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::exchange::ExportButton;
use crate::pages::reporting::Tabs;
use crate::session::use_session;
use crate::shell::{OVER_REGIONS, SignedInAs};
use crate::ui::{Button, ButtonKind, ButtonLink, Choice, EmptyState, IconName, Select};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(reporting::STATISTICS));
    view! { <SignedInAs roles=OVER_REGIONS><Page/></SignedInAs> }
}

#[component]
fn Page() -> impl IntoView {
    let query = use_query_map();
    let view_of = Memo::new(move |_| query.with(View::read));
    let editions = Fetched::new(edition::list);
    let shown = move || {
        let view = view_of.get();
        view! {
            <Loaded
                heading=true
                lines=8
                fetch={
                    let view = view.clone();
                    move || {
                        let view = view.clone();
                        async move { calls::figures(view.edition_key(), &view.region, view.by).await }
                    }
                }
                draw=move |figures| view! { <Shown figures view=view.clone() editions/> }.into_any()
            />
        }
    };
    view! { <div class="wrap page"><Tabs/>{shown}</div> }
}

#[component]
fn Shown(
    figures: Statistics,
    view: View,
    editions: Fetched<domain::page::Page<EditionSummary>>,
) -> impl IntoView {
    let region = figures.region_code.clone();
    let up = StoredValue::new(view.clone());
    let session = use_session();
    let up = move || {
        let parent = above(&region)?;
        let sees = session.actor().is_some_and(|actor| actor.oversees(&parent));
        let href = up.with_value(|view| view.with_region(parent.as_str()).href());
        sees.then(|| view! { <ButtonLink href kind=ButtonKind::Quiet icon=IconName::ArrowLeft>{t(words::UP)}</ButtonLink> })
    };
    let print = Callback::new(|()| {
        let _ = window().print();
    });
    let note = match figures.by {
        By::Region => Some(words::REGIONS_NOTE),
        By::Audience => Some(words::OVERLAPS),
        By::Day => Some(words::DAYS_NOTE),
        By::HeldOn => Some(words::HELD_NOTE),
        _ => None,
    };
    let by = figures.by;
    let as_of = tf(words::AS_OF, &[&format::moment(figures.as_of)]);
    let nothing = figures.total.is_zero() && figures.before.is_none();
    let kept = StoredValue::new(figures);
    let body = move || {
        if nothing && by != By::Region {
            return view! { <EmptyState title=t(words::EMPTY) text=t(words::EMPTY_HINT) icon=IconName::Info/> }.into_any();
        }
        let (figures, view) = (kept.get_value(), view.clone());
        let tiles = (by == By::Region).then(|| view! { <Tiles figures=figures.clone() view=view.clone()/> });
        view! {
            {tiles}
            <FiguresChart figures=figures.clone()/>
            <Table figures=figures.clone() view=view.clone()/>
            {note.map(|note| view! { <p class="figures-note">{t(note)}</p> })}
        }
        .into_any()
    };
    let head = kept.with_value(Clone::clone);
    let (at, edition) = (up_view(&head), head.edition.clone());
    let taken = StoredValue::new(vec![
        ("edition", at.edition.clone()),
        ("region", at.region.clone()),
        ("by", at.by.as_str().to_owned()),
    ]);
    view! {
        <div class="page-head">
            <div>
                <h1 class="page-title">{format!("{} · {}", head.region_name, t(reporting::STATISTICS))}</h1>
                <p class="figures-as-of">{as_of}" "<span class="figures-lead">{t(words::LEAD)}</span></p>
            </div>
            <div class="page-actions no-print">
                {up}
                <ExportButton kind="statistics" name=exchange::EXPORT_FILE_STATISTICS filter=move |()| taken.get_value()/>
                <Button kind=ButtonKind::Quiet icon=IconName::Print on_press=print>{t(words::PRINT)}</Button>
            </div>
        </div>
        <Totals figures=head/>
        <div class="figures-ways no-print">
            <EditionSelect view=at.clone() editions edition/>
            <ByLinks view=at/>
        </div>
        {body}
    }
}

/// The view that shows exactly these figures.
fn up_view(figures: &Statistics) -> View {
    View {
        edition: figures.edition.clone(),
        region: figures.region_code.to_string(),
        by: figures.by,
    }
}

/// The region above; nothing above the country.
pub fn above(region: &RegionCode) -> Option<RegionCode> {
    match region.level() {
        RegionLevel::Country => None,
        RegionLevel::Province => Some(RegionCode::country()),
        RegionLevel::City => Some(region.province()),
        RegionLevel::County => Some(region.city()),
        RegionLevel::Township => Some(region.county()),
    }
}

#[component]
fn ByLinks(view: View) -> impl IntoView {
    let links = By::ALL.map(|by| {
        let current = (by == view.by).then_some("true");
        let href = view.with_by(by).href();
        // A plain link: the router's own would call every one of them current, for they lead to one path.
        view! { <li><a href=href class="pill" aria-current=current>{t(names::by(by))}</a></li> }
    });
    view! { <nav aria-label=t(words::BY)><ul class="pills">{links.collect_view()}</ul></nav> }
}

#[component]
fn EditionSelect(
    view: View,
    editions: Fetched<domain::page::Page<EditionSummary>>,
    edition: String,
) -> impl IntoView {
    let choices = Signal::derive(move || {
        let all = editions
            .get()
            .and_then(Result::ok)
            .map(|page| page.items)
            .unwrap_or_default();
        all.into_iter()
            .map(|e| Choice::new(e.key, e.title))
            .collect::<Vec<_>>()
    });
    let value = RwSignal::new(edition.clone());
    let navigate = use_navigate();
    Effect::new(move |_| {
        let chosen = value.get();
        if chosen != edition && !chosen.is_empty() {
            navigate(
                &view.with_edition(&chosen).href(),
                NavigateOptions {
                    scroll: false,
                    ..Default::default()
                },
            );
        }
    });
    view! { <Select label=t(words::EDITION) value choices/> }
}
