//! Organisations found while typing: the same in every form.

use domain::organization::OrganizationItem;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::organization;
use crate::pause::after_pause;
use crate::ui::Choice;

/// Suggestions shown at once.
const SUGGESTED: u32 = 8;
/// Milliseconds without a key after which the server is asked.
const PAUSE_MS: u32 = 250;

/// What is typed, and what the server found for it. `Copy`.
#[derive(Clone, Copy)]
pub struct OrganizationSearch {
    pub query: RwSignal<String>,
    pub found: RwSignal<Vec<OrganizationItem>>,
    pub busy: RwSignal<bool>,
    /// Takes what is typed.
    pub on_type: Callback<String>,
}

impl Default for OrganizationSearch {
    fn default() -> Self {
        let query = RwSignal::new(String::new());
        let found = RwSignal::new(Vec::<OrganizationItem>::new());
        let busy = RwSignal::new(false);
        let search = after_pause(PAUSE_MS, move |typed: String| {
            spawn_local(async move {
                let answer = organization::search(&typed, SUGGESTED).await;
                // An answer to what is no longer typed would only confuse.
                if query.try_get_untracked().as_deref() == Some(typed.as_str()) {
                    found.set(answer.map(|page| page.items).unwrap_or_default());
                    busy.set(false);
                }
            });
        });
        let on_type = Callback::new(move |typed: String| {
            busy.set(!typed.trim().is_empty());
            search(typed);
        });
        Self {
            query,
            found,
            busy,
            on_type,
        }
    }
}

impl OrganizationSearch {
    /// What was found, to choose from.
    pub fn choices(self) -> Vec<Choice> {
        let one = |o: &OrganizationItem| {
            Choice::new(o.id.to_string(), format!("{}（{}）", o.full_name, o.region_name))
        };
        self.found.with(|all| all.iter().map(one).collect())
    }
    /// The one that a choice stands for.
    pub fn chosen(self, choice: &Choice) -> Option<OrganizationItem> {
        self.found
            .with_untracked(|all| all.iter().find(|o| o.id.to_string() == choice.value).cloned())
    }
    /// Something was chosen: the next is typed.
    pub fn clear(self) {
        self.query.set(String::new());
        self.found.set(Vec::new());
    }
}
