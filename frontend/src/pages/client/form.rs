//! The fields of a system, for adding and for changing one.

use domain::api_client::{self, ApiClient, ApiClientChange, NewApiClient, RATES, Scope, USUAL_RATE};
use domain::id::OrganizationId;
use domain::problem::Faults;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::organizations::Organizations;
use crate::api::organization;
use crate::form::{FormFaults, RegionSelect, entered_region, region_entered};
use crate::i18n::{api_client as words, t, tf};
use crate::ui::{Choice, Field, FieldIds, Select, TextInput, next_id};

/// What is entered. `Copy`.
#[derive(Clone, Copy)]
pub struct Fields {
    name: RwSignal<String>,
    scopes: RwSignal<Vec<Scope>>,
    /// Empty for the whole country.
    region: RwSignal<String>,
    pub organizations: RwSignal<Vec<OrganizationId>>,
    /// Names of organisations, as far as they are known.
    names: RwSignal<Vec<(OrganizationId, String)>>,
    rate: RwSignal<String>,
    pub faults: FormFaults,
}

impl Fields {
    pub fn empty() -> Self {
        let fields = Self {
            name: RwSignal::new(String::new()),
            scopes: RwSignal::new(Vec::new()),
            region: RwSignal::new(String::new()),
            organizations: RwSignal::new(Vec::new()),
            names: RwSignal::new(Vec::new()),
            rate: RwSignal::new(USUAL_RATE.to_string()),
            faults: FormFaults::default(),
        };
        fields.faults.follow(move || fields.check());
        fields
    }
    /// Takes what is known.
    pub fn put(self, c: &ApiClient) {
        self.name.set(c.name.clone());
        self.scopes.set(c.scopes.clone());
        self.region.set(entered_region(&c.region_code));
        self.organizations.set(c.organization_ids.clone());
        self.rate.set(c.requests_per_minute.to_string());
        for id in c.organization_ids.clone() {
            if untrack(|| self.name_of(id)).is_none() {
                spawn_local(async move {
                    let name = match organization::show(id).await {
                        Ok(found) => found.full_name,
                        Err(_) => t(words::ORGANIZATION_UNKNOWN).to_owned(),
                    };
                    let _ = self.names.try_update(|all| all.push((id, name)));
                });
            }
        }
    }
    /// What is entered, as the server takes it.
    pub fn client(self) -> NewApiClient {
        let mut organization_ids = match self.files() {
            true => self.organizations.get(),
            false => Vec::new(),
        };
        organization_ids.sort_unstable();
        NewApiClient {
            name: self.name.with(|name| name.trim().to_owned()),
            scopes: self.scopes.get(),
            region_code: Some(region_entered(self.region.get())),
            organization_ids,
            requests_per_minute: self.rate.with(|rate| rate.parse().ok()),
        }
    }
    /// Only what differs: what is left out stays.
    pub fn change(self, c: &ApiClient) -> ApiClientChange {
        let now = self.client();
        ApiClientChange {
            name: Some(now.name).filter(|name| *name != c.name),
            scopes: Some(now.scopes).filter(|scopes| *scopes != c.scopes),
            region_code: now.region_code.filter(|code| code != c.region_code.as_str()),
            organization_ids: Some(now.organization_ids).filter(|ids| *ids != c.organization_ids),
            requests_per_minute: now
                .requests_per_minute
                .filter(|rate| *rate != c.requests_per_minute),
        }
    }
    pub fn check(self) -> Faults {
        let now = self.client();
        let rate = now.requests_per_minute.unwrap_or_default();
        api_client::check(&now.name, &now.scopes, &now.organization_ids, rate)
    }
    /// Whether it may file.
    fn files(self) -> bool {
        self.scopes.with(|all| all.contains(&Scope::ActivitiesWrite))
    }
    pub fn name_of(self, id: OrganizationId) -> Option<String> {
        self.names.with(|all| {
            all.iter()
                .find(|(known, _)| *known == id)
                .map(|(_, name)| name.clone())
        })
    }
    pub fn add(self, id: OrganizationId, name: String) {
        self.names.update(|all| all.push((id, name)));
        self.organizations.update(|all| {
            if !all.contains(&id) {
                all.push(id);
            }
        });
    }
    fn choose(self, scope: Scope, on: bool) {
        self.scopes.update(|all| {
            all.retain(|s| *s != scope);
            if on {
                all.push(scope);
            }
            all.sort_unstable();
        });
    }
}

#[component]
pub fn ClientFields(fields: Fields) -> impl IntoView {
    let faults = fields.faults;
    let files = Memo::new(move |_| fields.files());
    let rates: Vec<_> = RATES
        .iter()
        .map(|rate| Choice::new(rate.to_string(), tf(words::RATE_OF, &[&rate.to_string()])))
        .collect();
    let hint = t(words::REGION_HINT);
    view! {
        <TextInput
            label=t(words::NAME) hint=t(words::NAME_HINT) value=fields.name autocomplete="off"
            fault=faults.at("/name") required=true
        />
        <Scopes fields/>
        {move || files.get().then(|| view! { <Organizations fields/> })}
        <Field ids=FieldIds::new(hint) label=t(words::REGION) hint group=true>
            <RegionSelect value=fields.region fault=faults.at("/region_code")/>
        </Field>
        <Select
            label=t(words::RATE) hint=t(words::RATE_HINT) value=fields.rate choices=rates
            fault=faults.at("/requests_per_minute")
        />
    }
}

#[component]
fn Scopes(fields: Fields) -> impl IntoView {
    let one = move |scope: Scope| {
        let about = next_id("scope");
        view! {
            <div class="scope">
                <label class="option">
                    <input
                        type="checkbox"
                        aria-describedby=about.clone()
                        prop:checked=move || fields.scopes.with(|all| all.contains(&scope))
                        on:change=move |e| fields.choose(scope, event_target_checked(&e))
                    />
                    <span>{words::scope(scope)}" "<code class="scope-code">{scope.as_str()}</code></span>
                </label>
                <p class="field-hint" id=about>{words::scope_hint(scope)}</p>
            </div>
        }
    };
    view! {
        <Field ids=FieldIds::new("") label=t(words::SCOPES) fault=fields.faults.at("/scopes") required=true group=true>
            <div class="scopes">{Scope::ALL.map(one).collect_view()}</div>
        </Field>
    }
}
