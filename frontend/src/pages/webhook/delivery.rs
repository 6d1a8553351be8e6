//! One delivery: what was sent, how often, what came back.

use domain::webhook::{Delivery, DeliveryStatus};
use leptos::prelude::*;

use super::deliveries::Replay;
use super::status::DeliveryBadge;
use crate::format;
use crate::i18n::{t, tf, webhook as words};
use crate::page;
use crate::ui::{Badge, Button, ButtonKind, Icon, IconName};

#[component]
pub(super) fn Row(d: Delivery, paused: Memo<bool>, replay: Replay) -> impl IntoView {
    let n = d.n;
    let number = n.to_string();
    let busy = Signal::derive(move || replay.number.get() == Some(n));
    let (label, named) = (tf(words::NUMBER, &[&number]), tf(words::REPLAY_OF, &[&number]));
    let facts = facts(&d).join(" · ");
    let waits = d.status == DeliveryStatus::Pending;
    let next_at = d.next_at;
    let next = move || {
        let later = next_at.filter(|at| page::now().is_some_and(|now| now < *at));
        waits.then(|| match (paused.get(), later) {
            (true, _) => t(words::NEXT_PAUSED).to_owned(),
            (false, Some(at)) => tf(words::NEXT, &[&format::moment(at)]),
            (false, None) => t(words::NEXT_SOON).to_owned(),
        })
    };
    let again = d.replay_of.map(|of| tf(words::REPEATS, &[&of.to_string()]));
    let why = why(&d);
    // Cannot fail for what was read as JSON.
    let body = serde_json::to_string_pretty(&d.body).unwrap_or_default();
    view! {
        <article class="delivery" aria-label=label>
            <div class="delivery-head">
                <h3 class="delivery-name"><span class="delivery-number">{number}</span>{words::event(d.event)}</h3>
                <DeliveryBadge status=d.status/>
                {again.map(|again| view! { <Badge>{again}</Badge> })}
            </div>
            <p class="row-note">{facts}</p>
            {why.map(|why| view! { <p class="field-fault"><Icon name=IconName::Warning/><span>{why}</span></p> })}
            {move || next().map(|next| view! { <p class="row-note">{next}</p> })}
            <div class="delivery-foot">
                <details>
                    <summary>{t(words::DETAILS)}</summary>
                    <p class="row-note">{t(words::EVENT_ID)}" "<code>{d.event_id.to_string()}</code></p>
                    <pre class="delivery-text">{body}</pre>
                    {d.excerpt.map(|text| view! {
                        <p class="row-note">{t(words::ANSWER)}</p>
                        <pre class="delivery-text">{text}</pre>
                    })}
                </details>
                <Button kind=ButtonKind::Quiet busy on_press=move || replay.run.run(n)>
                    <span aria-hidden="true">{t(words::REPLAY)}</span><span class="visually-hidden">{named}</span>
                </Button>
            </div>
        </article>
    }
}

/// When, how often, and what was answered.
fn facts(d: &Delivery) -> Vec<String> {
    let mut facts = vec![match d.delivered_at {
        Some(at) => tf(words::DELIVERED_AT, &[&format::moment(at)]),
        None => tf(words::AT, &[&format::moment(d.created_at)]),
    }];
    facts.push(match d.attempts {
        0 => t(words::NO_ATTEMPT).to_owned(),
        n => tf(words::ATTEMPTS, &[&n.to_string()]),
    });
    let answered = d.last_status.filter(|_| d.last_error.is_none());
    facts.extend(answered.map(|status| tf(words::ANSWERED, &[&status.to_string()])));
    facts.extend(d.took_ms.map(|ms| tf(words::TOOK, &[&ms.to_string()])));
    facts
}

/// Why the last attempt failed, in the language of the page as far as the server's words are known.
fn why(d: &Delivery) -> Option<String> {
    let said = d.last_error.as_deref()?;
    if let Some(status) = d.last_status {
        return Some(tf(words::WHY_STATUS, &[&status.to_string()]));
    }
    let known = match said {
        "no such host" => words::WHY_NO_HOST,
        "unreachable" => words::WHY_UNREACHABLE,
        "not https, or within a private network" => words::WHY_FORBIDDEN,
        "invalid" => words::WHY_INVALID,
        _ => return Some(said.to_owned()),
    };
    Some(t(known).to_owned())
}
