//! One notice: how it came, what it says, what there is to do; forwarding it, and who has read it.

use domain::circular::{Circular, CircularStatus};
use domain::id::CircularId;
use leptos::prelude::*;

use super::correct::Correct;
use super::forward::Forward;
use super::receipts::Receipts;
use super::steps::Withdraw;
use super::text::{Chain, Revisions, Text};
use super::todos::OwnTodos;
use super::{LIST, Open, StatusBadge};
use crate::api::circular as calls;
use crate::i18n::{circular as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{Badge, Breadcrumb, Crumb};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::TITLE));
    let id = page::id_in_path::<CircularId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap page">
                        <Loaded heading=true lines=12 fetch=move || calls::show(id) draw=|c| view! { <Shown c/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedIn>
    }
}

#[component]
fn Shown(c: Circular) -> impl IntoView {
    page::title(&c.content.title);
    let (id, title) = (c.id, c.content.title.clone());
    let open = Open {
        c: RwSignal::new(c),
        busy: RwSignal::new(false),
    };
    let status = Memo::new(move |_| open.c.with(|c| c.status));
    let withdrawn = move || {
        let reason = open.c.with(|c| c.withdrawn_reason.clone()).unwrap_or_default();
        (status.get() == CircularStatus::Withdrawn).then(|| {
            view! {
                <div class="notice notice-warning" role="status">
                    <p class="notice-title">{t(words::WITHDRAWN_BANNER)}</p>
                    <p>{tf(words::WITHDRAWN_WHY, &[&reason])}</p>
                </div>
            }
        })
    };
    let corrected = move || {
        let note = open.c.with(|c| c.revision_note.clone())?;
        Some(view! { <p class="notice">{tf(words::REVISION_NOTE, &[&note])}</p> })
    };
    let marks = move || {
        let (status, revision, public) = open.c.with(|c| (c.status, c.revision, c.public));
        view! {
            <StatusBadge status/>
            {(revision > 1).then(|| view! { <Badge>{tf(words::REVISION, &[&revision.to_string()])}</Badge> })}
            {public.then(|| view! { <Badge>{t(words::PUBLIC_YES)}</Badge> })}
        }
    };
    let older = Memo::new(move |_| open.c.with(|c| c.revision > 1));
    view! {
        <Breadcrumb above=vec![Crumb::new(LIST, t(words::TITLE))] here=title.clone()/>
        <div class="page-head">
            <h1 class="page-title">{move || open.c.with(|c| c.content.title.clone())}</h1>
            <p class="circular-marks">{marks}</p>
        </div>
        {withdrawn}
        {corrected}
        <div class="columns">
            <div class="columns-main">
                {move || open.c.with(|c| view! { <Text c=c.clone()/> })}
                <div class="circular-steps">
                    <Forward open/>
                    <Correct open/>
                    <Withdraw open/>
                </div>
                <Receipts open/>
            </div>
            <div class="columns-side">
                <OwnTodos open/>
                {move || open.c.with(|c| view! { <Chain chain=c.chain.clone()/> })}
                {move || older.get().then(|| view! { <Revisions id/> })}
            </div>
        </div>
    }
}
