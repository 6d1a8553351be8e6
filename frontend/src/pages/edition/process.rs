//! How filings go through the review: city review by region, and approvals that carry over.

use domain::region::RegionCode;
use leptos::prelude::*;

use super::settings::Settings;
use crate::api::reference;
use crate::fetched::Fetched;
use crate::form::{FormFaults, RegionSelect};
use crate::i18n::{edition, t, tf};
use crate::ui::{Button, Card, Icon, IconName, Keyed, Switch};

#[component]
pub(super) fn Process(settings: Settings, faults: FormFaults) -> impl IntoView {
    let on = Signal::derive(move || settings.carries_over());
    let on_toggle = Callback::new(move |on| settings.set_carry_over(on));
    // A code is a number of six digits, which does well as a key.
    let keys = Signal::derive(move || {
        settings.with_regions(|all| {
            all.iter()
                .filter_map(|r| r.as_str().parse().ok())
                .collect::<Vec<u32>>()
        })
    });
    let draw = Callback::new(move |key: u32| match format!("{key:06}").parse() {
        Ok(code) => view! { <Row settings faults code/> }.into_any(),
        Err(_) => ().into_any(),
    });
    view! {
        <Card title=t(edition::PROCESS)>
            <Switch label=t(edition::CARRY_OVER) hint=t(edition::CARRY_OVER_HINT) on on_toggle/>
        </Card>
        <Card title=t(edition::CITY_REVIEW)>
            <p class="row-note">{t(edition::CITY_REVIEW_LEAD)}</p>
            {move || settings.with_regions(<[_]>::is_empty).then(|| view! {
                <p class="row-note">{t(edition::CITY_REVIEW_NONE)}</p>
            })}
            <ul class="rows"><Keyed keys draw/></ul>
            <AddRegion settings/>
        </Card>
    }
}

/// With its name once that is known.
#[component]
fn Row(settings: Settings, faults: FormFaults, code: RegionCode) -> impl IntoView {
    let code = StoredValue::new(code);
    let region = Fetched::new(move || async move { reference::region(code.get_value().as_str()).await });
    let name = move || match region.get() {
        Some(Ok(region)) => region.full_name,
        _ => code.with_value(ToString::to_string),
    };
    let fault = move || {
        let place = settings.with_regions(|all| code.with_value(|code| all.iter().position(|r| r == code)));
        faults.message(&format!("/policies/city_review_regions/{}", place?))
    };
    view! {
        <li class="row region-line">
            <Icon name=IconName::Place/>
            <span class="row-title">{move || name()}</span>
            <button
                class="icon-button"
                type="button"
                aria-label=move || tf(edition::REMOVE, &[&name()])
                on:click=move |_| settings.remove_region(&code.get_value())
            >
                <Icon name=IconName::Trash/>
            </button>
            {move || fault().map(|text| view! {
                <p class="field-fault word-fault"><Icon name=IconName::Warning/><span>{text}</span></p>
            })}
        </li>
    }
}

#[component]
fn AddRegion(settings: Settings) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let faults = FormFaults::default();
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Ok(code) = chosen.get_untracked().parse::<RegionCode>() else {
            faults.show_at("/region", t(edition::CHOOSE_REGION).to_owned());
            return;
        };
        let covering =
            untrack(|| settings.with_regions(|all| all.iter().find(|r| r.contains(&code)).cloned()));
        if let Some(covering) = covering {
            leptos::task::spawn_local(async move {
                let name = match reference::region(covering.as_str()).await {
                    Ok(region) => region.full_name,
                    Err(_) => covering.to_string(),
                };
                faults.show_at("/region", tf(edition::COVERED, &[&name]));
            });
            return;
        }
        faults.clear();
        settings.add_region(code);
        chosen.set(String::new());
    };
    view! {
        <form class="region-add" novalidate on:submit=add aria-label=t(edition::ADD_REGION)>
            <RegionSelect value=chosen depth=2 fault=faults.at("/region")/>
            <Button submit=true icon=IconName::Plus>{t(edition::ADD)}</Button>
        </form>
    }
}
