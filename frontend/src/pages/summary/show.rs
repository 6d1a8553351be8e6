//! One summary: written, read or decided on, as its reader may.

use domain::id::SummaryId;
use domain::summary::{Summary, SummaryAction, SummaryStatus, SummaryStep};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::LIST;
use super::deciding::Deciding;
use super::reading::{History, Sheet};
use super::status::{StatusBadge, due};
use super::writing::Editor;
use crate::api::summary as api;
use crate::download;
use crate::i18n::{summary as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, Crumb, IconName, toast};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::LIST));
    let id = page::id_in_path::<SummaryId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => {
                    let again = RwSignal::new(0_u32);
                    let fetch = move || {
                        again.track();
                        api::show(id)
                    };
                    let on_done = Callback::new(move |()| again.update(|n| *n += 1));
                    view! {
                        <div class="wrap page">
                            <Loaded heading=true lines=10 fetch draw=move |s| view! { <Shown s on_done/> }.into_any()/>
                        </div>
                    }.into_any()
                }
            }}
        </SignedIn>
    }
}

#[component]
fn Shown(s: Summary, on_done: Callback<()>) -> impl IntoView {
    let title = tf(words::PAGE, &[&s.item.unit_name]);
    let above = vec![Crumb::new(LIST, t(words::LIST))];
    let edits = s.actions.contains(&SummaryAction::Edit);
    let due = due(s.item.deadline).filter(|_| edits);
    let note: Vec<String> = std::iter::once(s.edition_title.clone()).chain(due).collect();
    let returned = s.events.iter().rev().find(|e| e.step == SummaryStep::Return);
    let because = returned
        .filter(|_| s.item.status == SummaryStatus::Returned)
        .and_then(|e| e.reason.clone());
    let content = if edits {
        let history = s.clone();
        view! { <Editor s=s.clone() on_done/> <History s=history/> }.into_any()
    } else {
        view! { <Sheet s=s.clone()/> }.into_any()
    };
    view! {
        <Breadcrumb above here=title.clone()/>
        <div class="page-head">
            <div>
                <h1 class="page-title">{title.clone()}</h1>
                <p class="page-note">{note.join(" · ")}</p>
            </div>
            <StatusBadge status=s.item.status late=s.item.late/>
        </div>
        {because.map(|why| view! { <p class="notice notice-warning">{tf(words::RETURNED_BECAUSE, &[&why])}</p> })}
        <div class="summary-ways">
            <Deciding s=s.clone() on_done/>
            <div class="cluster">
                <File id=s.item.id name="document.docx" kind=DOCX saved_as=format!("{}.docx", s.usual.title)>{t(words::DOCX)}</File>
                <File id=s.item.id name="tables.xlsx" kind=XLSX saved_as=format!("{title}汇总表.xlsx")>{t(words::XLSX)}</File>
                {(!edits).then(|| view! {
                    <Button icon=IconName::Print on_press=|| { let _ = window().print(); }>{t(words::PRINT)}</Button>
                })}
            </div>
        </div>
        {content}
    }
}

/// Saves one of its papers.
#[component]
fn File(
    id: SummaryId,
    name: &'static str,
    kind: &'static str,
    #[prop(into)] saved_as: String,
    children: Children,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let press = Callback::new(move |()| {
        busy.set(true);
        let saved_as = saved_as.clone();
        spawn_local(async move {
            let answer = api::file(id, name).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(bytes) if download::save(&bytes, kind, &saved_as) => {}
                Ok(_) => toast::failure(t(words::NOT_SAVED)),
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    view! { <Button icon=IconName::Download busy on_press=press>{children()}</Button> }
}
