//! 单位与人员: hosts, structure, contact, sci-tech workers, budget.

use domain::activity::content::SciWorker;
use domain::dictionary::DictionaryName;
use leptos::prelude::*;

use super::Form;
use super::state::WorkerSignals;
use super::units::Units;
use crate::i18n::{activity, general, t, tf};
use crate::ui::{Button, ButtonKind, IconName, NumberInput, Select, TextInput};

#[component]
pub fn People(form: Form) -> impl IntoView {
    let Form {
        draft,
        faults,
        offers,
    } = form;
    let kinds = offers.with_value(|o| o.choices(DictionaryName::OrganizationKinds));
    view! {
        <Units form label=t(activity::HOSTS) pointer="/hosts" value=draft.hosts required=true/>
        <Units form label=t(activity::CO_ORGANIZERS) pointer="/co_organizers" value=draft.co_organizers/>
        <Select
            label=t(activity::STRUCTURE_KIND) value=draft.structure_kind choices=kinds empty=t(general::PLEASE_CHOOSE)
            fault=faults.at("/structure/kind") required=true
        />
        <TextInput
            label=t(activity::STRUCTURE_NAME) value=draft.structure_name hint=t(activity::STRUCTURE_HINT)
            fault=faults.at("/structure/full_name") required=true
        />
        <TextInput
            label=t(activity::CONTACT_NAME) value=draft.contact_name hint=t(activity::CONTACT_HINT) autocomplete="name"
            fault=faults.at("/contact/name") required=true
        />
        <TextInput
            label=t(activity::CONTACT_PHONE) value=draft.contact_phone kind="tel" inputmode="tel" autocomplete="tel"
            fault=faults.at("/contact/phone") required=true
        />
        <NumberInput
            label=t(activity::WORKERS) value=draft.worker_count unit=t(activity::PERSONS) fault=faults.at("/sci_workers/count")
        />
        <h3 class="form-heading">{t(activity::WORKER_LIST)}</h3>
        <For each=move || draft.workers.get().into_iter().enumerate() key=|(n, w)| (*n, w.key) let((n, worker))>
            <WorkerRow form n worker/>
        </For>
        <Button icon=IconName::Plus on_press=move || draft.add_worker(SciWorker::default())>{t(activity::ADD_WORKER)}</Button>
        <NumberInput label=t(activity::BUDGET) value=draft.budget unit=t(activity::YUAN) fault=faults.at("/budget_yuan")/>
    }
}

#[component]
fn WorkerRow(form: Form, n: usize, worker: WorkerSignals) -> impl IntoView {
    let Form { draft, faults, .. } = form;
    let label = tf(activity::WORKER, &[&(n + 1).to_string()]);
    let at = move |part: &str| faults.at(format!("/sci_workers/people/{n}/{part}"));
    let named = label.clone();
    view! {
        <div class="form-row" role="group" aria-label=named>
            <span class="form-row-label">{label}</span>
            <TextInput label=t(activity::NAME) value=worker.name fault=at("name") required=true/>
            <TextInput label=t(activity::EMPLOYER) value=worker.employer fault=at("employer") required=true/>
            <TextInput label=t(activity::JOB_TITLE) value=worker.title fault=at("title")/>
            <TextInput label=t(activity::FIELD) value=worker.field fault=at("field")/>
            <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || {
                draft.workers.update(|all| all.retain(|w| w.key != worker.key));
            }>{t(activity::REMOVE)}</Button>
        </div>
    }
}
