use leptos::prelude::*;

use super::{Saving, part_of_pointer};
use crate::i18n::{activity, t, tf};
use crate::pages::sheet::field;
use crate::pages::sheet::finding::{icon, name, tone};
use crate::ui::Icon;

/// What the pre-check finds in the draft as it was saved last: a word with the organiser before a reviewer has to say
/// it. Each leads to the part of the form where it can be mended.
#[component]
pub fn DraftFindings(saving: Saving, part: RwSignal<usize>) -> impl IntoView {
    move || {
        let findings = saving.form.findings.get();
        (!findings.is_empty()).then(|| {
            let title = tf(activity::FINDINGS_COUNT, &[&findings.len().to_string()]);
            view! {
                <section class="findings">
                    <h2 class="findings-title">{title}</h2>
                    <ul class="findings-list">
                        {findings.into_iter().map(|f| {
                            let (pointer, label) = (f.pointer.clone(), field::label(&f.pointer));
                            view! {
                                <li>
                                    <button
                                        type="button"
                                        class=format!("finding {}", tone(f.severity))
                                        on:click=move |_| part.set(part_of_pointer(&pointer))
                                    >
                                        <Icon name=icon(f.severity)/>
                                        <span class="finding-severity">{t(name(f.severity))}</span>
                                        <span class="finding-message">{f.message}</span>
                                        <span class="finding-field">{label}</span>
                                    </button>
                                </li>
                            }
                        }).collect_view()}
                    </ul>
                </section>
            }
        })
    }
}
