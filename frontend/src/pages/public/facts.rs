//! The facts of an activity: when, where, who, for whom.

use domain::dictionary::DictionaryName;
use domain::public::{PublicActivity, PublicSession};
use leptos::prelude::*;

use crate::api::reference;
use crate::fetched::Fetched;
use crate::format;
use crate::i18n::{Text, names, public, t};
use crate::page;
use crate::ui::{Badge, Icon, IconName};

#[component]
pub fn Facts(activity: PublicActivity) -> impl IntoView {
    let PublicActivity {
        card,
        sessions,
        venue_type,
        online_url,
        forms,
        fields,
        hosts,
        co_organizers,
        ..
    } = activity;
    let place = card.mode.has_place().then(|| match card.address {
        Some(address) => format!("{} {address}", card.region_name),
        None => card.region_name,
    });
    view! {
        <dl class="facts">
            <Fact icon=IconName::Calendar name=public::WHEN><Sessions sessions/></Fact>
            {place.map(|p| view! { <Fact icon=IconName::Place name=public::WHERE>{p}</Fact> })}
            {online_url.map(|url| view! {
                <Fact icon=IconName::Globe name=public::ONLINE>
                    <a href=url rel="external noopener nofollow">{t(public::ONLINE_GO)}</a>
                </Fact>
            })}
            <Fact icon=IconName::Building name=public::ORGANIZER>{card.organization_name}</Fact>
            {units(public::HOSTS, hosts)}
            {units(public::CO_ORGANIZERS, co_organizers)}
            {named(public::AUDIENCES, IconName::People, DictionaryName::Audiences, card.audiences)}
            {named(public::VENUE, IconName::Building, DictionaryName::VenueTypes, venue_type.into_iter().collect())}
            {named(public::FORMS, IconName::Ticket, DictionaryName::Forms, forms)}
            {named(public::FIELDS, IconName::Info, DictionaryName::Fields, fields)}
        </dl>
    }
}

#[component]
pub fn Fact(icon: IconName, name: Text, children: Children) -> impl IntoView {
    view! {
        <div class="fact">
            <dt><Icon name=icon/>{t(name)}</dt>
            <dd>{children()}</dd>
        </div>
    }
}

#[component]
fn Sessions(sessions: Vec<PublicSession>) -> impl IntoView {
    let now = page::now();
    view! {
        <ul class="sessions">
            {sessions.into_iter().map(|s| view! {
                <li>
                    <time datetime=format::machine(s.starts_at)>{format::span(s.starts_at, s.ends_at)}</time>
                    {now.is_some_and(|now| s.ends_at < now).then(|| view! { " " <Badge>{t(public::SESSIONS_PAST)}</Badge> })}
                </li>
            }).collect_view()}
        </ul>
    }
}

fn units(name: Text, units: Vec<String>) -> Option<impl IntoView> {
    (!units.is_empty()).then(|| view! { <Fact icon=IconName::Building name>{units.join("、")}</Fact> })
}

/// Codes of a dictionary by their names; the code itself while the names are on their way, or unknown.
pub fn named(
    name: Text,
    icon: IconName,
    dictionary: DictionaryName,
    codes: Vec<String>,
) -> Option<impl IntoView> {
    if codes.is_empty() {
        return None;
    }
    let entries = Fetched::new(move || reference::dictionary(dictionary));
    let text = move || match entries.get() {
        None => String::new(),
        Some(found) => {
            let entries = found.map(|p| p.items).unwrap_or_default();
            let name_of = |code: &String| {
                entries
                    .iter()
                    .find(|e| e.code == *code)
                    .map_or(code.clone(), |e| names::entry(e).to_owned())
            };
            codes.iter().map(name_of).collect::<Vec<_>>().join("、")
        }
    };
    Some(view! { <Fact icon name>{text}</Fact> })
}
