//! The short summary, in the notice's five parts.

use domain::eligibility::RuleCode;
use domain::supplement::ActivitySummary;
use domain::supplement::rules::{PART_HINT, PART_MAX};
use leptos::prelude::*;

use super::form::Form;
use super::place::{Part, Place};
use crate::i18n::{Text, supplement, t, tf};
use crate::ui::TextArea;

/// Name and hint of each part, in the order of [`ActivitySummary::parts`].
pub const PARTS: [(Text, Text); 5] = [
    (supplement::BASICS, supplement::BASICS_HINT),
    (supplement::RESULTS, supplement::RESULTS_HINT),
    (supplement::HIGHLIGHTS, supplement::HIGHLIGHTS_HINT),
    (supplement::RESOURCES, supplement::RESOURCES_HINT),
    (supplement::EXPERIENCE, supplement::EXPERIENCE_HINT),
];

#[component]
pub fn Summary(form: Form) -> impl IntoView {
    let Form {
        draft,
        faults,
        judging,
        ..
    } = form;
    let fields = ActivitySummary::default().parts().map(|(field, ..)| field);
    let texts = PARTS.into_iter().zip(fields).zip(draft.summary);
    view! {
        <Part
            pointer="/summary" title=t(supplement::SUMMARY) lead=t(supplement::SUMMARY_LEAD)
            mark=Some((RuleCode::Summary, judging.shown.into()))
        >
            {texts.map(|(((label, hint), field), value)| {
                let pointer = format!("/summary/{field}");
                let fault = faults.at(&pointer);
                view! {
                    <Place pointer>
                        <TextArea label=t(label) hint=t(hint) value rows=4 fault required=true/>
                        <Length value/>
                    </Place>
                }
            }).collect_view()}
        </Part>
    }
}

/// How much is written, and how much is good to read. A hint, but for what is too long to be handed in.
#[component]
fn Length(value: RwSignal<String>) -> impl IntoView {
    let count = Memo::new(move |_| value.with(|text| domain::text::length(text.trim())));
    let (least, most) = PART_HINT;
    let text = move || {
        let n = count.get();
        let args = |text, more: &[usize]| {
            let all: Vec<String> = std::iter::once(n)
                .chain(more.iter().copied())
                .map(|n| n.to_string())
                .collect();
            let all: Vec<&str> = all.iter().map(String::as_str).collect();
            tf(text, &all)
        };
        if n > PART_MAX {
            args(supplement::LENGTH_OVER, &[PART_MAX])
        } else if (least..=most).contains(&n) {
            args(supplement::LENGTH_GOOD, &[])
        } else {
            args(supplement::LENGTH, &[least, most])
        }
    };
    view! { <p class="field-count" class:field-count-over=move || { count.get() > PART_MAX }>{text}</p> }
}
