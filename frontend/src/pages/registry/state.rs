//! How the connection to the registry stands, in one line: nobody has to guess how old what they see is.

use domain::registry::RegistryState;
use leptos::prelude::*;

use crate::format;
use crate::i18n::{registry, t, tf};
use crate::page;
use crate::ui::{Icon, IconName};

#[component]
pub fn State(state: RegistryState) -> impl IntoView {
    let stale = page::now().is_none_or(|now| state.is_stale(now));
    let (class, icon, title) = match (state.configured, state.last_success_at) {
        (false, _) => ("registry-state", IconName::Info, t(registry::NONE).to_owned()),
        (true, None) => (
            "registry-state registry-old",
            IconName::Clock,
            t(registry::NEVER).to_owned(),
        ),
        (true, Some(at)) if stale => (
            "registry-state registry-old",
            IconName::Warning,
            tf(registry::STALE, &[&format::moment(at)]),
        ),
        (true, Some(at)) => (
            "registry-state registry-fresh",
            IconName::Check,
            tf(registry::FRESH, &[&format::moment(at)]),
        ),
    };
    let mut hints = Vec::new();
    if !state.configured {
        hints.push(t(registry::NONE_HINT).to_owned());
    } else if state.failing {
        hints.push(match state.closed_until {
            Some(at) => tf(registry::FAILING_UNTIL, &[&format::time(at)]),
            None => t(registry::FAILING).to_owned(),
        });
    }
    if state.configured && stale {
        hints.push(t(registry::GOES_ON).to_owned());
    }
    view! {
        <div class=class role="status">
            <Icon name=icon/>
            <div>
                <p class="registry-title">{title}</p>
                {hints.into_iter().map(|hint| view! { <p class="row-note">{hint}</p> }).collect_view()}
            </div>
        </div>
    }
}
