//! Choosing a region, level by level.

use domain::region::{Region, RegionCode, RegionLevel};
use leptos::prelude::*;

use crate::api::reference;
use crate::i18n::{activity, common, t};
use crate::ui::{Choice, Field, FieldIds, next_id};
use crate::ui::Fault;

type Regions = RwSignal<Vec<Region>>;

fn choices(regions: &[Region]) -> Vec<Choice> {
    regions.iter().map(|r| Choice::new(r.code.as_str(), &r.name)).collect()
}

fn load(into: Regions, parent: String) {
    leptos::task::spawn_local(async move {
        if let Ok(page) = reference::regions_below(&parent).await {
            // The form may be gone by now.
            into.try_set(page.items);
        }
    });
}

/// Province, city, county; `value` is the code of the deepest one chosen.
#[component]
pub fn RegionSelect(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let (provinces, cities, counties): (Regions, Regions, Regions) =
        (RwSignal::new(Vec::new()), RwSignal::new(Vec::new()), RwSignal::new(Vec::new()));
    load(provinces, RegionCode::COUNTRY.to_owned());
    let code = Memo::new(move |_| value.with(|v| v.parse::<RegionCode>().ok()));
    let province = Memo::new(move |_| {
        let chosen = code.get().filter(|c| !c.is_country());
        chosen.map(|c| c.province().to_string()).unwrap_or_default()
    });
    let city = Memo::new(move |_| {
        let deep = code.get().filter(|c| matches!(c.level(), RegionLevel::City | RegionLevel::County | RegionLevel::Township));
        // Some counties stand directly below their province, and so in the list of its cities.
        deep.map(|c| if cities.with(|all| all.iter().any(|r| r.code == c)) { c.to_string() } else { c.city().to_string() })
            .unwrap_or_default()
    });
    let county = Memo::new(move |_| {
        let deep = code.get().filter(|c| matches!(c.level(), RegionLevel::County | RegionLevel::Township));
        deep.map(|c| c.county().to_string()).unwrap_or_default()
    });
    Effect::new(move |_| match province.get() {
        none if none.is_empty() => cities.set(Vec::new()),
        code => load(cities, code),
    });
    Effect::new(move |_| match city.get() {
        none if none.is_empty() => counties.set(Vec::new()),
        code => load(counties, code),
    });
    let ids = FieldIds::new("");
    view! {
        <Field ids label fault required group=true>
            <div class="region-select">
                <Level label=t(activity::PROVINCE) chosen=province regions=provinces on_choose=move |code| value.set(code)/>
                {move || (!cities.with(Vec::is_empty)).then(|| view! {
                    <Level label=t(activity::CITY) chosen=city regions=cities on_choose=move |code: String| {
                        value.set(if code.is_empty() { province.get_untracked() } else { code });
                    }/>
                })}
                {move || (!counties.with(Vec::is_empty)).then(|| view! {
                    <Level label=t(activity::COUNTY) chosen=county regions=counties on_choose=move |code: String| {
                        value.set(if code.is_empty() { city.get_untracked() } else { code });
                    }/>
                })}
            </div>
        </Field>
    }
}

#[component]
fn Level(
    #[prop(into)] label: String,
    chosen: Memo<String>,
    regions: Regions,
    #[prop(into)] on_choose: Callback<String>,
) -> impl IntoView {
    let id = next_id("region");
    view! {
        <div class="region-level">
            <label class="visually-hidden" for=id.clone()>{label.clone()}</label>
            <select class="input" id=id on:change=move |e| on_choose.run(event_target_value(&e))>
                <option value="" selected=move || chosen.with(String::is_empty)>{format!("{} · {label}", t(common::PLEASE_CHOOSE))}</option>
                {move || choices(&regions.get()).into_iter().map(|choice| {
                    let own = choice.value.clone();
                    view! {
                        <option value=choice.value selected=move || chosen.with(|c| *c == own)>{choice.label}</option>
                    }
                }).collect_view()}
            </select>
        </div>
    }
}
