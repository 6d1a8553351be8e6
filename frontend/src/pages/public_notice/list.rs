//! Notices: those one runs, and those everybody reads.

use domain::public_notice::{NoticeItem, PublicNotice};
use leptos::prelude::*;
use leptos_router::components::A;

use super::status::NoticeBadge;
use crate::api::public_notice as calls;
use crate::format;
use crate::i18n::{public_notice as words, recommendation, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::shell::SignedIn;
use crate::ui::{Badge, Breadcrumb, ButtonKind, ButtonLink, Crumb, EmptyState, IconName, Tab, Tabs, Tone};

/// For officials.
#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::MANAGE));
    view! {
        <SignedIn>
            <div class="wrap narrow page">
                <Breadcrumb above=vec![Crumb::new("/recommendations", t(recommendation::LISTS))] here=t(words::MANAGE).to_owned()/>
                <h1 class="page-title">{t(words::MANAGE)}</h1>
                <Own/>
            </div>
        </SignedIn>
    }
}

#[component]
fn Own() -> impl IntoView {
    let listing = Listing::new(calls::list);
    let empty = || {
        view! { <EmptyState title=t(words::NONE_RUN) text=t(words::NONE_RUN_HINT) icon=IconName::Bell/> }
    };
    let draw = |notice: PublicNotice| {
        let undecided = (notice.undecided > 0).then(|| {
            view! { <Badge tone=Tone::Bad>{tf(words::UNDECIDED, &[&notice.undecided.to_string()])}</Badge> }
        });
        view! {
            <div class="work">
                <div class="work-main">
                    <A href=format!("/public-notices/{}", notice.id) attr:class="work-title">{notice.title}</A>
                    <p class="work-note">{format::days(notice.period.starts_on, notice.period.ends_on)}</p>
                </div>
                <div class="work-side"><NoticeBadge status=notice.status/>{undecided}</div>
            </div>
        }
        .into_any()
    };
    view! { <Listed listing class="work-list" empty draw/> }
}

/// For everybody.
#[component]
pub fn PublicListPage() -> impl IntoView {
    page::title(t(words::LIST));
    let chosen = RwSignal::new("notices");
    let tabs = vec![
        Tab::new("notices", t(words::NOTICES)),
        Tab::new("results", t(words::RESULTS)),
    ];
    let panel = Callback::new(|key| view! { <Notices results=key == "results"/> }.into_any());
    view! {
        <div class="wrap narrow page">
            <div class="page-head">
                <h1 class="page-title">{t(words::LIST)}</h1>
                <ButtonLink href="/certificates" kind=ButtonKind::Quiet icon=IconName::Search>{t(crate::i18n::certificate::VERIFY)}</ButtonLink>
            </div>
            <Tabs label=t(words::LIST) tabs chosen panel/>
        </div>
    }
}

#[component]
fn Notices(results: bool) -> impl IntoView {
    let listing = Listing::new(move |cursor| calls::public_list(results, cursor));
    let empty = move || {
        let (title, text) = if results {
            (words::NO_RESULTS, words::NO_RESULTS_HINT)
        } else {
            (words::NO_NOTICES, words::NO_NOTICES_HINT)
        };
        view! { <EmptyState title=t(title) text=t(text) icon=IconName::Bell/> }
    };
    let draw = |notice: NoticeItem| {
        let when = match notice.published_at {
            Some(at) => tf(words::PUBLISHED_ON, &[&format::date(at.shanghai_date())]),
            None => tf(
                words::PERIOD_IS,
                &[&format::days(notice.starts_on, notice.ends_on)],
            ),
        };
        view! {
            <div class="work">
                <div class="work-main">
                    <A href=format!("/notices/{}", notice.id) attr:class="work-title">{notice.title}</A>
                    <p class="work-note">{when}</p>
                </div>
                <div class="work-side"><NoticeBadge status=notice.status/></div>
            </div>
        }
        .into_any()
    };
    view! { <Listed listing class="work-list" empty draw/> }
}
