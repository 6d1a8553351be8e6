//! All fields, with a check that fills their faults.

use domain::problem::{FaultCode, Faults};
use domain::region::Region;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::reference;
use crate::form::{FormFaults, RegionSelect};
use crate::i18n::{design, general, t};
use crate::pause::after_pause;
use crate::ui::{
    Button, Card, Checkbox, CheckboxGroup, Choice, Combobox, DateInput, DateTimeInput, NumberInput,
    RadioGroup, Select, TextArea, TextInput,
};

#[component]
pub fn Fields() -> impl IntoView {
    let faults = FormFaults::default();
    let checked = RwSignal::new(false);
    let choices = || {
        [
            ("1", design::OPTION_1),
            ("2", design::OPTION_2),
            ("3", design::OPTION_3),
        ]
        .map(|(value, label)| Choice::new(value, t(label)))
        .to_vec()
    };
    let check = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut found = Faults::new();
        for name in [
            "title", "area", "number", "date", "start", "select", "radio", "checks", "city",
        ] {
            found.add(format!("/{name}"), FaultCode::NothingReadable);
        }
        faults.show(&found);
    };
    view! {
        <Card title=t(design::FIELDS)>
            <form class="stack" novalidate on:submit=check>
                <TextInput label=t(design::TEXT) hint=t(design::TEXT_HINT) value=RwSignal::new(String::new()) required=true fault=faults.at("/title")/>
                <TextArea label=t(design::AREA) value=RwSignal::new(String::new()) limit=200 rows=3 fault=faults.at("/area")/>
                <NumberInput label=t(design::NUMBER) unit=t(design::UNIT) value=RwSignal::new(Some(120)) fault=faults.at("/number")/>
                <DateInput label=t(design::DATE) value=RwSignal::new(None) fault=faults.at("/date")/>
                <DateTimeInput label=t(design::DATE_TIME) value=RwSignal::new(None) fault=faults.at("/start")/>
                <Select label=t(design::SELECT) value=RwSignal::new(String::new()) choices=choices() empty=t(general::PLEASE_CHOOSE) fault=faults.at("/select")/>
                <RadioGroup label=t(design::RADIO) value=RwSignal::new("1".to_owned()) choices=choices() fault=faults.at("/radio")/>
                <CheckboxGroup label=t(design::CHECKS) value=RwSignal::new(vec!["2".to_owned()]) choices=choices() required=true fault=faults.at("/checks")/>
                <RegionSelect value=RwSignal::new(String::new())/>
                <Cities faults/>
                <Checkbox label=t(design::CHECK) value=checked/>
                <div><Button submit=true>{t(design::CHECK_FORM)}</Button></div>
            </form>
        </Card>
    }
}

/// Type-ahead over the regions of the country.
#[component]
fn Cities(faults: FormFaults) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Choice>::new());
    let busy = RwSignal::new(false);
    let look = after_pause(300, move |q: String| {
        spawn_local(async move {
            let answer = reference::regions_named(&q).await;
            // Only the answer to what is typed now.
            if query.try_get_untracked().as_deref() == Some(q.as_str()) {
                let named = |r: Region| Choice::new(r.code.as_str(), r.full_name);
                found.set(
                    answer
                        .map(|p| p.items.into_iter().map(named).collect())
                        .unwrap_or_default(),
                );
                busy.set(false);
            }
        });
    });
    let on_type = Callback::new(move |q: String| {
        let asks = !q.trim().is_empty();
        found.set(Vec::new());
        busy.set(asks);
        if asks {
            look(q);
        }
    });
    view! {
        <Combobox
            label=t(design::COMBOBOX)
            placeholder=t(general::TYPE_TO_SEARCH)
            query
            choices=found
            busy
            on_type
            on_choose=Callback::new(|_| ())
            fault=faults.at("/city")
        />
    }
}
