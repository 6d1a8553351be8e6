//! A notice for those who run it: its period, its objections, its result, how far the certificates are.

use domain::id::NoticeId;
use domain::public_notice::{NoticeAction, NoticeStatus, PublicNotice};
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::decide::Objections;
use super::period::Period;
use super::status::NoticeBadge;
use crate::api::public_notice as calls;
use crate::format;
use crate::i18n::{general, public_notice as words, recommendation, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::recommendation as lists;
use crate::shell::SignedIn;
use crate::ui::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Card, Crumb, Dialog, Icon, IconName, Progress, toast,
};

/// How often the progress of the certificates is asked for.
const EVERY_MS: u32 = 2_000;

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::NOTICE));
    let id = page::id_in_path::<NoticeId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap page">
                        <Loaded heading=true lines=8 fetch=move || calls::show(id) draw=|notice| view! { <Shown notice/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedIn>
    }
}

#[component]
fn Shown(notice: PublicNotice) -> impl IntoView {
    page::title(&notice.title);
    let id = notice.id;
    let (title, text) = (notice.title.clone(), notice.text.clone());
    let list = lists::href(notice.list_id);
    let now = RwSignal::new(notice);
    let renew = Callback::new(move |()| {
        spawn_local(async move {
            if let Ok(latest) = calls::show(id).await {
                let _ = now.try_set(latest);
            }
        });
    });
    let status = Memo::new(move |_| now.with(|n| n.status));
    let decides = Memo::new(move |_| now.with(|n| n.actions.contains(&NoticeAction::DecideObjections)));
    let above = vec![
        Crumb::new("/recommendations", t(recommendation::LISTS)),
        Crumb::new("/public-notices", t(words::MANAGE)),
    ];
    view! {
        <Breadcrumb above here=title.clone()/>
        <div class="page-head">
            <h1 class="page-title">{title}</h1>
            {move || view! { <NoticeBadge status=status.get()/> }}
        </div>
        <div class="page-actions">
            <ButtonLink href=list>{t(words::TO_LIST)}</ButtonLink>
            <ButtonLink href=format!("/notices/{id}") icon=IconName::Globe>{t(words::TO_PUBLIC)}</ButtonLink>
        </div>
        <div class="columns">
            <div class="columns-main"><Objections id decides renew/></div>
            <div class="columns-side">
                <Card title=t(words::PERIOD)>
                    <Period period=now.with_untracked(|n| n.period.clone())/>
                    <p class="row-note">{tf(words::CLOSES, &[&now.with_untracked(|n| format::moment(n.closes_at))])}</p>
                    {(!text.is_empty()).then(|| view! { <p class="summary-text">{text}</p> })}
                </Card>
                <Results now renew/>
            </div>
        </div>
    }
}

#[component]
fn Results(now: RwSignal<PublicNotice>, renew: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let can = Memo::new(move |_| now.with(|n| n.actions.contains(&NoticeAction::PublishResults)));
    let published = Memo::new(move |_| now.with(|n| n.status == NoticeStatus::Published));
    let publish = Callback::new(move |()| {
        let (id, version) = now.with_untracked(|n| (n.id, n.version));
        busy.set(true);
        spawn_local(async move {
            let answer = calls::publish(id, version).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            open.set(false);
            match answer {
                Ok(latest) => {
                    now.set(latest);
                    toast::success(t(words::PUBLISHED));
                }
                Err(failure) => {
                    toast::failure(failure.message());
                    renew.run(());
                }
            }
        });
    });
    let actions = move || {
        view! {
            <Button on_press=move || open.set(false)>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Primary busy on_press=publish>{t(words::PUBLISH)}</Button>
        }
    };
    // Why not yet, in words.
    let waits = move || {
        now.with(|n| match n.status {
            NoticeStatus::Scheduled | NoticeStatus::Open => t(words::PUBLISH_LATER).to_owned(),
            NoticeStatus::Closed if n.undecided > 0 => {
                tf(words::PUBLISH_UNDECIDED, &[&n.undecided.to_string()])
            }
            _ => t(words::PUBLISH_READY).to_owned(),
        })
    };
    view! {
        <Card title=t(words::RESULT)>
            {move || if published.get() {
                view! { <Printing now renew/> }.into_any()
            } else {
                view! {
                    <p>{waits}</p>
                    {move || can.get().then(|| view! {
                        <div><Button kind=ButtonKind::Primary icon=IconName::Check on_press=move || open.set(true)>{t(words::PUBLISH)}</Button></div>
                    })}
                }.into_any()
            }}
        </Card>
        <Dialog open title=t(words::PUBLISH_TITLE) actions>
            <p>{t(words::PUBLISH_TEXT)}</p>
        </Dialog>
    }
}

/// How many certificates are printed; asked for until they all are.
#[component]
fn Printing(now: RwSignal<PublicNotice>, renew: Callback<()>) -> impl IntoView {
    let progress = Memo::new(move |_| now.with(|n| n.certificates));
    let done = Memo::new(move |_| progress.with(|p| p.printed >= p.issued));
    let ticking = StoredValue::new_local(None::<Interval>);
    Effect::new(move |_| {
        let timer = (!done.get()).then(|| Interval::new(EVERY_MS, move || renew.run(())));
        // Replacing the timer ends it.
        ticking.set_value(timer);
    });
    let percent = Signal::derive(move || {
        progress.with(|p| u8::try_from(u64::from(p.printed) * 100 / u64::from(p.issued.max(1))).ok())
    });
    let at = move || {
        now.with(|n| n.published_at)
            .map(|at| tf(words::PUBLISHED_ON, &[&format::moment(at)]))
    };
    view! {
        <p class="published"><Icon name=IconName::Check/><span>{at}</span></p>
        <Progress label=t(words::PRINTING) value=percent/>
        <p class="row-note" role="status">
            {move || progress.with(|p| tf(words::PRINTED, &[&p.printed.to_string(), &p.issued.to_string()]))}
        </p>
    }
}
