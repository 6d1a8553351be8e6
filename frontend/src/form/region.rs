//! Choosing a region step by step: province, city, county.

use domain::region::RegionCode;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::reference;
use crate::fetched::Fetched;
use crate::i18n::{general, public, t};
use crate::ui::{Choice, Fault, Select};

/// What [`RegionSelect`] shows for a region.
pub fn entered_region(region: &RegionCode) -> String {
    if region.is_country() {
        String::new()
    } else {
        region.to_string()
    }
}

/// The code of what is chosen in a [`RegionSelect`].
pub fn region_entered(chosen: String) -> String {
    if chosen.is_empty() {
        RegionCode::COUNTRY.to_owned()
    } else {
        chosen
    }
}

/// Drop-downs below one another. `value` is the code of the most exact region chosen, empty for the whole country.
#[component]
pub fn RegionSelect(
    value: RwSignal<String>,
    /// How many steps: 3 ends with counties, 4 with townships.
    #[prop(default = 3)]
    depth: usize,
    /// Shown at the first step.
    #[prop(optional, into)]
    fault: Fault,
    #[prop(optional)] required: bool,
    /// Only the first step must be chosen: a whole province will do.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    // The regions chosen, from the province down.
    let chain = RwSignal::new(Vec::<String>::new());
    Effect::new(move |_| {
        let code = value.get();
        if chain.with_untracked(|c| c.last().map_or("", String::as_str) != code) {
            spawn_local(async move {
                let found = lineage(&code).await;
                // Something else may have been chosen since.
                if value.try_get_untracked() == Some(code) {
                    chain.set(found);
                }
            });
        }
    });
    let choose = Callback::new(move |(step, code): (usize, String)| {
        let mut chosen = chain.get_untracked();
        chosen.truncate(step);
        if !code.is_empty() {
            chosen.push(code);
        }
        let last = chosen.last().cloned().unwrap_or_default();
        chain.set(chosen);
        value.set(last);
    });
    let steps = move || {
        let chain = chain.get();
        std::iter::once(RegionCode::COUNTRY.to_owned())
            .chain(chain)
            .take(depth)
            .enumerate()
            .collect::<Vec<_>>()
    };
    view! {
        <div class="region-select">
            <For each=steps key=|(_, parent)| parent.clone() let:item>
                <RegionStep
                    step=item.0
                    parent=item.1
                    chain
                    choose
                    fault=if item.0 == 0 { fault } else { Fault::default() }
                    required={required && (item.0 == 0 || !whole)}
                />
            </For>
        </div>
    }
}

#[component]
fn RegionStep(
    step: usize,
    parent: String,
    chain: RwSignal<Vec<String>>,
    choose: Callback<(usize, String)>,
    fault: Fault,
    required: bool,
) -> impl IntoView {
    let below = Fetched::new(move || {
        let parent = parent.clone();
        async move { reference::regions_below(&parent).await }
    });
    let choices = Signal::derive(move || match below.get() {
        Some(Ok(page)) => page
            .items
            .into_iter()
            .map(|r| Choice::new(r.code.as_str(), r.name))
            .collect(),
        _ => Vec::new(),
    });
    let chosen = move || chain.with(|c| c.get(step).cloned().unwrap_or_default());
    let value = RwSignal::new(untrack(chosen));
    Effect::new(move |_| {
        let chosen = chosen();
        if value.get_untracked() != chosen {
            value.set(chosen);
        }
    });
    Effect::new(move |_| {
        let code = value.get();
        if untrack(chosen) != code {
            choose.run((step, code));
        }
    });
    let label = t(match step {
        0 => public::PROVINCE,
        1 => public::CITY,
        2 => public::COUNTY,
        _ => public::TOWNSHIP,
    });
    let empty = t(if required {
        general::PLEASE_CHOOSE
    } else {
        general::ALL
    });
    // A region without parts asks for nothing more.
    move || {
        (step == 0 || choices.with(|c| !c.is_empty())).then(|| {
            view! { <Select label value choices empty=empty fault required/> }
        })
    }
}

/// The regions above this one and itself, from the province down; empty where the code is none.
async fn lineage(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut next = Some(code.to_owned());
    while let Some(code) = next.filter(|c| !c.is_empty() && c != RegionCode::COUNTRY) {
        let Ok(region) = reference::region(&code).await else {
            break;
        };
        found.push(code);
        next = region.parent_code.map(|p| p.as_str().to_owned());
    }
    found.reverse();
    found
}
