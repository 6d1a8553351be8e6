//! The kinds of organisations, fetched once.

use domain::dictionary::{DictionaryEntry, DictionaryName};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::reference;
use crate::i18n::names;
use crate::ui::Choice;

/// `Copy`; from the context by [`Kinds::here`].
#[derive(Clone, Copy)]
pub struct Kinds {
    all: RwSignal<Vec<DictionaryEntry>>,
    asked: StoredValue<bool>,
}

impl Kinds {
    /// For the whole application, and as long: pages come and go.
    pub fn provide() {
        provide_context(Self {
            all: RwSignal::new(Vec::new()),
            asked: StoredValue::new(false),
        });
    }
    /// Fetched when they are needed first; again on the next page where that failed.
    pub fn here() -> Self {
        let kinds: Self = expect_context();
        if !kinds.asked.get_value() {
            kinds.asked.set_value(true);
            spawn_local(async move {
                match reference::dictionary(DictionaryName::OrganizationKinds).await {
                    Ok(page) => {
                        let _ = kinds.all.try_set(page.items);
                    }
                    Err(_) => {
                        let _ = kinds.asked.try_set_value(false);
                    }
                }
            });
        }
        kinds
    }
    fn all(self) -> Vec<DictionaryEntry> {
        self.all.get()
    }
    pub fn choices(self) -> Signal<Vec<Choice>> {
        Signal::derive(move || {
            let choice = |e: &DictionaryEntry| Choice::new(&e.code, names::entry(e));
            self.all().iter().map(choice).collect()
        })
    }
    /// The review line (条线) of a kind, where it has one.
    pub fn line(self, code: &str) -> Option<String> {
        self.all().into_iter().find(|e| e.code == code)?.line
    }
    /// Every review line to choose from.
    pub fn lines(self) -> Signal<Vec<Choice>> {
        Signal::derive(move || {
            let mut lines: Vec<String> = self.all().into_iter().filter_map(|e| e.line).collect();
            // Kinds of one line may stand apart.
            let mut seen = Vec::new();
            lines.retain(|line| {
                let fresh = !seen.contains(line);
                if fresh {
                    seen.push(line.clone());
                }
                fresh
            });
            lines
                .into_iter()
                .map(|line| Choice::new(line.clone(), names::line(&line)))
                .collect()
        })
    }
    /// In words; nothing until they are known.
    pub fn name(self, code: &str) -> String {
        let all = self.all();
        let known = all
            .iter()
            .find(|e| e.code == code)
            .map(|e| names::entry(e).to_owned());
        known.unwrap_or_else(|| {
            if all.is_empty() {
                String::new()
            } else {
                code.to_owned()
            }
        })
    }
}
