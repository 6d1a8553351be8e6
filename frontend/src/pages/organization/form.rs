//! The fields of an organisation, for registering and for changing one.

use domain::organization::{ALIASES_MAX, NewOrganization, Organization, OrganizationChange};
use domain::problem::Faults;
use domain::text::Uscc;
use leptos::prelude::*;

use super::kinds::Kinds;
use super::proof::Proofs;
use crate::form::{FormFaults, RegionSelect};
use crate::i18n::{general, lang, organization, t, tf};
use crate::ui::{Fault, Icon, IconName, Select, TextArea, TextInput};

/// What is entered. `Copy`.
#[derive(Clone, Copy)]
pub struct Fields {
    pub full_name: RwSignal<String>,
    kind: RwSignal<String>,
    region: RwSignal<String>,
    pub uscc: RwSignal<String>,
    host_unit: RwSignal<String>,
    /// One a line.
    aliases: RwSignal<String>,
    contact_name: RwSignal<String>,
    contact_phone: RwSignal<String>,
    pub faults: FormFaults,
    pub proofs: Proofs,
}

impl Fields {
    pub fn empty(full_name: String) -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            full_name: RwSignal::new(full_name),
            kind: text(),
            region: text(),
            uscc: text(),
            host_unit: text(),
            aliases: text(),
            contact_name: text(),
            contact_phone: text(),
            faults: FormFaults::default(),
            proofs: Proofs::new(),
        }
    }
    /// What is known; of the contact only a mask is, so its fields are empty.
    pub fn of(o: &Organization) -> Self {
        let fields = Self::empty(o.full_name.clone());
        fields.kind.set(o.kind.clone());
        fields.region.set(o.region_code.to_string());
        fields.uscc.set(o.uscc.clone().unwrap_or_default());
        fields.host_unit.set(o.host_unit.clone().unwrap_or_default());
        fields.aliases.set(o.aliases.join("\n"));
        fields
    }
    pub fn new_organization(self) -> NewOrganization {
        NewOrganization {
            full_name: self.full_name.get_untracked(),
            kind: self.kind.get_untracked(),
            region_code: self.region.get_untracked(),
            uscc: filled(self.uscc),
            host_unit: filled(self.host_unit),
            aliases: self.alias_lines(),
            contact_name: filled(self.contact_name),
            contact_phone: filled(self.contact_phone),
            proof_media_ids: self.proofs.ids(),
            provisional: false,
        }
    }
    /// Only what differs: what is left out stays.
    pub fn change(self, o: &Organization) -> OrganizationChange {
        let other = |value: RwSignal<String>, before: &str| {
            let now = value.get_untracked().trim().to_owned();
            (now != before).then_some(now)
        };
        let optional = |value, before: &Option<String>| other(value, before.as_deref().unwrap_or_default());
        let aliases = self.alias_lines();
        OrganizationChange {
            full_name: other(self.full_name, &o.full_name),
            kind: other(self.kind, &o.kind),
            region_code: other(self.region, o.region_code.as_str()),
            uscc: optional(self.uscc, &o.uscc),
            host_unit: optional(self.host_unit, &o.host_unit),
            aliases: (aliases != o.aliases).then_some(aliases),
            contact_name: filled(self.contact_name),
            contact_phone: filled(self.contact_phone),
        }
    }
    fn track(self) {
        let signals = [
            self.full_name,
            self.kind,
            self.region,
            self.uscc,
            self.host_unit,
            self.aliases,
        ];
        for signal in signals.into_iter().chain([self.contact_name, self.contact_phone]) {
            signal.track();
        }
    }
    /// Once something was found wrong, what is mended is wrong no longer.
    pub fn recheck(self, check: impl Fn() -> Faults + 'static) {
        self.faults.follow(move || {
            self.track();
            untrack(&check)
        });
    }
    /// Whether there is anything that was not sent.
    pub fn differs(self, o: &Organization) -> bool {
        self.track();
        let change = untrack(|| self.change(o));
        self.proofs.any() || !is_nothing(&change)
    }
    fn alias_lines(self) -> Vec<String> {
        let text = self.aliases.get_untracked();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    }
}

fn filled(value: RwSignal<String>) -> Option<String> {
    Some(value.get_untracked()).filter(|text| !text.trim().is_empty())
}

pub fn is_nothing(c: &OrganizationChange) -> bool {
    let texts = [
        &c.full_name,
        &c.kind,
        &c.region_code,
        &c.uscc,
        &c.host_unit,
        &c.contact_name,
        &c.contact_phone,
    ];
    c.aliases.is_none() && texts.into_iter().all(Option::is_none)
}

#[component]
pub fn OrganizationFields(
    fields: Fields,
    /// The contact as it is known: masked name and phone.
    #[prop(optional)]
    contact: (Option<String>, Option<String>),
    /// Stands below the name.
    #[prop(optional, into)]
    under_name: ViewFn,
    /// One that is there already: aliases can be changed, and what a rename does is said.
    #[prop(optional)]
    known: bool,
) -> impl IntoView {
    let faults = fields.faults;
    let kinds = Kinds::here().choices();
    let name_hint = if known {
        format!(
            "{}。{}",
            t(organization::FULL_NAME_HINT),
            t(organization::EDIT_RENAME_HINT)
        )
    } else {
        t(organization::FULL_NAME_HINT).to_owned()
    };
    let wrong_aliases = Signal::derive(move || {
        let all = faults.all();
        let own = all.iter().filter(|f| f.pointer.starts_with("/aliases"));
        let words: Vec<_> = own.map(|f| f.message.clone()).collect();
        (!words.is_empty()).then(|| words.join(" "))
    });
    let kept = |value: Option<String>| {
        value.map_or_else(String::new, |value| tf(organization::CONTACT_KEPT, &[&value]))
    };
    let (name_kept, phone_kept) = (kept(contact.0), kept(contact.1));
    view! {
        <h2 class="form-heading">{t(organization::PART_NAME)}</h2>
        <TextInput
            label=t(organization::FULL_NAME) value=fields.full_name hint=name_hint
            fault=faults.at("/full_name") required=true
        />
        {under_name.run()}
        <TextArea
            label=t(organization::ALIASES) value=fields.aliases rows=2
            hint=tf(organization::ALIASES_HINT, &[&ALIASES_MAX.to_string()]) fault=wrong_aliases
        />
        <Select
            label=t(organization::KIND) value=fields.kind choices=kinds empty=t(general::PLEASE_CHOOSE)
            fault=faults.at("/kind") required=true
        />
        <h2 class="form-heading">{t(organization::REGION)}</h2>
        <RegionSelect value=fields.region fault=faults.at("/region_code") required=true/>
        <h2 class="form-heading">{t(organization::PART_CODE)}</h2>
        <Code fields/>
        <TextInput
            label=t(organization::HOST_UNIT) value=fields.host_unit hint=t(organization::HOST_UNIT_HINT)
            fault=faults.at("/host_unit")
        />
        <h2 class="form-heading">{t(organization::PART_CONTACT)}</h2>
        <p class="field-hint">{t(organization::PART_CONTACT_HINT)}</p>
        <TextInput
            label=t(organization::CONTACT_NAME) value=fields.contact_name hint=name_kept autocomplete="name"
            fault=faults.at("/contact_name")
        />
        <TextInput
            label=t(organization::CONTACT_PHONE) value=fields.contact_phone hint=phone_kept kind="tel" inputmode="tel"
            autocomplete="tel" fault=faults.at("/contact_phone")
        />
    }
}

/// The credit code, checked as one types: by the rule that the server has, too.
#[component]
fn Code(fields: Fields) -> impl IntoView {
    let (uscc, faults) = (fields.uscc, fields.faults);
    let left = RwSignal::new(false);
    let checked = Memo::new(move |_| {
        let typed = uscc.get();
        let whole = typed.chars().filter(|c| c.is_alphanumeric()).count() >= 18;
        match typed.trim() {
            "" => None,
            // What is still being typed is not wrong yet.
            _ if !(whole || left.get()) => None,
            typed => Some(Uscc::parse(typed).map_err(|fault| fault.message(lang()))),
        }
    });
    let fault: Fault = Signal::derive(move || match checked.get() {
        Some(Ok(_)) => None,
        Some(Err(message)) => Some(message),
        None => faults.message("/uscc"),
    });
    view! {
        <div class="code-field">
            <TextInput
                label=t(organization::USCC) value=uscc hint=t(organization::USCC_HINT) autocomplete="off" fault
                on_leave=move || left.set(true)
            />
            <p class="code-good" role="status">
                {move || matches!(checked.get(), Some(Ok(_))).then(|| view! {
                    <Icon name=IconName::Check/>{t(organization::USCC_GOOD)}
                })}
            </p>
        </div>
    }
}
