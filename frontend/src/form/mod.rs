//! Forms: faults beside their fields, and fields that know the domain.

mod organization;
mod position;
mod region;

pub use organization::OrganizationSearch;
pub use position::{PositionInput, is_unreadable, position_entered};
pub use region::{RegionSelect, entered_region, region_entered};

use domain::problem::{FaultCode, Faults, FieldError};
use leptos::prelude::*;

use crate::api::ApiFailure;
use crate::i18n::{general, lang, tf};
use crate::page;
use crate::ui::{Fault, toast};

/// What is wrong with a form, from the browser's own check or the server's. `Copy`.
#[derive(Clone, Copy)]
pub struct FormFaults(RwSignal<Vec<FieldError>>);

impl Default for FormFaults {
    fn default() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

impl FormFaults {
    /// The fault of the field at this JSON pointer: `/phone`. Several are joined.
    pub fn at(self, pointer: impl Into<String>) -> Fault {
        let pointer = pointer.into();
        Signal::derive(move || self.message(&pointer))
    }
    /// The same, for a field whose pointer changes: a line that can be moved.
    pub fn message(self, pointer: &str) -> Option<String> {
        self.0.with(|all| {
            let own: Vec<_> = all
                .iter()
                .filter(|f| f.pointer == pointer)
                .map(|f| f.message.as_str())
                .collect();
            (!own.is_empty()).then(|| own.join(" "))
        })
    }
    pub fn all(self) -> Vec<FieldError> {
        self.0.get()
    }
    /// Forgets what was wrong with a list whose lines have changed places.
    pub fn forget(self, pointer: &str) {
        if self
            .0
            .with_untracked(|all| all.iter().any(|f| f.pointer.starts_with(pointer)))
        {
            self.0
                .update(|all| all.retain(|f| !f.pointer.starts_with(pointer)));
        }
    }
    pub fn clear(self) {
        self.0.set(Vec::new());
    }
    /// Shows what the domain's rules found; `true` if there is anything.
    pub fn show(self, faults: &Faults) -> bool {
        self.set(faults.describe(lang()));
        !faults.is_empty()
    }
    /// What is still wrong while somebody is mending it: the focus stays where it is.
    pub fn renew(self, faults: &Faults) {
        self.0.set(faults.describe(lang()));
    }
    /// Shows a single fault.
    pub fn show_one(self, pointer: &str, code: FaultCode) {
        let mut faults = Faults::new();
        faults.add(pointer, code);
        self.show(&faults);
    }
    /// Puts the message of a whole request beside one field.
    pub fn show_at(self, pointer: &str, message: String) {
        self.set(vec![FieldError {
            pointer: pointer.to_owned(),
            code: String::new(),
            message,
        }]);
    }
    /// Shows why a request failed: beside the fields where they are named, else as a message.
    pub fn fail(self, failure: &ApiFailure) {
        if failure.errors().is_empty() {
            toast::failure(failure.message());
        } else {
            self.set(failure.errors().to_vec());
        }
    }
    /// Once something was found wrong, what is mended is wrong no longer. `check` runs whenever a signal changes that it reads.
    pub fn follow(self, check: impl Fn() -> Faults + 'static) {
        Effect::new(move |_| {
            let found = check();
            if untrack(|| !self.all().is_empty()) {
                self.renew(&found);
            }
        });
    }
    /// `有 3 处需要修改`, where there is anything.
    pub fn summary(self) -> Option<String> {
        let count = self.0.with(Vec::len);
        (count > 0).then(|| tf(general::FAULTS, &[&count.to_string()]))
    }

    fn set(self, faults: Vec<FieldError>) {
        let any = !faults.is_empty();
        self.0.set(faults);
        if any {
            page::focus_first_fault();
        }
    }
}
