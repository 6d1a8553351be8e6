//! To whom something is sent.

use domain::circular::{Audience, OrganizationReach};
use leptos::prelude::*;

use crate::form::FormFaults;
use crate::i18n::{circular as words, t};
use crate::pages::organization::kinds::Kinds;
use crate::ui::{Checkbox, CheckboxGroup, Choice, Field, FieldIds, RadioGroup};

/// `Copy`.
#[derive(Clone, Copy)]
pub(super) struct AudienceEntry {
    regions: RwSignal<bool>,
    organizations: RwSignal<String>,
    kinds: RwSignal<Vec<String>>,
}

const REACHES: [(&str, OrganizationReach); 3] = [
    ("none", OrganizationReach::None),
    ("own_level", OrganizationReach::OwnLevel),
    ("whole_region", OrganizationReach::WholeRegion),
];

impl AudienceEntry {
    pub(super) fn new(before: &Audience) -> Self {
        let reach = REACHES.iter().find(|(_, reach)| *reach == before.organizations);
        Self {
            regions: RwSignal::new(before.regions),
            organizations: RwSignal::new(reach.map_or("none", |(name, _)| name).to_owned()),
            kinds: RwSignal::new(before.kinds.clone()),
        }
    }
    pub(super) fn entered(self) -> Audience {
        let reach = self.organizations.with(|name| {
            let found = REACHES.iter().find(|(known, _)| known == name);
            found.map(|(_, reach)| *reach).unwrap_or_default()
        });
        let none = reach == OrganizationReach::None;
        Audience {
            regions: self.regions.get(),
            organizations: reach,
            kinds: if none { Vec::new() } else { self.kinds.get() },
        }
    }
}

#[component]
pub(super) fn AudienceFields(entry: AudienceEntry, faults: FormFaults) -> impl IntoView {
    let kinds = Kinds::here().choices();
    let choices = vec![
        Choice::new("none", t(words::ORG_NONE)),
        Choice::new("own_level", t(words::ORG_OWN)),
        Choice::new("whole_region", t(words::ORG_WHOLE)),
    ];
    let some = Memo::new(move |_| entry.organizations.with(|reach| reach != "none"));
    view! {
        <Field ids=FieldIds::new("") label=t(words::AUDIENCE) group=true fault=faults.at("/audience") required=true>
            <Checkbox label=t(words::AUDIENCE_REGIONS) value=entry.regions/>
            <RadioGroup label=t(words::AUDIENCE_ORGANIZATIONS) value=entry.organizations choices/>
            {move || some.get().then(|| view! {
                <CheckboxGroup label=t(words::KINDS) hint=t(words::KINDS_HINT) value=entry.kinds choices=kinds/>
            })}
        </Field>
    }
}
