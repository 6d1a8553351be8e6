//! What the pre-check found, the most serious first; it warns and never refuses.

use domain::activity::finding::{Finding, Severity};
use leptos::prelude::*;

use super::field;
use crate::i18n::{Text, activity, t, tf};
use crate::ui::{Icon, IconName};

pub const SEVERITIES: [Severity; 3] = [Severity::Serious, Severity::Warning, Severity::Note];

/// Told apart by shape and word, not by colour alone.
pub const fn icon(severity: Severity) -> IconName {
    match severity {
        Severity::Serious => IconName::Stop,
        Severity::Warning => IconName::Warning,
        Severity::Note => IconName::Info,
    }
}

pub const fn name(severity: Severity) -> Text {
    match severity {
        Severity::Serious => activity::SEVERITY_SERIOUS,
        Severity::Warning => activity::SEVERITY_WARNING,
        Severity::Note => activity::SEVERITY_NOTE,
    }
}

/// Class of the colours.
pub const fn tone(severity: Severity) -> &'static str {
    match severity {
        Severity::Serious => "tone-serious",
        Severity::Warning => "tone-warning",
        Severity::Note => "tone-note",
    }
}

pub fn count(findings: &[Finding], severity: Severity) -> usize {
    findings.iter().filter(|f| f.severity == severity).count()
}

/// Each finding is a button that leads to its field.
#[component]
pub fn Findings(findings: Vec<Finding>) -> impl IntoView {
    // Grouped by severity; within one they come in the order of their weight already.
    let of = |severity| findings.iter().filter(move |f| f.severity == severity).cloned();
    let findings: Vec<_> = SEVERITIES.into_iter().flat_map(of).collect();
    (!findings.is_empty()).then(|| {
        let title = tf(activity::FINDINGS_COUNT, &[&findings.len().to_string()]);
        view! {
            <section class="findings">
                <h2 class="findings-title">{title}</h2>
                <ul class="findings-list">
                    {findings.into_iter().map(|f| view! { <li><FindingButton f/></li> }).collect_view()}
                </ul>
            </section>
        }
    })
}

#[component]
fn FindingButton(f: Finding) -> impl IntoView {
    let pointer = f.pointer;
    let field = field::label(&pointer);
    view! {
        <button type="button" class=format!("finding {}", tone(f.severity)) on:click=move |_| field::reveal(&pointer)>
            <Icon name=icon(f.severity)/>
            <span class="finding-severity">{t(name(f.severity))}</span>
            <span class="finding-message">{f.message}</span>
            <span class="finding-field">{field}</span>
        </button>
    }
}
