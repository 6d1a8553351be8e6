//! The organisations that a system files for: found while typing.

use domain::id::OrganizationId;
use leptos::prelude::*;

use super::form::Fields;
use crate::form::OrganizationSearch;
use crate::i18n::{api_client as words, t, tf};
use crate::page;
use crate::ui::{Choice, Combobox, Icon, IconName};

#[component]
pub(super) fn Organizations(fields: Fields) -> impl IntoView {
    let search = OrganizationSearch::default();
    let choices = Signal::derive(move || search.choices());
    let choose = move |choice: Choice| {
        if let Some(o) = search.chosen(&choice) {
            fields.add(o.id, o.full_name);
        }
        search.clear();
    };
    view! {
        <div class="filed-for" role="group" aria-label=t(words::ORGANIZATIONS)>
            <Combobox
                label=t(words::ORGANIZATIONS) hint=t(words::ORGANIZATIONS_HINT) query=search.query choices busy=search.busy
                on_choose=choose on_type=search.on_type fault=fields.faults.at("/organization_ids") required=true
            />
            <ul class="unit-list">
                {move || fields.organizations.get().into_iter().map(|id| view! { <Row fields id/> }).collect_view()}
            </ul>
        </div>
    }
}

#[component]
fn Row(fields: Fields, id: OrganizationId) -> impl IntoView {
    let name = move || fields.name_of(id).unwrap_or_default();
    // The server knows them in the order of their ids.
    let fault = move || {
        let place = fields
            .organizations
            .with(|all| all.iter().filter(|other| **other < id).count());
        fields.faults.message(&format!("/organization_ids/{place}"))
    };
    let remove = move |_| {
        fields
            .organizations
            .update(|all| all.retain(|other| *other != id));
        page::focus_input_in(".filed-for");
    };
    view! {
        <li class="unit">
            <Icon name=IconName::Building/>
            <span class="unit-name">{name}</span>
            <button
                class="icon-button"
                type="button"
                aria-label=move || tf(words::ORGANIZATION_REMOVE, &[&name()])
                on:click=remove
            >
                <Icon name=IconName::Trash/>
            </button>
            {move || fault().map(|text| view! {
                <p class="field-fault unit-fault" role="alert"><Icon name=IconName::Warning/><span>{text}</span></p>
            })}
        </li>
    }
}
