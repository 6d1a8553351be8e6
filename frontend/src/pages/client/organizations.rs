//! The organisations that a system files for: found while typing.

use domain::id::OrganizationId;
use domain::organization::OrganizationItem;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::Fields;
use crate::api::organization;
use crate::i18n::{api_client as words, t, tf};
use crate::page;
use crate::pause::after_pause;
use crate::ui::{Choice, Combobox, Icon, IconName};

/// Suggestions shown at once.
const SUGGESTED: u32 = 8;

#[component]
pub(super) fn Organizations(fields: Fields) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<OrganizationItem>::new());
    let busy = RwSignal::new(false);
    let search = after_pause(250, move |typed: String| {
        spawn_local(async move {
            let answer = organization::search(&typed, SUGGESTED).await;
            // An answer to what is no longer typed would only confuse.
            if query.try_get_untracked().as_deref() == Some(typed.as_str()) {
                found.set(answer.map(|page| page.items).unwrap_or_default());
                busy.set(false);
            }
        });
    });
    let choices = Signal::derive(move || {
        let one = |o: &OrganizationItem| {
            Choice::new(o.id.to_string(), format!("{}（{}）", o.full_name, o.region_name))
        };
        found.with(|all| all.iter().map(one).collect::<Vec<_>>())
    });
    let choose = move |choice: Choice| {
        let known =
            found.with_untracked(|all| all.iter().find(|o| o.id.to_string() == choice.value).cloned());
        if let Some(o) = known {
            fields.add(o.id, o.full_name);
        }
        query.set(String::new());
        found.set(Vec::new());
    };
    let type_ahead = move |typed: String| {
        busy.set(!typed.trim().is_empty());
        search(typed);
    };
    view! {
        <div class="filed-for" role="group" aria-label=t(words::ORGANIZATIONS)>
            <Combobox
                label=t(words::ORGANIZATIONS) hint=t(words::ORGANIZATIONS_HINT) query choices busy on_choose=choose
                on_type=type_ahead fault=fields.faults.at("/organization_ids") required=true
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
