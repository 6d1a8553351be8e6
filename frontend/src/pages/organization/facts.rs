//! What an organisation is: name, kind, region, codes, contact.

use domain::organization::{Organization, OrganizationEvent, OrganizationHappening};
use leptos::prelude::*;

use super::kinds::Kinds;
use super::opened::use_opened;
use super::status;
use crate::format;
use crate::i18n::{organization, t};
use crate::ui::{Badge, Card};

#[component]
pub fn Facts() -> impl IntoView {
    let opened = use_opened();
    let kinds = Kinds::here();
    let inside = Memo::new(move |_| opened.is_inside());
    let former = Memo::new(move |_| {
        let page = opened.history.get().and_then(Result::ok);
        page.map_or(Vec::new(), |page| {
            page.items.into_iter().filter_map(left_behind).collect()
        })
    });
    view! {
        <Card title=t(organization::FACTS)>
            {move || {
                let o = opened.o.get();
                let kind = kinds.name(&o.kind);
                let contact = inside.get().then(|| contact(&o));
                view! {
                    <dl class="sheet facts">
                        {line(t(organization::FULL_NAME), o.full_name.into_any())}
                        {(!o.aliases.is_empty()).then(|| line(t(organization::ALIASES), aliases(o.aliases, former.get())))}
                        {line(t(organization::KIND), kind.into_any())}
                        {line(t(organization::REGION), o.region_name.into_any())}
                        {line(t(organization::USCC), given(o.uscc))}
                        {o.host_unit.map(|host| line(t(organization::HOST_UNIT), host.into_any()))}
                        {contact}
                        {line(t(organization::SOURCE), t(status::source(o.source)).into_any())}
                        {line(t(organization::SINCE), format::moment(o.created_at).into_any())}
                    </dl>
                }
            }}
        </Card>
    }
}

fn line(label: &'static str, value: AnyView) -> AnyView {
    view! { <div class="sheet-line"><dt>{label}</dt><dd>{value}</dd></div> }.into_any()
}

fn given(value: Option<String>) -> AnyView {
    match value {
        Some(value) => value.into_any(),
        None => view! { <span class="sheet-empty">{t(organization::CONTACT_NONE)}</span> }.into_any(),
    }
}

fn contact(o: &Organization) -> AnyView {
    let both: Vec<String> = [o.contact_name.clone(), o.contact_phone.clone()]
        .into_iter()
        .flatten()
        .collect();
    let value = (!both.is_empty()).then(|| both.join(" "));
    line(t(organization::CONTACT_NAME), given(value))
}

/// A name that a rename left behind.
fn left_behind(event: OrganizationEvent) -> Option<String> {
    match event.happening {
        OrganizationHappening::Renamed { from, .. } => Some(from),
        OrganizationHappening::TookIn { name, .. } => Some(name),
        _ => None,
    }
}

fn aliases(all: Vec<String>, former: Vec<String>) -> AnyView {
    let one = |alias: String| {
        let was = former.contains(&alias);
        view! {
            <li>{alias}{was.then(|| view! { " " <Badge>{t(organization::ALIAS_FORMER)}</Badge> })}</li>
        }
    };
    view! { <ul class="aliases">{all.into_iter().map(one).collect_view()}</ul> }.into_any()
}
