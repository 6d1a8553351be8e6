//! Giving a role to the account of a number, which is made where there is none.

use domain::access::Role;
use domain::grant::NewGrant;
use domain::organization::OrganizationItem;
use domain::problem::{Fault, FaultCode, Faults};
use domain::region::{RegionCode, RegionLevel};
use domain::text::Phone;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::use_desk;
use crate::api::{self, grant as calls};
use crate::form::{FormFaults, OrganizationSearch, RegionSelect};
use crate::i18n::{general, names, security as words, t, tf};
use crate::page;
use crate::pages::organization::kinds::Kinds;
use crate::ui::{Button, ButtonKind, Card, CheckboxGroup, Choice, Combobox, Select, TextInput, toast};

/// What is entered. `Copy`.
#[derive(Clone, Copy)]
struct Fields {
    phone: RwSignal<String>,
    name: RwSignal<String>,
    role: RwSignal<String>,
    region: RwSignal<String>,
    organization: RwSignal<Option<OrganizationItem>>,
    lines: RwSignal<Vec<String>>,
    faults: FormFaults,
}

impl Fields {
    fn new(phone: String) -> Self {
        Self {
            phone: RwSignal::new(phone),
            name: RwSignal::new(String::new()),
            role: RwSignal::new(String::new()),
            region: RwSignal::new(String::new()),
            organization: RwSignal::new(None),
            lines: RwSignal::new(Vec::new()),
            faults: FormFaults::default(),
        }
    }
    /// What is to be sent, or what is missing; the rest is the server's to judge.
    fn filled(self) -> Result<NewGrant, Faults> {
        let Some(role) = Role::parse(&self.role.get()) else {
            return Err(Fault::new("/role", FaultCode::Required)
                .with(t(words::GIVE_ROLE))
                .into());
        };
        let over = role.is_over_region();
        let region = match level(role) {
            Some(RegionLevel::Country) => RegionCode::COUNTRY.to_owned(),
            _ => self.region.get(),
        };
        let name = self.name.get().trim().to_owned();
        let organization = self.organization.get();
        let new = NewGrant {
            phone: self.phone.get(),
            display_name: (!name.is_empty()).then_some(name),
            role,
            region_code: (over && !region.is_empty()).then_some(region),
            organization_id: organization.filter(|_| role.is_in_organization()).map(|o| o.id),
            lines: if over { self.lines.get() } else { Vec::new() },
        };
        let mut faults = Faults::new();
        if let Err(fault) = Phone::parse(&new.phone) {
            faults.push(fault);
        }
        let mut missing =
            |pointer: &str, name| faults.push(Fault::new(pointer, FaultCode::Required).with(t(name)));
        let code = new
            .region_code
            .as_deref()
            .and_then(|code| code.parse::<RegionCode>().ok());
        // Of a city's administrator the whole province is no region.
        if over && code.map(|code| code.level()) != level(role) {
            missing("/region_code", words::GIVE_REGION);
        }
        if role.is_in_organization() && new.organization_id.is_none() {
            missing("/organization_id", words::GIVE_ORGANIZATION);
        }
        if faults.is_empty() { Ok(new) } else { Err(faults) }
    }
}

/// Of the regions that a role looks after.
const fn level(role: Role) -> Option<RegionLevel> {
    match role {
        Role::CountyAdmin => Some(RegionLevel::County),
        Role::CityAdmin => Some(RegionLevel::City),
        Role::ProvinceReviewer => Some(RegionLevel::Province),
        Role::NationalReviewer => Some(RegionLevel::Country),
        _ => None,
    }
}

#[component]
pub fn Give() -> impl IntoView {
    let desk = use_desk();
    let fields = Fields::new(desk.phone.get_untracked());
    // A name is asked for only where an account may be made.
    let known = desk.account.with_untracked(Option::is_some);
    let busy = RwSignal::new(false);
    let key = StoredValue::new(api::idempotency_key());
    let faults = fields.faults;
    faults.follow(move || fields.filled().err().unwrap_or_default());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let new = match untrack(|| fields.filled()) {
            Ok(new) => new,
            Err(found) => {
                faults.show(&found);
                return;
            }
        };
        faults.clear();
        busy.set(true);
        spawn_local(async move {
            let answer = calls::give(&new, &key.get_value()).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            // Another try is another role.
            key.set_value(api::idempotency_key());
            match answer {
                Ok(made) => {
                    let role = names::role(made.grant.role);
                    toast::success(tf(words::GIVEN, &[&made.display_name, role]));
                    desk.again.update(|n| *n += 1);
                    match calls::account(made.account_id).await {
                        Ok(account) => desk.show(account, new.phone),
                        Err(failure) => toast::failure(failure.message()),
                    }
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let cancel = move || {
        desk.giving.set(false);
        page::focus(page::MAIN);
    };
    page::focus_input_in(".give-form");
    let roles: Vec<_> = Role::ALL
        .map(|role| Choice::new(role.as_str(), names::role(role)))
        .to_vec();
    view! {
        <Card title=t(words::GIVE)>
            <p class="row-note">{t(words::GIVE_LEAD)}</p>
            <form class="connection-form give-form" novalidate on:submit=submit>
                <TextInput
                    label=t(words::PHONE) hint=t(words::FIND_HINT) value=fields.phone kind="tel" autocomplete="off"
                    fault=faults.at("/phone") required=true
                />
                {(!known).then(|| view! {
                    <TextInput
                        label=t(words::GIVE_NAME) hint=t(words::GIVE_NAME_HINT) value=fields.name autocomplete="off"
                        fault=faults.at("/display_name")
                    />
                })}
                <Select
                    label=t(words::GIVE_ROLE) value=fields.role choices=roles empty=t(general::PLEASE_CHOOSE)
                    fault=faults.at("/role") required=true
                />
                <Reach fields/>
                <div class="form-buttons">
                    <Button on_press=cancel>{t(general::CANCEL)}</Button>
                    <Button kind=ButtonKind::Primary submit=true busy>{t(words::GIVE)}</Button>
                </div>
            </form>
        </Card>
    }
}

/// What the chosen role has to reach.
#[component]
fn Reach(fields: Fields) -> impl IntoView {
    let role = Memo::new(move |_| Role::parse(&fields.role.get()));
    // A region of another level means nothing for the new role.
    Effect::new(move |_| {
        role.track();
        fields.region.set(String::new());
        fields.faults.clear();
    });
    move || {
        let role = role.get()?;
        if role.is_in_organization() {
            return Some(view! { <Organization fields/> }.into_any());
        }
        let depth = match level(role)? {
            RegionLevel::Country => 0,
            RegionLevel::Province => 1,
            RegionLevel::City => 2,
            RegionLevel::County | RegionLevel::Township => 3,
        };
        let region = if depth == 0 {
            view! { <p class="row-note">{t(words::GIVE_COUNTRY)}</p> }.into_any()
        } else {
            let fault = fields.faults.at("/region_code");
            view! { <RegionSelect value=fields.region depth fault required=true/> }.into_any()
        };
        Some(view! { {region}<Lines fields/> }.into_any())
    }
}

#[component]
fn Organization(fields: Fields) -> impl IntoView {
    let search = OrganizationSearch::default();
    let choices = Signal::derive(move || search.choices());
    let choose = move |choice: Choice| fields.organization.set(search.chosen(&choice));
    // What is typed anew is nobody yet.
    let type_ahead = move |text: String| {
        fields.organization.set(None);
        search.on_type.run(text);
    };
    view! {
        <Combobox
            label=t(words::GIVE_ORGANIZATION) hint=t(words::GIVE_ORGANIZATION_HINT) query=search.query choices
            busy=search.busy on_choose=choose on_type=type_ahead fault=fields.faults.at("/organization_id") required=true
        />
    }
}

#[component]
fn Lines(fields: Fields) -> impl IntoView {
    let choices = Kinds::here().lines();
    let hint = t(words::GIVE_LINES_HINT);
    view! { <CheckboxGroup label=t(words::GIVE_LINES) hint value=fields.lines choices fault=fields.faults.at("/lines")/> }
}
