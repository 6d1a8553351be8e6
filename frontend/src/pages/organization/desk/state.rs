//! What is looked at: the tab and the filters, kept in the address, and what was done since.

use domain::id::OrganizationId;
use domain::organization::Certification;
use domain::region::RegionCode;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use leptos_router::params::ParamsMap;

use super::DESK;
use crate::api::organization::OrganizationFilter;
use crate::page;
use crate::session::use_session;

const TABS: [&str; 5] = ["pending", "provisional", "doubles", "registry", "all"];

/// `Copy`; from the context by [`use_desk`].
#[derive(Clone, Copy)]
pub struct Desk {
    pub tab: RwSignal<&'static str>,
    pub region: RwSignal<String>,
    pub kind: RwSignal<String>,
    pub line: RwSignal<String>,
    /// In the list of all only.
    pub status: RwSignal<String>,
    pub q: RwSignal<String>,
    /// The widest region in one's charge.
    pub reach: StoredValue<RegionCode>,
    /// Whether there is room for list and item side by side.
    pub wide: Memo<bool>,
    pub open: RwSignal<Option<OrganizationId>>,
    /// What was decided since the list was fetched.
    pub done: RwSignal<Vec<(OrganizationId, Certification)>>,
}

pub fn use_desk() -> Desk {
    expect_context()
}

impl Desk {
    pub fn new() -> Self {
        let params = use_query_map().get_untracked();
        let text = |name| RwSignal::new(params.get(name).unwrap_or_default());
        let asked = params.get("tab").unwrap_or_default();
        let tab = TABS.into_iter().find(|tab| *tab == asked).unwrap_or("pending");
        // The width from which the style puts them side by side.
        let wide = page::at_least(1_000);
        let desk = Self {
            tab: RwSignal::new(tab),
            region: text("region"),
            kind: text("kind"),
            line: text("line"),
            status: text("status"),
            q: text("q"),
            reach: StoredValue::new(reach()),
            wide: Memo::new(move |_| wide.get()),
            open: RwSignal::new(None),
            done: RwSignal::new(Vec::new()),
        };
        desk.write_address();
        desk
    }

    /// Every change is at once in the address.
    fn write_address(self) {
        let navigate = use_navigate();
        Effect::new(move |before: Option<String>| {
            let mut params = ParamsMap::new();
            let fields = [
                ("tab", self.tab.get().to_owned()),
                ("region", self.region.get()),
                ("kind", self.kind.get()),
                ("line", self.line.get()),
                ("status", self.status.get()),
                ("q", self.q.get()),
            ];
            for (name, value) in fields {
                if !value.is_empty() {
                    params.insert(name, value);
                }
            }
            let now = format!("{DESK}{}", params.to_query_string());
            if before.is_some_and(|before| before != now) {
                let options = NavigateOptions {
                    replace: true,
                    scroll: false,
                    ..NavigateOptions::default()
                };
                navigate(&now, options);
            }
            now
        });
    }

    /// What the list of a tab asks for.
    pub fn filter(self, tab: &'static str) -> OrganizationFilter {
        let all = tab == "all";
        let only = |yes: bool, value: String| if yes { value } else { String::new() };
        let region = self.region.get();
        OrganizationFilter {
            q: only(all, self.q.get()),
            region: if region.is_empty() {
                self.reach.get_value().to_string()
            } else {
                region
            },
            kind: self.kind.get(),
            line: self.line.get(),
            status: if all { self.status.get() } else { tab.to_owned() },
        }
    }
    /// Whether something is left out.
    pub fn is_narrow(self) -> bool {
        let all = self.tab.get() == "all";
        let fields = [self.region, self.kind, self.line];
        fields.iter().any(|field| field.with(|f| !f.is_empty()))
            || (all && !(self.q.with(String::is_empty) && self.status.with(String::is_empty)))
    }
}

/// The widest of one's regions: its parts are the ones to choose from.
fn reach() -> RegionCode {
    let actor = untrack(|| use_session().actor());
    let regions = actor.iter().flat_map(|actor| {
        actor
            .over_regions()
            .map(|grant| grant.region.clone().unwrap_or_else(RegionCode::country))
    });
    let mut widest: Option<RegionCode> = None;
    for region in regions {
        if widest.as_ref().is_none_or(|known| region.contains(known)) {
            widest = Some(region);
        }
    }
    widest.unwrap_or_else(RegionCode::country)
}
