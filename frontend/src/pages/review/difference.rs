//! What changed since the last review: exactly the fields that differ, before and after.

use std::sync::Arc;

use domain::activity::diff::{Change, EarlierDecision, FieldDiff, RevisionDiff, TextOp, TextRun};
use domain::activity::view::Activity;
use domain::id::MediaId;
use leptos::prelude::*;
use serde_json::Value;

use super::stage_name;
use crate::format;
use crate::i18n::{activity, names, review, t, tf};
use crate::pages::activity::Offers;
use crate::pages::preview::Preview;
use crate::pages::sheet::RegionName;
use crate::pages::sheet::field::{Words, anchor, label, media_kind};
use crate::pages::status::step;
use crate::ui::{Badge, Card};

/// Characters of unchanged text that are kept on each side of a change.
const AROUND: usize = 40;

#[component]
pub fn Difference(diff: RevisionDiff, a: Activity, offers: Arc<Offers>) -> impl IntoView {
    let words = Words::new(offers, a.content.region_code.clone());
    let count = tf(review::DIFFERENCE_COUNT, &[&diff.changes.len().to_string()]);
    let of = diff.against.map(|against| {
        let numbers = [diff.number.to_string(), against.to_string()];
        tf(review::DIFFERENCE_OF, &[&numbers[0], &numbers[1]])
    });
    let none = diff.changes.is_empty();
    let changes: Vec<_> = diff.changes.into_iter().map(|c| change(c, &words)).collect();
    view! {
        <Card title=t(review::DIFFERENCE)>
            <p class="page-note">{of}" · "{count}</p>
            {if none {
                view! { <p>{t(review::DIFFERENCE_NONE)}</p> }.into_any()
            } else {
                view! { <ul class="changes">{changes}</ul> }.into_any()
            }}
        </Card>
    }
}

fn change(diff: FieldDiff, words: &Words) -> AnyView {
    let pointer = diff.pointer;
    let inside = match diff.change {
        Change::Value { before, after } if pointer == "/detail_html" => {
            // The words are the same, so is what a reader sees of them.
            let _ = (before, after);
            view! { <p>{t(review::MARKUP_ONLY)}</p> }.into_any()
        }
        Change::Value { before, after } => sides(
            value(&pointer, &before, words).into_any(),
            value(&pointer, &after, words).into_any(),
        ),
        Change::List {
            added,
            removed,
            kept,
            reordered,
        } => list(&pointer, added, removed, kept, reordered, words),
        Change::Text { runs } => text(runs),
        Change::Media { before, after } => sides(files(&pointer, before), files(&pointer, after)),
    };
    view! {
        <li class="change" id=anchor("changed", &pointer) tabindex="-1">
            <h3 class="change-field">{label(&pointer)}</h3>
            {inside}
        </li>
    }
    .into_any()
}

/// Before and after, each said in words.
fn sides(before: AnyView, after: AnyView) -> AnyView {
    view! {
        <dl class="change-sides">
            <div class="change-before"><dt>{t(review::BEFORE)}</dt><dd>{before}</dd></div>
            <div class="change-after"><dt>{t(review::AFTER)}</dt><dd>{after}</dd></div>
        </dl>
    }
    .into_any()
}

fn value(pointer: &str, value: &Value, words: &Words) -> AnyView {
    if pointer == "/region_code"
        && let Some(code) = value.as_str()
    {
        return view! { <RegionName code=code.to_owned()/> }.into_any();
    }
    let text = words.value(pointer, value);
    if text.is_empty() {
        view! { <span class="sheet-empty">{t(activity::NOT_FILLED)}</span> }.into_any()
    } else {
        text.into_any()
    }
}

fn list(
    pointer: &str,
    added: Vec<Value>,
    removed: Vec<Value>,
    kept: usize,
    reordered: bool,
    words: &Words,
) -> AnyView {
    if reordered {
        return view! { <p>{t(review::REORDERED)}</p> }.into_any();
    }
    let removed: Vec<_> = removed.iter().map(|v| words.value(pointer, v)).collect();
    let added: Vec<_> = added.iter().map(|v| words.value(pointer, v)).collect();
    view! {
        <ul class="pieces">
            {removed.into_iter().map(|text| view! {
                <li><del class="piece" data-mark=t(review::REMOVED)>{text}</del></li>
            }).collect_view()}
            {added.into_iter().map(|text| view! {
                <li><ins class="piece" data-mark=t(review::ADDED)>{text}</ins></li>
            }).collect_view()}
        </ul>
        {(kept > 0).then(|| view! { <p class="page-note">{tf(review::KEPT, &[&kept.to_string()])}</p> })}
    }
    .into_any()
}

fn text(runs: Vec<TextRun>) -> AnyView {
    let last = runs.len().saturating_sub(1);
    let run = |(n, run): (usize, TextRun)| match run.op {
        TextOp::Equal => shortened(&run.text, n == 0, n == last).into_any(),
        TextOp::Delete => view! { <del data-mark=t(review::REMOVED)>{run.text}</del> }.into_any(),
        TextOp::Insert => view! { <ins data-mark=t(review::ADDED)>{run.text}</ins> }.into_any(),
    };
    view! { <p class="runs">{runs.into_iter().enumerate().map(run).collect_view()}</p> }.into_any()
}

/// Of a long unchanged run only what stands beside the changes: the whole text is below.
fn shortened(text: &str, first: bool, last: bool) -> String {
    let chars: Vec<char> = text.chars().collect();
    let head = if first { 0 } else { AROUND };
    let tail = if last { 0 } else { AROUND };
    if chars.len() <= head + tail + 10 {
        return text.to_owned();
    }
    let begin: String = chars[..head].iter().collect();
    let end: String = chars[chars.len() - tail..].iter().collect();
    format!("{begin}……{end}")
}

fn files(pointer: &str, ids: Vec<MediaId>) -> AnyView {
    if ids.is_empty() {
        return view! { <span class="sheet-empty">{t(review::NO_FILE)}</span> }.into_any();
    }
    let kind = media_kind(pointer);
    view! {
        <ul class="change-files">
            {ids.into_iter().map(|id| view! { <li><Preview id kind/></li> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// What was decided on earlier submissions, and why: read beside the changes.
#[component]
pub fn Earlier(decisions: Vec<EarlierDecision>) -> impl IntoView {
    let none = decisions.is_empty();
    view! {
        <Card title=t(review::EARLIER)>
            {none.then(|| view! { <p class="page-note">{t(review::EARLIER_NONE)}</p> })}
            <ol class="history">
                {decisions.into_iter().map(|one| {
                    let who = one.role.map(names::role).or(one.stage.map(|s| t(stage_name(s))));
                    let number = tf(review::REVISION, &[&one.revision.to_string()]);
                    view! {
                        <li class="history-row">
                            <span class="history-step">{t(step(one.step))}" "<Badge>{number}</Badge></span>
                            <span class="history-note">{who}" · "{format::moment(one.at)}</span>
                            {one.reason.map(|reason| view! { <p class="history-reason">{reason}</p> })}
                        </li>
                    }
                }).collect_view()}
            </ol>
        </Card>
    }
}
