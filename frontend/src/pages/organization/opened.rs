//! The organisation that is open, and what has become of it meanwhile.

use domain::id::OrganizationId;
use domain::organization::{Organization, OrganizationAction, OrganizationEvent};
use domain::page::Page;
use domain::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::history::latest_reason;
use crate::api::{Answer, organization as calls};
use crate::fetched::Fetched;
use crate::form::FormFaults;
use crate::i18n::{organization, t};
use crate::session;
use crate::ui::toast;

/// `Copy`; from the context by [`use_opened`].
#[derive(Clone, Copy)]
pub struct Opened {
    pub o: RwSignal<Organization>,
    /// A step is on its way.
    pub busy: RwSignal<bool>,
    pub history: Fetched<Page<OrganizationEvent>>,
    /// After a decision, or when it became another one.
    pub on_settled: Callback<Organization>,
}

pub fn use_opened() -> Opened {
    expect_context()
}

impl Opened {
    pub fn new(o: Organization, on_settled: Callback<Organization>) -> Self {
        let o = RwSignal::new(o);
        Self {
            o,
            busy: RwSignal::new(false),
            history: Fetched::new(move || {
                // A new version may come with a new event.
                let (id, _) = o.with(|o| (o.id, o.version));
                calls::events(id)
            }),
            on_settled,
        }
    }
    pub fn id(self) -> OrganizationId {
        self.o.with_untracked(|o| o.id)
    }
    pub fn version(self) -> i32 {
        self.o.with_untracked(|o| o.version)
    }
    pub fn name(self) -> String {
        self.o.with_untracked(|o| o.full_name.clone())
    }
    pub fn can(self, action: OrganizationAction) -> bool {
        self.o.with(|o| o.actions.contains(&action))
    }
    /// Whether one belongs to it.
    pub fn is_own(self) -> bool {
        self.can(OrganizationAction::Leave)
    }
    /// Whether its members, contact and proof are shown: to members and the officials in charge.
    pub fn is_inside(self) -> bool {
        self.is_own() || self.can(OrganizationAction::Edit)
    }
    /// Fetches it anew; it stays as it is until then.
    pub fn reload(self) {
        let id = self.id();
        spawn_local(async move {
            if let Ok(fresh) = calls::show(id).await {
                let _ = self.o.try_set(fresh);
            }
        });
    }
    /// One's own role in it has changed: with it the token and what one may do.
    pub fn own_role_changed(self) {
        spawn_local(async move {
            session::refresh().await;
            self.reload();
        });
    }
    /// Takes what a step has answered; `true` where it was done. Faults of fields are put beside them.
    pub fn settle(self, answer: Answer<Organization>, done: String, faults: Option<FormFaults>) -> bool {
        // The page may have been left.
        if self.busy.try_set(false).is_some() {
            return false;
        }
        match answer {
            Ok(now) => {
                self.o.set(now.clone());
                toast::success(done);
                self.on_settled.run(now);
                true
            }
            Err(failure) if matches!(failure.code(), Some(Code::Stale | Code::StepNotAllowed)) => {
                toast::failure(t(organization::STALE));
                self.reload();
                // What was open is about something that is no more.
                true
            }
            Err(failure) => {
                match faults {
                    Some(faults) => faults.fail(&failure),
                    None => toast::failure(failure.message()),
                }
                false
            }
        }
    }
    /// Why it stands where it stands: the words of the latest return or suspension.
    pub fn reason(self) -> Option<String> {
        latest_reason(self.history.get()?.ok()?.items)
    }
}
