//! Where the certification stands, what that means, and what to do next.

use domain::organization::{Certification, OrganizationAction};
use leptos::prelude::*;

use super::ask::AskDialog;
use super::decide::Decide;
use super::href;
use super::opened::use_opened;
use crate::i18n::{Text, organization, t};
use crate::ui::{Button, ButtonKind, ButtonLink, Icon, IconName};

/// Class, icon, what it is, what it means.
const fn told(certification: Certification) -> (&'static str, IconName, Text, Option<Text>) {
    use Certification as C;
    match certification {
        C::Certified => (
            "band band-good",
            IconName::Check,
            organization::IS_CERTIFIED,
            Some(organization::IS_CERTIFIED_HINT),
        ),
        C::Pending => (
            "band band-accent",
            IconName::Clock,
            organization::IS_PENDING,
            Some(organization::IS_PENDING_HINT),
        ),
        C::Returned => (
            "band band-warning",
            IconName::Edit,
            organization::IS_RETURNED,
            Some(organization::IS_RETURNED_HINT),
        ),
        C::Provisional => (
            "band band-warning",
            IconName::Info,
            organization::IS_PROVISIONAL,
            Some(organization::IS_PROVISIONAL_HINT),
        ),
        C::Suspended => (
            "band band-bad",
            IconName::Stop,
            organization::IS_SUSPENDED,
            Some(organization::IS_SUSPENDED_HINT),
        ),
        C::Draft => ("band", IconName::Info, organization::IS_DRAFT, None),
        C::Merged => ("band", IconName::Link, organization::MERGED, None),
    }
}

#[component]
pub fn Standing() -> impl IntoView {
    let opened = use_opened();
    let certification = Memo::new(move |_| opened.o.with(|o| o.certification));
    let own = Memo::new(move |_| opened.is_own());
    let reason = move || {
        let certification = certification.get();
        let explained = matches!(certification, Certification::Returned | Certification::Suspended);
        let words = opened.reason().filter(|r| explained && !r.is_empty())?;
        Some(view! {
            <p class="band-reason"><strong>{t(organization::REASON_OF)}</strong>{words}</p>
        })
    };
    let band = move || {
        let (class, icon, title, hint) = told(certification.get());
        // What it means matters to those who belong to it; whoever decides knows.
        let hint = hint.filter(|_| own.get());
        view! {
            <div class=class>
                <span class="band-icon"><Icon name=icon/></span>
                <div class="band-text">
                    <p class="band-title">{t(title)}</p>
                    {reason}
                    {hint.map(|hint| view! { <p class="band-hint">{t(hint)}</p> })}
                    {move || own.get().then(|| view! { <Next/> })}
                </div>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="standing-organization" aria-label=t(organization::STANDING)>
            {band}
            <Decide/>
        </section>
    }
}

/// What those who belong to it do next.
#[component]
fn Next() -> impl IntoView {
    let opened = use_opened();
    let asking = RwSignal::new(false);
    let certification = Memo::new(move |_| opened.o.with(|o| o.certification));
    let edits = Memo::new(move |_| opened.can(OrganizationAction::Edit));
    let asks = Memo::new(move |_| opened.can(OrganizationAction::RequestCertification));
    let buttons = move || {
        let certification = certification.get();
        let waits = certification == Certification::Pending;
        if !(waits || asks.get()) {
            return ().into_any();
        }
        let mend = (edits.get() && asks.get()).then(|| {
            let href = format!("{}/edit", href(opened.id()));
            view! { <ButtonLink href kind=ButtonKind::Primary icon=IconName::Edit>{t(organization::EDIT)}</ButtonLink> }
        });
        let (text, icon) = match certification {
            Certification::Pending => (organization::PROOF_ADD, IconName::Upload),
            Certification::Returned => (organization::ASK_AGAIN, IconName::Refresh),
            _ => (organization::ASK, IconName::Flag),
        };
        view! {
            <div class="band-actions">
                {mend}
                <Button icon on_press=move || asking.set(true)>{t(text)}</Button>
            </div>
        }
        .into_any()
    };
    view! {
        {buttons}
        <AskDialog open=asking/>
    }
}
