//! A notice as everybody reads it: the list, until when one can object and how; afterwards the result.

use domain::id::NoticeId;
use domain::public_notice::{NoticeLine, NoticePage, NoticeStatus};
use leptos::prelude::*;
use leptos_router::components::A;

use super::status::NoticeBadge;
use crate::api::public_notice as calls;
use crate::format;
use crate::i18n::{certificate, general, public_notice as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::ui::{Breadcrumb, ButtonKind, ButtonLink, Crumb, EmptyState, Icon, IconName};

const LINES: u32 = 50;

#[component]
pub fn PublicPage() -> impl IntoView {
    page::title(t(words::NOTICE));
    let id = page::id_in_path::<NoticeId>("id");
    move || {
        match id.get() {
        None => view! { <NotFound/> }.into_any(),
        Some(id) => view! {
            <div class="wrap narrow page">
                <Loaded heading=true lines=8 fetch=move || calls::public_page(id) draw=|notice| view! { <Shown notice/> }.into_any()/>
            </div>
        }
        .into_any(),
    }
    }
}

#[component]
fn Shown(notice: NoticePage) -> impl IntoView {
    let NoticePage {
        item,
        text,
        working_days,
        closes_at,
        total,
    } = notice;
    page::title(&item.title);
    let id = item.id;
    let above = vec![
        Crumb::new("/", t(general::HOME)),
        Crumb::new("/notices", t(words::LIST)),
    ];
    let (open, published) = (
        item.status == NoticeStatus::Open,
        item.status == NoticeStatus::Published,
    );
    let listing = Listing::new(move |cursor| calls::public_lines(id, published, LINES, cursor));
    let period = format!(
        "{}（{}）",
        format::days(item.starts_on, item.ends_on),
        tf(words::WORKING_DAYS_ARE, &[&working_days.to_string()])
    );
    view! {
        <Breadcrumb above here=item.title.clone()/>
        <div class="page-head">
            <h1 class="page-title">{item.title.clone()}</h1>
            <NoticeBadge status=item.status/>
        </div>
        <dl class="pairs">
            <div><dt>{t(words::PERIOD)}</dt><dd>{period}</dd></div>
            {item.published_at.map(|at| view! { <div><dt>{t(words::RESULT_OF)}</dt><dd>{format::date(at.shanghai_date())}</dd></div> })}
        </dl>
        // What it asks for is over once the result is there.
        {(!published && !text.is_empty()).then(|| view! { <p class="summary-text notice-text">{text}</p> })}
        <How id status=item.status closes_at/>
        <section class="stack">
            <h2 class="section-title">{tf(words::LINES, &[&total.to_string()])}</h2>
            <Listed
                listing class="notice-lines"
                empty=|| view! { <EmptyState title=t(words::NO_LINES) icon=IconName::Info/> }
                draw=move |line| view! { <Line id line open/> }.into_any()
            />
        </section>
    }
}

/// Whether and how one can object.
#[component]
fn How(id: NoticeId, status: NoticeStatus, closes_at: domain::time::Instant) -> impl IntoView {
    match status {
        NoticeStatus::Scheduled => view! { <p class="notice">{t(words::NOT_BEGUN)}</p> }.into_any(),
        NoticeStatus::Open => view! {
            <section class="card how">
                <h2 class="card-title">{t(words::HOW)}</h2>
                <p>{tf(words::HOW_TEXT, &[&format::moment(closes_at)])}</p>
                <p class="row-note">{t(words::HOW_PRIVATE)}</p>
                <div class="card-actions">
                    <ButtonLink href=format!("/notices/{id}/objection") kind=ButtonKind::Primary icon=IconName::Edit>{t(words::OBJECT)}</ButtonLink>
                </div>
            </section>
        }
        .into_any(),
        NoticeStatus::Closed => view! {
            <p class="notice"><Icon name=IconName::Clock/>" "{tf(words::OVER, &[&format::moment(closes_at)])}</p>
        }
        .into_any(),
        NoticeStatus::Published => view! { <p class="notice">{t(words::PUBLISHED_HINT)}</p> }.into_any(),
    }
}

#[component]
fn Line(id: NoticeId, line: NoticeLine, open: bool) -> impl IntoView {
    let (entry, label) = (line.entry_id, tf(words::OBJECT_TO, &[&line.name]));
    let unit = (line.organization_name != line.name).then(|| line.organization_name.clone());
    let place: Vec<_> = [unit, Some(line.region_name)].into_iter().flatten().collect();
    view! {
        <div class="notice-line" id=format!("line-{}", line.entry_id)>
            <span class="notice-number" aria-hidden="true">{line.position}</span>
            <div>
                <p class="notice-name">{line.name}</p>
                <p class="row-note">{place.join(" · ")}</p>
                {line.certificate_number.map(|number| view! {
                    <p class="notice-certificate">
                        {t(certificate::NUMBER)}" "<A href=format!("/certificates/{number}")>{number}</A>
                    </p>
                })}
                {open.then(|| view! {
                    <A href=format!("/notices/{id}/objection?line={entry}") attr:class="notice-object" attr:aria-label=label>{t(words::OBJECT_LINE)}</A>
                })}
            </div>
        </div>
    }
}
