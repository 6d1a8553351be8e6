//! Where an address and a delivery stand, as badges and in words.

use domain::webhook::{DeliveryStatus, Webhook};
use leptos::prelude::*;

use crate::format;
use crate::i18n::{Text, t, tf, webhook as words};
use crate::page;
use crate::ui::{Badge, Tone};

const fn state(w: &Webhook) -> (Text, Tone) {
    match (w.active, w.failures) {
        (false, _) => (words::PAUSED, Tone::Neutral),
        (true, 0) => (words::ACTIVE, Tone::Good),
        (true, _) => (words::FAILING, Tone::Warning),
    }
}

/// The badge of an address.
pub(super) fn state_badge(w: &Webhook) -> AnyView {
    let (text, tone) = state(w);
    view! { <Badge tone>{t(text)}</Badge> }.into_any()
}

/// `连续 6 次未送达，10:20前不再尝试`; nothing where it answers.
pub(super) fn trouble(w: &Webhook) -> Option<String> {
    if w.failures == 0 {
        return None;
    }
    let mut said = tf(words::FAILURES, &[&w.failures.to_string()]);
    let closed = w
        .closed_until
        .filter(|until| page::now().is_none_or(|now| now < *until));
    if let Some(until) = closed.filter(|_| w.active) {
        let until = tf(words::CLOSED_UNTIL, &[&format::moment(until)]);
        said = format!("{said} · {until}");
    }
    Some(said)
}

#[component]
pub(super) fn DeliveryBadge(status: DeliveryStatus) -> impl IntoView {
    let tone = match status {
        DeliveryStatus::Pending => Tone::Accent,
        DeliveryStatus::Delivered => Tone::Good,
        DeliveryStatus::Dead => Tone::Bad,
    };
    view! { <Badge tone>{words::delivery_status(status)}</Badge> }
}
