//! What the registry holds, and how it changes.

use std::sync::{Arc, Mutex};

use domain::registry::{RegistryOrganization, RegistryStatus};
use rand::Rng as _;
use rand::seq::IteratorRandom as _;
use tokio::sync::{mpsc, watch};

use crate::faults::{Dice, FaultSwitch, lock};
use crate::generate::Generator;
use crate::push::{self, Deliveries, Notice, Receiver};
use crate::serve::{Command, Pulls, Report};
use crate::shelf::Shelf;

/// What requests, pushes and the holder share.
pub(crate) struct Inside {
    pub(crate) token: String,
    pub(crate) shelf: Mutex<Shelf>,
    pub(crate) faults: FaultSwitch,
    /// Chance of what goes wrong.
    pub(crate) dice: Dice,
    pub(crate) pulls: Mutex<Pulls>,
    pub(crate) deliveries: Mutex<Deliveries>,
    /// Events that are under way.
    pub(crate) waiting: watch::Sender<usize>,
    /// Chance of what changes; apart, so that faults do not change the organisations of a seed.
    pub(crate) changes: Dice,
    pub(crate) generator: Mutex<Generator>,
    pub(crate) receiver: Mutex<Option<Arc<Receiver>>>,
    pub(crate) notices: mpsc::UnboundedSender<Notice>,
}

impl Inside {
    /// Puts down a state and tells of it. The shelf stays locked meanwhile: notices leave in the order of changes.
    fn keep(&self, shelf: &mut Shelf, organization: RegistryOrganization) {
        shelf.put(organization.clone());
        if let Some(to) = lock(&self.receiver).clone() {
            self.waiting.send_modify(|waiting| *waiting += 1);
            if self.notices.send(Notice { to, organization }).is_err() {
                self.waiting.send_modify(|waiting| *waiting -= 1);
            }
        }
    }

    pub(crate) fn add(&self, edit: impl FnOnce(&mut RegistryOrganization)) -> RegistryOrganization {
        let mut shelf = lock(&self.shelf);
        let mut added = lock(&self.generator).next(&mut self.changes.hold());
        let id = added.external_id.clone();
        added.updated_at = push::now();
        edit(&mut added);
        added.external_id = id;
        self.keep(&mut shelf, added.clone());
        added
    }

    pub(crate) fn change(
        &self,
        external_id: Option<&str>,
        edit: impl FnOnce(&mut RegistryOrganization),
    ) -> Option<RegistryOrganization> {
        let mut shelf = lock(&self.shelf);
        let before = match external_id {
            Some(id) => shelf.get(id)?,
            None => shelf
                .all()
                .filter(|o| o.status != RegistryStatus::Removed)
                .choose(&mut *self.changes.hold())?,
        };
        let mut changed = before.clone();
        edit(&mut changed);
        changed.external_id.clone_from(&before.external_id);
        // Revisions grow, and not only by one.
        changed.revision = before.revision + self.changes.hold().random_range(1..=3);
        changed.updated_at = push::now();
        self.keep(&mut shelf, changed.clone());
        Some(changed)
    }

    pub(crate) fn obey(&self, command: &Command) {
        if let Some(faults) = command.faults {
            self.faults.set(faults);
        }
        for _ in 0..command.add {
            self.add(|_| {});
        }
        for n in 0..command.change {
            self.change(None, |o| {
                o.certified = !o.certified;
                o.aliases = vec![format!("{}（曾用名{n}）", o.full_name)];
            });
        }
        for _ in 0..command.remove {
            self.change(None, |o| o.status = RegistryStatus::Removed);
        }
        if command.expire_cursors {
            lock(&self.shelf).expire();
        }
    }

    pub(crate) fn report(&self) -> Report {
        Report {
            organizations: lock(&self.shelf).len(),
            faults: self.faults.get(),
            pulls: lock(&self.pulls).clone(),
            pushes: lock(&self.deliveries).clone(),
            waiting: *self.waiting.borrow(),
        }
    }
}
