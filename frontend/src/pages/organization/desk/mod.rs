//! The desk of those in charge of organisations: what waits for certification, what is to be completed, what may be
//! one and the same, and all the others.

mod doubles;
mod filters;
mod list;
mod pane;
mod state;

use domain::access::Role;
use leptos::prelude::*;

use self::doubles::Doubles;
use self::filters::RegionFilter;
use self::list::Queue;
use self::state::Desk;
use crate::api::registry as calls;
use crate::fetched::Fetched;
use crate::i18n::{organization, organization_desk as words, registry, t};
use crate::page;
use crate::pages::registry::Conflicts;
use crate::shell::SignedInAs;
use crate::ui::{ButtonKind, ButtonLink, IconName, Tab, Tabs};

/// Its address.
pub const DESK: &str = "/my/organizations/desk";
/// Those who are in charge of organisations.
pub const IN_CHARGE: &[Role] = &[
    Role::CountyAdmin,
    Role::CityAdmin,
    Role::ProvinceReviewer,
    Role::NationalReviewer,
];

/// The address that shows those of this name, wherever their certification stands.
pub fn all_named(name: &str) -> String {
    format!("{DESK}?tab=all&q={}", js_sys::encode_uri_component(name))
}

#[component]
pub fn DeskPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedInAs roles=IN_CHARGE><Page/></SignedInAs> }
}

#[component]
fn Page() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    let state = Fetched::new(calls::state);
    let tabs = Signal::derive(move || {
        let mut tabs = vec![
            Tab::new("pending", t(words::TAB_PENDING)),
            Tab::new("provisional", t(words::TAB_PROVISIONAL)),
            Tab::new("doubles", t(words::TAB_DOUBLES)),
        ];
        let state = state.get().and_then(Result::ok);
        let known = state.is_some_and(|state| state.configured || state.open_conflicts > 0);
        // Without a registry nothing can differ from it; an address that names it is followed all the same.
        if known || desk.tab.get_untracked() == "registry" {
            tabs.push(Tab::new("registry", t(registry::TAB)));
        }
        tabs.push(Tab::new("all", t(words::TAB_ALL)));
        tabs
    });
    let panel = Callback::new(move |key| match key {
        "doubles" => view! { <Doubles/> }.into_any(),
        "registry" => view! {
            <Conflicts region=desk.region filters=|| view! { <RegionFilter/> }/>
        }
        .into_any(),
        tab => view! { <Queue tab/> }.into_any(),
    });
    view! {
        <div class="wrap desk page organization-desk">
            <div class="page-head">
                <h1 class="page-title">{t(words::TITLE)}</h1>
                <ButtonLink href=super::LIST kind=ButtonKind::Quiet icon=IconName::Building>{t(organization::LIST)}</ButtonLink>
            </div>
            <Tabs label=t(words::VIEWS) tabs chosen=desk.tab panel/>
        </div>
    }
}
