//! Everything an activity holds, to be read: for those who filed it and those who review it.

use domain::activity::content::{Session, Unit};
use domain::activity::view::{Activity, ActivityEvent};
use domain::dictionary::DictionaryName;
use domain::media::MediaKind;
use leptos::prelude::*;

use crate::api::{activity as calls, reference};
use crate::format;
use crate::i18n::{activity, names, t, tf};
use crate::load::Loaded;
use crate::pages::activity::Offers;
use crate::pages::preview::Preview;
use crate::pages::status::step;
use crate::ui::{Badge, Card, Tone};

/// A line of the sheet; what is not filled in is said to be so.
fn line(label: &'static str, value: Option<String>) -> AnyView {
    let value = value.filter(|text| !text.is_empty());
    let filled = value.is_some();
    view! {
        <div class="sheet-line">
            <dt>{label}</dt>
            <dd class:sheet-empty=!filled>{value.unwrap_or_else(|| t(activity::NOT_FILLED).to_owned())}</dd>
        </div>
    }
    .into_any()
}

fn sessions(all: &[Session]) -> String {
    let one = |s: &Session| match (s.starts_at, s.ends_at) {
        (Some(from), Some(to)) => format::span(from, to),
        (Some(one), None) | (None, Some(one)) => format::moment(one),
        (None, None) => String::new(),
    };
    all.iter().map(one).collect::<Vec<_>>().join("；")
}

fn units(all: &[Unit]) -> String {
    all.iter().map(|u| u.name.clone()).collect::<Vec<_>>().join("、")
}

/// The content of an activity.
#[component]
pub fn Sheet(a: Activity, offers: Offers) -> impl IntoView {
    let c = a.content;
    let mode = c.mode;
    let named = |name: DictionaryName, code: &str| {
        let found = offers.dictionaries.get(name).iter().find(|e| e.code == code);
        found.map_or_else(|| code.to_owned(), |e| names::entry(e).to_owned())
    };
    let list = |name, codes: &[String]| {
        codes
            .iter()
            .map(|code| named(name, code))
            .collect::<Vec<_>>()
            .join("、")
    };
    let category = [c.category.as_deref(), c.sub_category.as_deref()]
        .into_iter()
        .flatten()
        .map(|code| {
            offers
                .edition
                .category(code)
                .map_or(code.to_owned(), |(found, _)| {
                    names::category(found, c.region_code.as_ref()).to_owned()
                })
        })
        .collect::<Vec<_>>()
        .join(" · ");
    let people = |n: Option<u32>| n.map(|n| format!("{n} {}", t(activity::PEOPLE_UNIT)));
    let region = c.region_code.clone();
    let workers = c.sci_workers.people.iter().map(|p| {
        [p.name.as_str(), &p.employer, &p.title, &p.field]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect::<Vec<_>>()
            .join("，")
    });
    let workers = workers.collect::<Vec<_>>().join("；");
    let poster = c.poster_id;
    let photos = c.photo_ids;
    let videos = c.video_ids;
    let has_place = mode.is_none_or(|m| m.has_place());
    let mut basics = vec![
        line(t(activity::CATEGORY), Some(category)),
        line(t(activity::MODE), mode.map(|m| names::mode(m).to_owned())),
        line(t(activity::SESSIONS), Some(sessions(&c.sessions))),
        view! {
            <div class="sheet-line">
                <dt>{t(activity::REGION)}</dt>
                <dd>{region.map(|code| view! { <RegionName code=code.to_string()/> })}</dd>
            </div>
        }
        .into_any(),
    ];
    if has_place {
        basics.push(line(t(activity::ADDRESS), c.address.clone()));
        let venue = c
            .venue_type
            .as_deref()
            .map(|v| named(DictionaryName::VenueTypes, v));
        basics.push(line(t(activity::VENUE_TYPE), venue));
    }
    if mode.is_some_and(|m| m.is_on_the_net()) {
        basics.push(line(t(activity::ONLINE_URL), c.online_url.clone()));
    }
    basics.push(line(
        t(activity::AUDIENCES),
        Some(list(DictionaryName::Audiences, &c.audiences)),
    ));
    basics.push(line(
        t(activity::FORMS),
        Some(list(DictionaryName::Forms, &c.forms)),
    ));
    // Shown only where there is something to show.
    let optional = [
        (activity::FIELDS, Some(list(DictionaryName::Fields, &c.fields))),
        (
            activity::EXPECTED_OFFLINE,
            people(c.expected_participants.offline),
        ),
        (activity::EXPECTED_ONLINE, people(c.expected_participants.online)),
        (activity::NUMBERS_NOTE, c.numbers_note.clone()),
        (activity::RESERVATION_URL, c.reservation_url.clone()),
    ];
    basics.extend(
        optional
            .into_iter()
            .filter(|(_, v)| v.as_ref().is_some_and(|v| !v.is_empty()))
            .map(|(l, v)| line(t(l), v)),
    );
    let mut organisers = vec![
        line(t(activity::HOSTS), Some(units(&c.hosts))),
        line(
            t(activity::STRUCTURE_KIND),
            c.structure
                .kind
                .as_deref()
                .map(|k| named(DictionaryName::OrganizationKinds, k)),
        ),
        line(t(activity::STRUCTURE_NAME), c.structure.full_name.clone()),
        line(t(activity::CONTACT_NAME), c.contact.name.clone()),
        line(t(activity::CONTACT_PHONE), c.contact.phone.clone()),
    ];
    let optional = [
        (activity::CO_ORGANIZERS, Some(units(&c.co_organizers))),
        (
            activity::WORKERS,
            c.sci_workers
                .count
                .map(|n| format!("{n} {}", t(activity::PERSONS))),
        ),
        (activity::WORKER_LIST, Some(workers)),
        (
            activity::BUDGET,
            c.budget_yuan.map(|n| format!("{n} {}", t(activity::YUAN))),
        ),
    ];
    organisers.extend(
        optional
            .into_iter()
            .filter(|(_, v)| v.as_ref().is_some_and(|v| !v.is_empty()))
            .map(|(l, v)| line(t(l), v)),
    );
    view! {
        <Card title=t(activity::STEP_BASICS)>
            {poster.map(|id| view! { <div class="poster"><Preview id kind=MediaKind::Poster large=true/></div> })}
            <dl class="sheet">{basics}</dl>
        </Card>
        <Card title=t(activity::DETAIL)>
            // Cleaned by the server when it was saved.
            <div class="prose" inner_html=c.detail_html.unwrap_or_default()></div>
            {(!photos.is_empty()).then(|| view! {
                <ul class="file-list">{photos.into_iter().map(|id| view! { <li class="file"><Preview id kind=MediaKind::Photo/></li> }).collect_view()}</ul>
            })}
            {(!videos.is_empty()).then(|| view! {
                <ul class="file-list">{videos.into_iter().map(|id| view! { <li class="file"><Preview id kind=MediaKind::Video/></li> }).collect_view()}</ul>
            })}
        </Card>
        <Card title=t(activity::STEP_PEOPLE)><dl class="sheet">{organisers}</dl></Card>
    }
}

#[component]
fn RegionName(code: String) -> impl IntoView {
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

/// What the pre-check found; it warns and never refuses.
#[component]
pub fn Findings(a: Activity) -> impl IntoView {
    (!a.findings.is_empty()).then(|| {
        view! {
            <div class="notice notice-warning">
                <p class="notice-title">{t(activity::FINDINGS)}</p>
                <ul>{a.findings.into_iter().map(|f| view! { <li>{f.message}</li> }).collect_view()}</ul>
            </div>
        }
    })
}

/// Everything that happened, latest first.
#[component]
pub fn History(a: Activity) -> impl IntoView {
    let (id, version) = (a.id, a.version);
    view! {
        <Card title=t(activity::HISTORY)>
            <Loaded
                lines=3
                fetch=move || {
                    // A new version may come with a new event.
                    let _ = version;
                    calls::events(id)
                }
                draw=|page| view! {
                    <ol class="history">
                        {page.items.into_iter().rev().map(|event| view! { <HistoryRow event/> }).collect_view()}
                    </ol>
                }.into_any()
            />
        </Card>
    }
}

#[component]
fn HistoryRow(event: ActivityEvent) -> impl IntoView {
    let who = match event.actor_role {
        Some(role) => format!("{}（{}）", event.actor_name, names::role(role)),
        None => event.actor_name,
    };
    view! {
        <li class="history-row">
            <span class="history-step">{t(step(event.step))}</span>
            <span class="history-note">{who}" · "{format::moment(event.at)}</span>
            {event.reason.map(|reason| view! { <p class="history-reason">{reason}</p> })}
        </li>
    }
}

/// The reviewer's words, where the activity was sent back.
#[component]
pub fn LatestReason(a: Activity) -> impl IntoView {
    use domain::activity::status::Status;
    let rejected = matches!(
        a.status,
        Status::CityRejected | Status::ProvinceRejected | Status::NationalRejected | Status::TakenDown
    );
    let id = a.id;
    rejected.then(|| {
        view! {
            <Loaded lines=1 fetch=move || calls::events(id) draw=|page| {
                let reason = page.items.into_iter().next_back().and_then(|e| e.reason);
                view! {
                    <div class="notice notice-warning">
                        <p class="notice-title">{t(activity::REJECTED_BECAUSE)}</p>
                        <p>{reason}</p>
                    </div>
                }.into_any()
            }/>
        }
    })
}

/// `第 2 次提交`, and whether it was filed afterwards.
#[component]
pub fn RevisionBadges(a: Activity) -> impl IntoView {
    view! {
        {(a.revision > 0).then(|| view! { <Badge>{tf(crate::i18n::review::REVISION, &[&a.revision.to_string()])}</Badge> })}
        {a.back_filed.then(|| view! { <Badge tone=Tone::Warning>{t(activity::BACK_FILED)}</Badge> })}
    }
}
