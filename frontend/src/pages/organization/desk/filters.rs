//! What a list is narrowed by.

use domain::organization::Certification;
use leptos::prelude::*;

use super::state::{Desk, use_desk};
use crate::api::reference;
use crate::fetched::Fetched;
use crate::i18n::{general, names, organization, organization_desk as words, review, t};
use crate::pages::organization::kinds::Kinds;
use crate::pages::organization::status::{certification, wire};
use crate::pause::after_pause;
use crate::ui::{Choice, Select, TextInput};

const LINES: [&str; 4] = ["societies", "universities", "enterprises", "parks"];
const STATUSES: [Certification; 5] = [
    Certification::Certified,
    Certification::Pending,
    Certification::Returned,
    Certification::Provisional,
    Certification::Suspended,
];

#[component]
pub fn Filters(
    /// With words and certification, too.
    #[prop(optional)]
    all: bool,
) -> impl IntoView {
    let desk = use_desk();
    let kinds = Kinds::here().choices();
    let lines: Vec<_> = LINES
        .iter()
        .map(|line| Choice::new(*line, names::line(line)))
        .collect();
    let statuses: Vec<_> = STATUSES
        .iter()
        .map(|status| Choice::new(wire(*status), t(certification(*status).0)))
        .collect();
    view! {
        <div class="desk-filters">
            {all.then(|| view! {
                <Words desk/>
                <Select label=t(words::FILTER_STATUS) value=desk.status choices=statuses empty=t(general::ALL)/>
            })}
            <RegionFilter/>
            <Select label=t(organization::KIND) value=desk.kind choices=kinds empty=t(general::ALL)/>
            <Select label=t(review::FILTER_LINE) value=desk.line choices=lines empty=t(general::ALL)/>
        </div>
    }
}

/// What is typed counts once somebody has finished typing.
#[component]
fn Words(desk: Desk) -> impl IntoView {
    let typed = RwSignal::new(desk.q.get_untracked());
    let take = after_pause(300, move |text: String| desk.q.set(text));
    Effect::new(move |before: Option<()>| {
        let text = typed.get();
        if before.is_some() {
            take(text.trim().to_owned());
        }
    });
    view! { <TextInput label=t(words::FILTER_Q) value=typed kind="search" placeholder=t(words::FILTER_Q_HINT)/> }
}

/// The parts of the region in one's charge; nothing to choose where it has none.
#[component]
pub fn RegionFilter() -> impl IntoView {
    let desk = use_desk();
    let above = desk.reach.get_value().to_string();
    let start = desk.region.get_untracked();
    let below = Fetched::new(move || {
        let (above, start) = (above.clone(), start.clone());
        async move {
            let mut page = reference::regions_below(&above).await?;
            // One that the address names may lie deeper.
            if !start.is_empty() && page.items.iter().all(|r| r.code.as_str() != start) {
                page.items.push(reference::region(&start).await?);
            }
            Ok(page)
        }
    });
    let choices = Signal::derive(move || {
        let regions = below
            .get()
            .and_then(Result::ok)
            .map_or(Vec::new(), |page| page.items);
        let choices = regions.into_iter().map(|r| Choice::new(r.code.as_str(), r.name));
        choices.collect::<Vec<_>>()
    });
    move || {
        choices.with(|all| !all.is_empty()).then(|| {
            view! { <Select label=t(review::FILTER_REGION) value=desk.region choices empty=t(general::ALL)/> }
        })
    }
}
