//! Where a certification stands, as badge and in words.

use domain::organization::{Certification, OrganizationSource};
use leptos::prelude::*;

use crate::i18n::{Text, organization, t};
use crate::ui::{Badge, Tone};

pub const fn certification(certification: Certification) -> (Text, Tone) {
    match certification {
        Certification::Certified => (organization::CERTIFIED, Tone::Good),
        Certification::Pending => (organization::PENDING, Tone::Accent),
        Certification::Provisional => (organization::PROVISIONAL_SHORT, Tone::Warning),
        Certification::Returned => (organization::RETURNED, Tone::Warning),
        Certification::Suspended => (organization::SUSPENDED, Tone::Bad),
        Certification::Merged => (organization::MERGED, Tone::Neutral),
        Certification::Draft => (organization::OTHER, Tone::Neutral),
    }
}

/// As the API takes it in a list's address.
pub const fn wire(certification: Certification) -> &'static str {
    match certification {
        Certification::Draft => "draft",
        Certification::Pending => "pending",
        Certification::Certified => "certified",
        Certification::Returned => "returned",
        Certification::Suspended => "suspended",
        Certification::Merged => "merged",
        Certification::Provisional => "provisional",
    }
}

pub const fn source(source: OrganizationSource) -> Text {
    match source {
        OrganizationSource::SelfRegistered => organization::SOURCE_SELF,
        OrganizationSource::Import => organization::SOURCE_IMPORT,
        OrganizationSource::Filing => organization::SOURCE_FILING,
        OrganizationSource::Registry => organization::SOURCE_REGISTRY,
    }
}

#[component]
pub fn CertificationBadge(of: Certification) -> impl IntoView {
    let (text, tone) = certification(of);
    view! { <Badge tone>{t(text)}</Badge> }
}
