//! Everything an activity holds, to be read: for those who filed it and those who review it.

pub mod field;
pub mod finding;
mod history;

use std::sync::Arc;

use domain::activity::content::Unit;
use domain::activity::view::Activity;
use domain::dictionary::DictionaryName;
use domain::media::MediaKind;
use leptos::prelude::*;

pub use finding::Findings;
pub use history::{History, LatestReason, RevisionBadges};

use self::field::{Words, anchor, joined};
use crate::api::reference;
use crate::i18n::{activity, names, t};
use crate::pages::activity::Offers;
use crate::pages::preview::Preview;
use crate::ui::Card;

/// A line of the sheet; what is not filled in is said to be so.
fn line(pointer: &str, value: Option<String>) -> AnyView {
    let value = value.filter(|text| !text.is_empty());
    let filled = value.is_some();
    view! {
        <div class="sheet-line" id=anchor("at", pointer) tabindex="-1">
            <dt>{field::label(pointer)}</dt>
            <dd class:sheet-empty=!filled>{value.unwrap_or_else(|| t(activity::NOT_FILLED).to_owned())}</dd>
        </div>
    }
    .into_any()
}

/// Lines that are shown only where there is something to show.
fn filled<const N: usize>(lines: [(&str, Option<String>); N]) -> impl Iterator<Item = AnyView> {
    lines
        .into_iter()
        .filter(|(_, value)| value.as_ref().is_some_and(|text| !text.is_empty()))
        .map(|(pointer, value)| line(pointer, value))
}

fn units(all: &[Unit]) -> Option<String> {
    Some(joined(all.iter().map(|u| u.name.clone())))
}

/// The content of an activity.
#[component]
pub fn Sheet(a: Activity, offers: Arc<Offers>) -> impl IntoView {
    let words = Words::new(offers, a.content.region_code.clone());
    let basics = basics(&a, &words);
    let organisers = organisers(&a, &words);
    let c = a.content;
    let (poster, photos, videos) = (c.poster_id, c.photo_ids, c.video_ids);
    view! {
        <Card title=t(activity::STEP_BASICS)>
            {poster.map(|id| view! {
                <div class="poster" id=anchor("at", "/poster_id") tabindex="-1"><Preview id kind=MediaKind::Poster large=true/></div>
            })}
            <dl class="sheet">{basics}</dl>
        </Card>
        <Card title=t(activity::DETAIL)>
            // Cleaned by the server when it was saved.
            <div class="prose" id=anchor("at", "/detail_html") tabindex="-1" inner_html=c.detail_html.unwrap_or_default()></div>
            {(!photos.is_empty()).then(|| view! {
                <ul class="file-list" id=anchor("at", "/photo_ids") tabindex="-1">
                    {photos.into_iter().map(|id| view! { <li class="file"><Preview id kind=MediaKind::Photo/></li> }).collect_view()}
                </ul>
            })}
            {(!videos.is_empty()).then(|| view! {
                <ul class="file-list" id=anchor("at", "/video_ids") tabindex="-1">
                    {videos.into_iter().map(|id| view! { <li class="file"><Preview id kind=MediaKind::Video/></li> }).collect_view()}
                </ul>
            })}
        </Card>
        <Card title=t(activity::STEP_PEOPLE)><dl class="sheet">{organisers}</dl></Card>
    }
}

fn people(n: Option<u32>) -> Option<String> {
    n.map(|n| format!("{n} {}", t(activity::PEOPLE_UNIT)))
}

/// What, when, where, for whom.
fn basics(a: &Activity, words: &Words) -> Vec<AnyView> {
    let c = &a.content;
    let mode = c.mode;
    let category = [c.category.as_deref(), c.sub_category.as_deref()];
    let category: Vec<_> = category
        .into_iter()
        .flatten()
        .map(|code| words.category(code))
        .collect();
    let region = c.region_code.as_ref().map(ToString::to_string);
    let mut lines = vec![
        line("/category", Some(category.join(" · "))),
        line("/mode", mode.map(|m| names::mode(m).to_owned())),
        line("/sessions", Some(joined(c.sessions.iter().map(field::session)))),
        view! {
            <div class="sheet-line" id=anchor("at", "/region_code") tabindex="-1">
                <dt>{field::label("/region_code")}</dt>
                <dd>{region.map(|code| view! { <RegionName code/> })}</dd>
            </div>
        }
        .into_any(),
    ];
    if mode.is_none_or(|m| m.has_place()) {
        lines.push(line("/address", c.address.clone()));
        lines.extend(c.position.map(|at| line("/position", Some(at.to_string()))));
        let venue = c.venue_type.as_deref();
        let venue = venue.map(|code| words.entry(DictionaryName::VenueTypes, code));
        lines.push(line("/venue_type", venue));
    }
    if mode.is_some_and(|m| m.is_on_the_net()) {
        lines.push(line("/online_url", c.online_url.clone()));
    }
    let entries = |name, codes| Some(words.entries(name, codes));
    lines.push(line(
        "/audiences",
        entries(DictionaryName::Audiences, &c.audiences),
    ));
    lines.push(line("/forms", entries(DictionaryName::Forms, &c.forms)));
    lines.extend(filled([
        ("/fields", entries(DictionaryName::Fields, &c.fields)),
        (
            "/expected_participants/offline",
            people(c.expected_participants.offline),
        ),
        (
            "/expected_participants/online",
            people(c.expected_participants.online),
        ),
        ("/numbers_note", c.numbers_note.clone()),
        ("/reservation_url", c.reservation_url.clone()),
    ]));
    lines
}

/// Who is behind it.
fn organisers(a: &Activity, words: &Words) -> Vec<AnyView> {
    let c = &a.content;
    let kind = c.structure.kind.as_deref();
    let kind = kind.map(|code| words.entry(DictionaryName::OrganizationKinds, code));
    let mut lines = vec![
        line("/hosts", units(&c.hosts)),
        line("/structure/kind", kind),
        line("/structure/full_name", c.structure.full_name.clone()),
        line("/contact/name", c.contact.name.clone()),
        line("/contact/phone", c.contact.phone.clone()),
    ];
    let counted = |n: Option<u32>| n.map(|n| format!("{n} {}", t(activity::PERSONS)));
    let workers: Vec<_> = c.sci_workers.people.iter().map(field::worker).collect();
    lines.extend(filled([
        ("/co_organizers", units(&c.co_organizers)),
        ("/sci_workers/count", counted(c.sci_workers.count)),
        ("/sci_workers/people", Some(workers.join("；"))),
        (
            "/budget_yuan",
            c.budget_yuan.map(|n| format!("{n} {}", t(activity::YUAN))),
        ),
    ]));
    lines
}

/// A region by its whole name; by its code until that is known.
#[component]
pub fn RegionName(code: String) -> impl IntoView {
    let shown = code.clone();
    let found = LocalResource::new(move || {
        let code = code.clone();
        async move { reference::region(&code).await }
    });
    move || match found.get() {
        Some(Ok(region)) => region.full_name,
        _ => shown.clone(),
    }
}
