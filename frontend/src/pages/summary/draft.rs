//! The text as signals, one for each field.

use std::collections::BTreeMap;

use domain::summary::{FigureOverride, OVERVIEW, SECTIONS, SummaryContent};
use leptos::prelude::*;

/// What is written at length: field and title, in the order of the document.
pub const TEXTS: [(&str, &str); 5] = [OVERVIEW, SECTIONS[0], SECTIONS[1], SECTIONS[2], SECTIONS[3]];

#[derive(Clone, Copy)]
pub struct Draft {
    pub title: RwSignal<String>,
    pub addressee: RwSignal<String>,
    pub signatory: RwSignal<String>,
    /// In the order of [`TEXTS`].
    pub texts: [RwSignal<String>; 5],
    /// One name a line.
    pub attachments: RwSignal<String>,
    pub overrides: RwSignal<BTreeMap<String, FigureOverride>>,
}

impl Draft {
    pub fn of(c: &SummaryContent) -> Self {
        let signal = |text: &str| RwSignal::new(text.to_owned());
        let [first, second, third, fourth] = c.sections();
        Self {
            title: signal(&c.title),
            addressee: signal(&c.addressee),
            signatory: signal(&c.signatory),
            texts: [&c.overview, first, second, third, fourth].map(signal),
            attachments: RwSignal::new(c.attachments.join("\n")),
            overrides: RwSignal::new(c.overrides.clone()),
        }
    }

    /// The text as it is now; follows every field.
    pub fn content(self) -> SummaryContent {
        let [overview, key_activities, mobilization, service, publicity] = self.texts.map(|text| text.get());
        SummaryContent {
            title: self.title.get(),
            addressee: self.addressee.get(),
            signatory: self.signatory.get(),
            overview,
            key_activities,
            mobilization,
            service,
            publicity,
            attachments: self.attachments.with(|text| {
                text.lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect()
            }),
            overrides: self.overrides.get(),
        }
    }

    /// Adds a text behind what stands in one of [`TEXTS`].
    pub fn add(self, place: usize, more: &str) {
        let Some(text) = self.texts.get(place) else { return };
        text.update(|text| {
            if !text.trim().is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(more);
        });
    }
}
