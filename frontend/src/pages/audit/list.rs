//! Entries, latest first.

use domain::audit::{AuditEntry, KEPT_DAYS_MIN};
use leptos::prelude::*;

use super::entry::Entry;
use super::filters::Filters;
use super::looking::Looking;
use crate::api::audit as calls;
use crate::format;
use crate::i18n::{audit as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::shell::{AUDITING, SignedInAs};
use crate::ui::{EmptyState, Icon, IconName};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedInAs roles=AUDITING><Log/></SignedInAs> }
}

#[component]
fn Log() -> impl IntoView {
    let looking = Looking::here();
    let asked = Memo::new(move |_| looking.asked());
    let listing = Listing::new(move |cursor| calls::list(asked.get(), cursor));
    let day = |entry: &AuditEntry| format::date(entry.at.shanghai_date());
    let empty = || view! { <EmptyState title=t(words::NONE) text=t(words::NONE_HINT)/> };
    view! {
        <div class="wrap page">
            <div>
                <h1 class="page-title">{t(words::TITLE)}</h1>
                <p class="page-note">{t(words::LEAD)}</p>
            </div>
            <p class="audit-note">
                <Icon name=IconName::Info/>
                <span>{tf(words::NOTE, &[&KEPT_DAYS_MIN.to_string()])}</span>
            </p>
            <Filters/>
            <section class="search-results" aria-label=t(words::ENTRIES)>
                <p class="search-count" role="status">{move || listing.said()}</p>
                <Listed
                    listing class="audit-entries" empty heading=Some(day)
                    draw=move |entry| view! { <Entry entry looking/> }.into_any()
                />
            </section>
        </div>
    }
}
