//! The state of the desk: the list, what waits, what is chosen in which order, what is being written.

use std::collections::{BTreeMap, BTreeSet};

use domain::edition::Edition;
use domain::id::{EntryId, ListId};
use domain::problem::Code;
use domain::recommendation::{EntryStatus, ListAction, ListStatus, RecommendationEntry, RecommendationList};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ordering::Grab;
use crate::api::{Answer, recommendation as calls, reference};
use crate::i18n::{lang, names, recommendation as words, t, tf};
use crate::page;

/// Everything that the page begins with.
#[derive(Debug, Clone)]
pub struct Opened {
    pub list: RecommendationList,
    pub chosen: Vec<RecommendationEntry>,
    pub waiting: Vec<RecommendationEntry>,
    /// Where those that wait go on.
    pub next: Option<String>,
    pub edition: Edition,
}

pub async fn load(id: ListId) -> Answer<Opened> {
    let (list, chosen, waiting) = futures_util::join!(
        calls::show(id),
        calls::chosen(id),
        calls::entries(id, EntryStatus::Applied, None)
    );
    let (list, waiting) = (list?, waiting?);
    Ok(Opened {
        edition: reference::edition(&list.edition).await?,
        list,
        chosen: chosen?,
        waiting: waiting.items,
        next: waiting.next,
    })
}

/// `Copy`; from the context by [`use_desk`].
#[derive(Clone, Copy)]
pub struct Desk {
    pub list: RwSignal<RecommendationList>,
    /// In the order shown, which may be ahead of the server's for a moment.
    pub chosen: RwSignal<Vec<RecommendationEntry>>,
    pub waiting: RwSignal<Vec<RecommendationEntry>>,
    /// What is looked for among those that wait, and their order: empty, `score` or `eligible`.
    pub looked_for: RwSignal<String>,
    pub sort: RwSignal<String>,
    /// More of those that wait are on their way.
    pub filling: RwSignal<bool>,
    pub edition: StoredValue<Edition>,
    /// Whether there is room for both columns.
    pub wide: Signal<bool>,
    pub tab: RwSignal<&'static str>,
    /// Only the titles of the chosen: a long list is put in order without much scrolling.
    pub brief: RwSignal<bool>,
    pub selected: RwSignal<Option<EntryId>>,
    /// Whose opinion is being written.
    pub editing: RwSignal<BTreeSet<EntryId>>,
    /// What was written of them: it outlives every reload.
    pub texts: StoredValue<BTreeMap<EntryId, String>>,
    /// The opinion of the whole list as it is being written.
    pub opinion: RwSignal<String>,
    /// What is wrong with an entry.
    pub faults: RwSignal<BTreeMap<EntryId, String>>,
    /// Said above the columns.
    pub note: RwSignal<Option<String>>,
    /// Read out by assistive technology.
    pub said: RwSignal<String>,
    /// A change is on its way.
    pub busy: RwSignal<bool>,
    /// Lifted by the keyboard.
    pub grab: RwSignal<Option<Grab>>,
    /// Dragged by the pointer, and the place where it would be put.
    pub drag: RwSignal<Option<(EntryId, usize)>>,
    pub returning: RwSignal<Option<EntryId>>,
    /// The order that the server has.
    pub(super) kept: StoredValue<Vec<EntryId>>,
}

pub fn use_desk() -> Desk {
    expect_context()
}

impl Desk {
    pub fn new(opened: Opened) -> Self {
        let Opened {
            list,
            chosen,
            waiting,
            next,
            edition,
        } = opened;
        // The width from which the style puts them side by side.
        let wide = page::at_least(1_000);
        let desk = Self {
            opinion: RwSignal::new(list.opinion.clone()),
            kept: StoredValue::new(chosen.iter().map(|e| e.id).collect()),
            // Only its changes matter: what is drawn for it would lose the focus.
            wide: Memo::new(move |_| wide.get()).into(),
            tab: RwSignal::new("chosen"),
            brief: RwSignal::new(false),
            list: RwSignal::new(list),
            chosen: RwSignal::new(chosen),
            waiting: RwSignal::new(waiting),
            looked_for: RwSignal::new(String::new()),
            sort: RwSignal::new(String::new()),
            filling: RwSignal::new(false),
            edition: StoredValue::new(edition),
            selected: RwSignal::new(None),
            editing: RwSignal::new(BTreeSet::new()),
            texts: StoredValue::new(BTreeMap::new()),
            faults: RwSignal::new(BTreeMap::new()),
            note: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            busy: RwSignal::new(false),
            grab: RwSignal::new(None),
            drag: RwSignal::new(None),
            returning: RwSignal::new(None),
        };
        if desk.waiting.with_untracked(|w| !w.is_empty()) {
            desk.tab.set("waiting");
        }
        desk.fill(next);
        desk
    }

    pub fn id(self) -> ListId {
        self.list.with_untracked(|l| l.id)
    }
    pub fn can(self, action: ListAction) -> bool {
        self.list.with(|l| l.actions.contains(&action))
    }
    /// Why nothing on the list can be changed; none where it can.
    pub fn closed(self) -> Option<String> {
        if self.can(ListAction::Edit) {
            return None;
        }
        self.list.with(|l| {
            Some(match l.status {
                ListStatus::Locked => t(words::IS_LOCKED).to_owned(),
                ListStatus::Endorsed => t(words::IS_ENDORSED).to_owned(),
                // Whoever may still lock it manages it: then the day is over.
                ListStatus::Open if l.actions.contains(&ListAction::Lock) => {
                    Code::ListOverdue.title(lang()).to_owned()
                }
                ListStatus::Open => tf(words::OTHER_LEVEL, &[&l.region_name]),
            })
        })
    }
    pub fn is_full(self) -> bool {
        let slots = self.list.with(|l| l.slots as usize);
        self.chosen.with(Vec::len) >= slots
    }

    pub fn find(self, id: EntryId) -> Option<RecommendationEntry> {
        let of = |all: &Vec<RecommendationEntry>| all.iter().find(|e| e.id == id).cloned();
        self.chosen.with(of).or_else(|| self.waiting.with(of))
    }
    pub fn place(self, id: EntryId) -> Option<usize> {
        self.chosen.with(|all| all.iter().position(|e| e.id == id))
    }
    pub fn order(self) -> Vec<EntryId> {
        self.chosen.with(|all| all.iter().map(|e| e.id).collect())
    }
    /// 板块 as the list's region calls it.
    pub fn category(self, code: &str) -> Option<String> {
        let region = self.list.with_untracked(|l| l.region_code.clone());
        self.edition.with_value(|edition| {
            let (category, _) = edition.category(code)?;
            Some(names::category(category, Some(&region)).to_owned())
        })
    }

    /// Whether something was written that is not saved.
    pub fn has_drafts(self) -> bool {
        let opinion = self.opinion.with(|text| self.list.with(|l| *text != l.opinion));
        let open = self.editing.get();
        // What is written is looked at when it matters, not with every letter.
        opinion
            || self
                .texts
                .with_value(|texts| open.iter().any(|id| texts.contains_key(id)))
    }

    /// What the server has, in the place of what is shown; what is being written stays.
    pub async fn reload(self) -> bool {
        let Some(id) = self.list.try_with_untracked(|l| l.id) else {
            return false;
        };
        let Ok(now) = load(id).await else { return false };
        if self.list.try_with_untracked(|l| l.id) != Some(id) {
            return false;
        }
        let unwritten = self
            .opinion
            .with_untracked(|text| self.list.with_untracked(|l| *text == l.opinion));
        if unwritten {
            self.opinion.set(now.list.opinion.clone());
        }
        self.grab.set(None);
        self.drag.set(None);
        self.kept.set_value(now.chosen.iter().map(|e| e.id).collect());
        self.list.set(now.list);
        self.chosen.set(now.chosen);
        self.waiting.set(now.waiting);
        self.fill(now.next);
        true
    }

    /// Fetches the rest of those that wait, page by page.
    fn fill(self, mut next: Option<String>) {
        self.filling.set(next.is_some());
        let id = self.id();
        spawn_local(async move {
            while let Some(cursor) = next.take() {
                let Ok(page) = calls::entries(id, EntryStatus::Applied, Some(cursor)).await else {
                    break;
                };
                let known = self
                    .chosen
                    .try_with_untracked(|all| all.iter().map(|e| e.id).collect::<Vec<_>>());
                let Some(known) = known else { return };
                self.waiting.update(|all| {
                    for entry in page.items {
                        if !known.contains(&entry.id) && !all.iter().any(|e| e.id == entry.id) {
                            all.push(entry);
                        }
                    }
                });
                next = page.next;
            }
            let _ = self.filling.try_set(false);
        });
    }
}

/// The `id` of an entry's card, and of parts of it.
pub fn card_id(id: EntryId) -> String {
    format!("entry-{id}")
}
pub fn part_id(id: EntryId, part: &str) -> String {
    format!("entry-{id}-{part}")
}
