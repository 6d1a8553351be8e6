//! Hosts and co-organisers: found in the registry while typing, or added at once (添加).

use domain::activity::content::Unit;
use domain::organization::NewOrganization;
use domain::region::RegionCode;
use leptos::prelude::*;

use super::Form;
use crate::api::{self, organization};
use crate::form::OrganizationSearch;
use crate::i18n::{activity, t, tf};
use crate::ui::{Badge, Button, ButtonKind, Choice, Combobox, IconName, Tone, toast};

/// The value of the choice that adds a new organisation.
const ADD: &str = "+";

#[component]
pub fn Units(
    form: Form,
    #[prop(into)] label: String,
    pointer: &'static str,
    value: RwSignal<Vec<Unit>>,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let faults = form.faults;
    let search = OrganizationSearch::default();
    let (query, found) = (search.query, search.found);
    let choices = Signal::derive(move || {
        let typed = query.with(|q| q.trim().to_owned());
        let mut all = search.choices();
        let exact = found.with(|f| f.iter().any(|o| o.full_name == typed));
        if typed.chars().count() >= domain::organization::NAME_MIN && !exact && !search.busy.get() {
            all.push(Choice::new(ADD, tf(activity::ADD_NEW_UNIT, &[&typed])));
        }
        all
    });
    let put = move |unit: Unit| {
        value.update(|all| {
            if !all
                .iter()
                .any(|u| u.organization_id == unit.organization_id && u.name == unit.name)
            {
                all.push(unit);
            }
        });
        search.clear();
    };
    // Made here and not where it is used: what a list item makes vanishes with the item.
    let put_later = Callback::new(put);
    let choose = move |choice: Choice| {
        match search.chosen(&choice) {
            Some(o) => put(Unit {
                organization_id: Some(o.id),
                name: o.full_name,
            }),
            None => {
                // The label reads 添加“…”: the name stands between the quotation marks.
                let name = choice
                    .label
                    .split('“')
                    .nth(1)
                    .map(|n| n.trim_end_matches('”').to_owned())
                    .unwrap_or_default();
                query.set(name.clone());
                add(form, name, put_later);
            }
        }
    };
    let named = label.clone();
    view! {
        <div class="units" role="group" aria-label=named>
            <h3 class="form-heading">{label}</h3>
            <ul class="unit-list">
                {move || value.get().into_iter().enumerate().map(|(n, unit)| {
                    let wrong = faults.at(format!("{pointer}/{n}"));
                    let wrong_name = faults.at(format!("{pointer}/{n}/name"));
                    let wrong_id = faults.at(format!("{pointer}/{n}/organization_id"));
                    view! {
                        <li class="unit">
                            <span class="unit-name">{unit.name.clone()}</span>
                            {unit.organization_id.is_none().then(|| view! { <Badge tone=Tone::Warning>{t(activity::PROVISIONAL)}</Badge> })}
                            <Button kind=ButtonKind::Quiet icon=IconName::Close on_press=move || {
                                value.update(|all| { all.remove(n); });
                            }>{t(activity::REMOVE)}</Button>
                            <span class="field-fault">{move || wrong.get().or(wrong_name.get()).or(wrong_id.get())}</span>
                        </li>
                    }
                }).collect_view()}
            </ul>
            <Combobox
                label=t(activity::ADD_UNIT) query choices busy=search.busy on_choose=choose on_type=search.on_type
                hint=t(activity::ADD_UNIT_HINT) fault=faults.at(pointer) required
            />
        </div>
    }
}

/// Adds an organisation that is in no registry: usable at once, certified later.
fn add(form: Form, name: String, put: Callback<Unit>) {
    let place = form.draft.region_code.get_untracked().parse::<RegionCode>().ok();
    let new = NewOrganization {
        full_name: name,
        kind: "other".to_owned(),
        region_code: place.unwrap_or_else(RegionCode::country).to_string(),
        provisional: true,
        ..NewOrganization::default()
    };
    leptos::task::spawn_local(async move {
        match organization::create(&new, &api::idempotency_key()).await {
            Ok(o) => put.run(Unit {
                organization_id: Some(o.id),
                name: o.full_name,
            }),
            Err(failure) => toast::failure(
                failure
                    .errors()
                    .first()
                    .map_or_else(|| failure.message(), |e| e.message.clone()),
            ),
        }
    });
}
