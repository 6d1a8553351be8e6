//! Objecting (异议) with one's real name; and what became of one's objections.

use domain::id::{EntryId, MediaId, NoticeId};
use domain::public_notice::{NewObjection, NoticePage, NoticeStatus, Objection, STATEMENT_MAX};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_query_map;

use super::attach::Attachments;
use super::status::ObjectionBadge;
use crate::api::{self, Answer, public_notice as calls};
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{public_notice as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Choice, Crumb, EmptyState, IconName, RadioGroup, TextArea,
    TextInput, toast,
};

#[component]
pub fn ObjectPage() -> impl IntoView {
    page::title(t(words::OBJECT));
    let query = use_query_map();
    let id = page::id_in_path::<NoticeId>("id");
    let line = Memo::new(move |_| {
        query
            .with(|q| q.get("line"))
            .and_then(|id| id.parse::<EntryId>().ok())
    });
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap narrow page">
                        <Loaded heading=true lines=8 fetch=move || load(id, line.get()) draw=|about| view! { <Shown about/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedIn>
    }
}

#[derive(Debug, Clone)]
struct About {
    notice: NoticePage,
    /// The line one came from, and its name.
    line: Option<(EntryId, String)>,
}

async fn load(id: NoticeId, line: Option<EntryId>) -> Answer<About> {
    let notice = calls::public_page(id).await?;
    let Some(wanted) = line else {
        return Ok(About { notice, line: None });
    };
    let mut cursor = None;
    loop {
        let page = calls::public_lines(id, false, 100, cursor).await?;
        if let Some(found) = page.items.into_iter().find(|l| l.entry_id == wanted) {
            let line = Some((wanted, found.name));
            return Ok(About { notice, line });
        }
        cursor = page.next;
        if cursor.is_none() {
            return Ok(About { notice, line: None });
        }
    }
}

#[component]
fn Shown(about: About) -> impl IntoView {
    let item = about.notice.item.clone();
    let id = item.id;
    let back = format!("/notices/{id}");
    let above = vec![
        Crumb::new("/notices", t(words::LIST)),
        Crumb::new(back.clone(), item.title.clone()),
    ];
    let sent = RwSignal::new(0_u32);
    let closes = format::moment(about.notice.closes_at);
    let form = match item.status {
        NoticeStatus::Open => view! { <Form about sent/> }.into_any(),
        NoticeStatus::Scheduled => view! { <p class="notice">{t(words::NOT_BEGUN)}</p> }.into_any(),
        NoticeStatus::Closed | NoticeStatus::Published => {
            view! { <p class="notice">{tf(words::OVER, &[&closes])}</p> }.into_any()
        }
    };
    view! {
        <Breadcrumb above here=t(words::OBJECT).to_owned()/>
        <div>
            <h1 class="page-title">{t(words::OBJECT)}</h1>
            <p class="page-note">{item.title}</p>
        </div>
        {form}
        <Mine id sent/>
        <div><ButtonLink href=back kind=ButtonKind::Quiet icon=IconName::ArrowLeft>{t(words::BACK_TO_NOTICE)}</ButtonLink></div>
    }
}

#[component]
fn Form(about: About, sent: RwSignal<u32>) -> impl IntoView {
    let id = about.notice.item.id;
    let closes = format::moment(about.notice.closes_at);
    let text = || RwSignal::new(String::new());
    let (real_name, employer, statement) = (text(), text(), text());
    let scope = RwSignal::new(if about.line.is_some() { "line" } else { "whole" }.to_owned());
    let files = RwSignal::new(Vec::<(MediaId, String)>::new());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let key = StoredValue::new(api::idempotency_key());
    let line = about.line.as_ref().map(|(id, _)| *id);
    let scopes = about.line.map(|(_, name)| {
        vec![
            Choice::new("line", name),
            Choice::new("whole", t(words::WHOLE_LIST)),
        ]
    });
    let written = move || {
        let employer = employer.get().trim().to_owned();
        NewObjection {
            entry_id: line.filter(|_| scope.with(|s| s == "line")),
            real_name: real_name.get().trim().to_owned(),
            employer: (!employer.is_empty()).then_some(employer),
            statement: statement.get().trim().to_owned(),
            attachment_ids: files.with(|all| all.iter().map(|(id, _)| *id).collect()),
        }
    };
    faults.follow(move || written().check());
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let new = untrack(written);
        if faults.show(&new.check()) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = calls::object(id, &new, &key.get_value()).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            // Another try is another objection.
            key.set_value(api::idempotency_key());
            match answer {
                Ok(_) => {
                    toast::success(t(words::OBJECTED));
                    statement.set(String::new());
                    files.set(Vec::new());
                    sent.update(|n| *n += 1);
                    request_animation_frame(|| page::focus(MINE));
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <form class="card objection-form" novalidate on:submit=send>
            <p>{tf(words::HOW_TEXT, &[&closes])}</p>
            <p class="row-note">{t(words::HOW_PRIVATE)}</p>
            {match scopes {
                Some(choices) => view! { <RadioGroup label=t(words::ABOUT) value=scope choices/> }.into_any(),
                None => view! { <p class="notice">{t(words::ABOUT_WHOLE)}</p> }.into_any(),
            }}
            <TextInput label=t(words::REAL_NAME) value=real_name autocomplete="name" fault=faults.at("/real_name") required=true/>
            <TextInput label=t(words::EMPLOYER) value=employer autocomplete="organization" fault=faults.at("/employer")/>
            <TextArea
                label=t(words::STATEMENT) hint=t(words::STATEMENT_HINT) value=statement rows=6 limit=STATEMENT_MAX
                fault=faults.at("/statement") required=true
            />
            <Attachments files fault=faults.at("/attachment_ids")/>
            <div class="card-actions"><Button kind=ButtonKind::Primary submit=true busy>{t(words::SEND_OBJECTION)}</Button></div>
        </form>
    }
}

const MINE: &str = "my-objections";

/// One's own objections to this notice.
#[component]
fn Mine(id: NoticeId, sent: RwSignal<u32>) -> impl IntoView {
    let listing = Listing::new(move |cursor| {
        sent.track();
        calls::objections(id, cursor)
    });
    view! {
        <section class="stack">
            <h2 class="section-title" id=MINE tabindex="-1">{t(words::MY_OBJECTIONS)}</h2>
            <Listed
                listing class="rows" lines=2
                empty=|| view! { <EmptyState title=t(words::NO_OBJECTION_MINE) icon=IconName::Info/> }
                draw=|objection| view! { <Own objection/> }.into_any()
            />
        </section>
    }
}

#[component]
fn Own(objection: Objection) -> impl IntoView {
    let about = objection
        .entry_name
        .unwrap_or_else(|| t(words::WHOLE_LIST).to_owned());
    view! {
        <article class="objection">
            <div class="objection-head">
                <strong>{about}</strong>
                <ObjectionBadge status=objection.status/>
            </div>
            <p class="row-note">{format::moment(objection.made_at)}</p>
            <p class="summary-text">{objection.statement}</p>
            {objection.decision_reason.filter(|why| !why.is_empty()).map(|why| view! {
                <p class="entry-quote"><span class="entry-label">{t(words::DECISION)}</span>{why}</p>
            })}
        </article>
    }
}
