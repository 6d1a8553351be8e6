//! The list as it is being changed, and what the server has of it.

use std::collections::BTreeMap;

use domain::problem::FieldError;
use domain::time::Instant;
use domain::word::{SensitiveWord, SensitiveWords, WordLevel, check, folded};
use leptos::prelude::*;

use crate::i18n::lang;

/// A word in the list, with a key that stays its own while others come and go.
pub(super) struct Entry {
    pub key: u32,
    pub word: SensitiveWord,
}

#[derive(Default)]
struct State {
    entries: Vec<Entry>,
    kept: SensitiveWords,
    last_key: u32,
    /// What is wrong, by the word's key.
    wrong: Vec<(u32, String)>,
}

/// What was changed since the list was last saved: words that are new or have another level, and words that are gone.
#[derive(Default)]
pub(super) struct Changes {
    pub put: Vec<SensitiveWord>,
    pub gone: Vec<String>,
}

impl Changes {
    pub fn is_empty(&self) -> bool {
        self.put.is_empty() && self.gone.is_empty()
    }
}

/// Levels by name: how a word is told from others.
type Levels = BTreeMap<String, WordLevel>;

fn name(word: &str) -> String {
    folded(word.trim())
}

fn levels<'a>(words: impl Iterator<Item = &'a SensitiveWord>) -> Levels {
    let mut all = Levels::new();
    for word in words {
        all.insert(name(&word.word), word.level);
    }
    all
}

/// `Copy`. Many words, and few readers: one signal tells that anything has changed.
#[derive(Clone, Copy)]
pub(super) struct WordList {
    state: StoredValue<State>,
    changed: RwSignal<u32>,
}

impl WordList {
    pub fn new(words: SensitiveWords) -> Self {
        let list = Self {
            state: StoredValue::new(State::default()),
            changed: RwSignal::new(0),
        };
        list.set(words);
        list
    }
    /// Follows every change.
    pub fn with_entries<R>(self, read: impl FnOnce(&[Entry]) -> R) -> R {
        self.read(|state| read(&state.entries))
    }
    pub fn version(self) -> i32 {
        self.state.with_value(|state| state.kept.version)
    }
    pub fn updated_at(self) -> Option<Instant> {
        self.read(|state| state.kept.updated_at)
    }
    /// What is to be saved.
    pub fn words(self) -> Vec<SensitiveWord> {
        self.state
            .with_value(|state| state.entries.iter().map(|e| e.word.clone()).collect())
    }
    pub fn changes(self) -> Changes {
        self.read(State::changes)
    }
    /// Keys of the words that need attention.
    pub fn wrong(self) -> Vec<u32> {
        self.read(|state| state.wrong.iter().map(|(key, _)| *key).collect())
    }
    pub fn fault(self, key: u32) -> Option<String> {
        self.read(|state| state.fault(key).cloned())
    }
    pub fn is_wrong(self, key: u32) -> bool {
        self.read(|state| state.fault(key).is_some())
    }
    /// What the server has, in the place of everything.
    pub fn set(self, words: SensitiveWords) {
        self.write(|state| state.set(words));
    }
    /// Back to what the server has.
    pub fn discard(self) {
        self.write(|state| state.set(state.kept.clone()));
    }
    /// What the server refuses, until something is changed.
    pub fn refuse(self, faults: &[FieldError]) {
        self.state.update_value(|state| state.mark(faults));
        self.changed.update(|n| *n += 1);
    }
    /// What is wrong with a word that is to be added.
    pub fn check(self, word: &SensitiveWord) -> Option<String> {
        // Beside one that is there already it would be the second.
        let name = name(&word.word);
        let mut both = self.state.with_value(|state| {
            let same = state.entries.iter().find(|e| self::name(&e.word.word) == name);
            Vec::from_iter(same.map(|e| e.word.clone()))
        });
        both.push(word.clone());
        check(&both).describe(lang()).pop().map(|fault| fault.message)
    }
    /// On top, so that one sees what was added; leaves out what is there already and answers how many were not.
    pub fn add(self, words: Vec<SensitiveWord>) -> usize {
        let mut added = 0;
        self.write(|state| added = state.add(words));
        added
    }
    pub fn remove(self, key: u32) {
        self.write(|state| state.entries.retain(|e| e.key != key));
    }
    pub fn set_level(self, key: u32, level: WordLevel) {
        self.write(|state| {
            if let Some(entry) = state.entries.iter_mut().find(|e| e.key == key) {
                entry.word.level = level;
            }
        });
    }
    /// Our changes on what somebody else has saved meanwhile.
    pub fn merge(self, theirs: SensitiveWords) {
        self.write(|state| {
            let ours = state.changes();
            let put = levels(ours.put.iter());
            state.set(theirs);
            state.entries.retain(|e| !ours.gone.contains(&name(&e.word.word)));
            for entry in &mut state.entries {
                if let Some(level) = put.get(&name(&entry.word.word)) {
                    entry.word.level = *level;
                }
            }
            state.add(ours.put);
        });
    }

    fn read<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.changed.track();
        self.state.with_value(read)
    }
    fn write(self, change: impl FnOnce(&mut State)) {
        self.state.update_value(|state| {
            change(state);
            state.mark(&[]);
        });
        self.changed.update(|n| *n += 1);
    }
}

impl State {
    fn set(&mut self, words: SensitiveWords) {
        self.entries.clear();
        for word in &words.words {
            let entry = self.entry(word.clone());
            self.entries.push(entry);
        }
        self.kept = words;
    }
    fn entry(&mut self, word: SensitiveWord) -> Entry {
        self.last_key += 1;
        Entry {
            key: self.last_key,
            word,
        }
    }
    fn add(&mut self, words: Vec<SensitiveWord>) -> usize {
        let mut known = levels(self.entries.iter().map(|e| &e.word));
        let mut new = Vec::new();
        for word in words {
            if known.insert(name(&word.word), word.level).is_none() {
                new.push(self.entry(word));
            }
        }
        let count = new.len();
        new.append(&mut self.entries);
        self.entries = new;
        count
    }
    fn changes(&self) -> Changes {
        let mut before = levels(self.kept.words.iter());
        let mut changes = Changes::default();
        for entry in &self.entries {
            if before.remove(&name(&entry.word.word)) != Some(entry.word.level) {
                changes.put.push(entry.word.clone());
            }
        }
        changes.gone.extend(before.into_keys());
        changes
    }
    /// Looks again at what is wrong.
    fn mark(&mut self, refused: &[FieldError]) {
        let words: Vec<_> = self.entries.iter().map(|e| e.word.clone()).collect();
        let own = check(&words).describe(lang());
        self.wrong.clear();
        for fault in own.iter().chain(refused) {
            if let Some(entry) = place(&fault.pointer).and_then(|n| self.entries.get(n)) {
                self.wrong.push((entry.key, fault.message.clone()));
            }
        }
    }
    fn fault(&self, key: u32) -> Option<&String> {
        self.wrong.iter().find(|(k, _)| *k == key).map(|(_, text)| text)
    }
}

/// The number in `/words/3/word`.
fn place(pointer: &str) -> Option<usize> {
    pointer.strip_prefix("/words/")?.split('/').next()?.parse().ok()
}
