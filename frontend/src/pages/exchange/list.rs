use domain::exchange::Import;
use leptos::prelude::*;
use leptos_router::components::A;

use super::new::New;
use super::{IMPORTING, StateBadge, href};
use crate::api::exchange as calls;
use crate::format;
use crate::i18n::{exchange as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::page;
use crate::pages::reporting::Tabs;
use crate::shell::SignedInAs;
use crate::ui::{Badge, Card, EmptyState, IconName};

#[component]
pub fn ListPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedInAs roles=IMPORTING><Imports/></SignedInAs> }
}

#[component]
fn Imports() -> impl IntoView {
    let listing = Listing::new(calls::list);
    view! {
        <div class="wrap page imports">
            <Tabs/>
            <h1 class="page-title">{t(words::TITLE)}</h1>
            <p class="page-note">{t(words::LEAD)}</p>
            <Card title=t(words::NEW)><New/></Card>
            <section aria-labelledby="imports-recent">
                <h2 class="section-title" id="imports-recent">{t(words::RECENT)}</h2>
                <Listed
                    listing class="imports-list" empty=move || view! {
                        <EmptyState title=t(words::NONE) text=t(words::NONE_HINT) icon=IconName::Upload/>
                    }
                    draw=|import| view! { <Row import/> }.into_any()
                />
            </section>
        </div>
    }
}

#[component]
fn Row(import: Import) -> impl IntoView {
    let counts = if import.dry_run {
        words::COUNTS_TRIED
    } else {
        words::COUNTS
    };
    let counts = tf(
        counts,
        &[
            &import.total.to_string(),
            &import.imported.to_string(),
            &import.repeated.to_string(),
            &import.faulty.to_string(),
        ],
    );
    let name = import.file_name.clone();
    view! {
        <article class="import-row">
            <div class="import-main">
                <h3 class="import-name"><A href=href(import.id)>{name}</A></h3>
                <p class="row-note">{t(words::kind(import.kind))}" · "{format::moment(import.created_at)}</p>
                {(import.total > 0).then(|| view! { <p class="row-note">{counts}</p> })}
            </div>
            <div class="badges">
                {import.dry_run.then(|| view! { <Badge>{t(words::DRY_RUN)}</Badge> })}
                <StateBadge import/>
            </div>
        </article>
    }
}
