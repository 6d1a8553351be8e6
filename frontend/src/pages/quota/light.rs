//! How a region stands, in a word and a colour that is not alone in saying it.

use domain::quota::Light;
use leptos::prelude::*;

use crate::i18n::{Text, quota as words, t};
use crate::ui::{Badge, Tone};

pub const fn name(light: Light) -> Text {
    match light {
        Light::Unset => words::UNSET,
        Light::Done => words::DONE,
        Light::Filed => words::FILED_UP,
        Light::OnTrack => words::ON_TRACK,
        Light::Behind => words::BEHIND,
        Light::FarBehind => words::FAR_BEHIND,
        Light::Missed => words::MISSED,
    }
}

#[component]
pub fn LightBadge(light: Light) -> impl IntoView {
    let tone = match light {
        Light::Unset => Tone::Neutral,
        Light::Done | Light::Filed => Tone::Good,
        Light::OnTrack => Tone::Accent,
        Light::Behind => Tone::Warning,
        Light::FarBehind | Light::Missed => Tone::Bad,
    };
    view! { <Badge tone>{t(name(light))}</Badge> }
}
