//! The text of a notice, and the way it came.

use domain::circular::{Circular, CircularRevision, Dispatch};
use domain::id::CircularId;
use leptos::prelude::*;

use super::files::FileLinks;
use crate::api::circular as calls;
use crate::format;
use crate::i18n::{circular as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::ui::{Card, EmptyState, Icon, IconName};

/// The original, with the forwards before it: the nearest first, as on paper.
#[component]
pub(super) fn Text(c: Circular) -> impl IntoView {
    // Who passed it on without a word stands in the way it took.
    let silent = |d: &Dispatch| d.cover.trim().is_empty() && d.attachments.is_empty();
    let covers = c
        .chain
        .iter()
        .rev()
        .filter(|d| !d.original && !silent(d))
        .cloned();
    let covers: Vec<_> = covers.map(|d| view! { <Cover d/> }).collect();
    let number = c.content.document_number.clone();
    view! {
        {covers}
        <Card>
            <article class="circular-paper">
                {number.map(|number| view! { <p class="circular-number">{number}</p> })}
                <h2 class="circular-title">{c.content.title.clone()}</h2>
                <div class="prose" inner_html=c.content.body_html.clone()></div>
                <p class="circular-signed">
                    {c.content.office.clone()}<br/>
                    {c.published_at.map(|at| format::date(at.shanghai_date()))}
                </p>
                <FileLinks files=c.attachments.clone()/>
            </article>
        </Card>
    }
}

#[component]
fn Cover(d: Dispatch) -> impl IntoView {
    let at = tf(words::FORWARDED_AT, &[&format::moment(d.issued_at)]);
    view! {
        <Card>
            <article class="circular-paper">
                <p class="circular-number">{t(words::COVER)}</p>
                <p class="circular-cover">{d.cover}</p>
                <p class="circular-signed">{d.office}<br/>{at}</p>
                <FileLinks files=d.attachments/>
            </article>
        </Card>
    }
}

/// Country → province → city → county.
#[component]
pub(super) fn Chain(chain: Vec<Dispatch>) -> impl IntoView {
    let link = |d: Dispatch| {
        let said = match d.original {
            true => words::ISSUED_AT,
            false => words::FORWARDED_AT,
        };
        let deadlines = d.deadlines.into_iter().map(|deadline| {
            let due = tf(words::DUE, &[&format::date(deadline.due_on)]);
            view! { <li>{deadline.what}" · "{due}" · "{words::whom(deadline.whom)}</li> }
        });
        view! {
            <li class="chain-link">
                <span class="chain-mark"><Icon name=IconName::ArrowDown/></span>
                <div>
                    <p class="chain-name">{d.region_name}" · "{d.office}</p>
                    <p class="row-note">{tf(said, &[&format::moment(d.issued_at)])}</p>
                    <ul class="chain-deadlines">{deadlines.collect_view()}</ul>
                </div>
            </li>
        }
    };
    view! {
        <Card title=t(words::CHAIN)>
            <ol class="chain">{chain.into_iter().map(link).collect_view()}</ol>
        </Card>
    }
}

/// What it said before.
#[component]
pub(super) fn Revisions(id: CircularId) -> impl IntoView {
    let listing = Listing::new(move |cursor| calls::revisions(id, cursor));
    let empty = || view! { <EmptyState title=t(words::OLDER) text="" icon=IconName::Info/> };
    let draw = |r: CircularRevision| {
        let name = tf(words::REVISION, &[&r.n.to_string()]);
        view! {
            <details class="circular-revision">
                <summary>{name}" · "{format::moment(r.made_at)}{r.note.map(|note| format!(" · {note}"))}</summary>
                <h3 class="circular-sub">{r.content.title}</h3>
                <div class="prose" inner_html=r.content.body_html></div>
            </details>
        }
        .into_any()
    };
    view! { <Card title=t(words::OLDER)><Listed listing empty draw/></Card> }
}
