//! The account that is looked at, and what is done with it.

use domain::account::GrantView;
use domain::grant::AccountView;
use domain::id::AccountId;
use domain::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answer, ApiFailure, grant as calls};
use crate::form::FormFaults;
use crate::i18n::{Text, security as words, t};
use crate::page;
use crate::ui::toast;

/// The `id` of the open account's heading.
pub const HEADING: &str = "open-account";

/// A step that is asked about first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doing {
    Lock,
    Unlock,
    /// Removing an authenticator whose phone is lost.
    Reset,
    EndSessions,
    TakeBack(GrantView),
}

/// Whom a step is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whom {
    pub id: AccountId,
    pub name: String,
    /// Where it is known: what the step is meant for.
    pub version: i32,
}

/// `Copy`; from the context by [`use_desk`].
#[derive(Clone, Copy)]
pub struct Desk {
    pub account: RwSignal<Option<AccountView>>,
    /// The number that was looked for, whole. It is personal: the address never holds it.
    pub phone: RwSignal<String>,
    /// Nobody has this number yet.
    pub unknown: RwSignal<bool>,
    /// A role is being given.
    pub giving: RwSignal<bool>,
    pub doing: RwSignal<Option<(Doing, Whom)>>,
    /// The dialog that asks is open.
    pub asking: RwSignal<bool>,
    pub busy: RwSignal<bool>,
    pub faults: FormFaults,
    /// Counts how often roles have changed.
    pub again: RwSignal<u32>,
}

pub fn use_desk() -> Desk {
    expect_context()
}

impl Desk {
    pub fn new() -> Self {
        Self {
            account: RwSignal::new(None),
            phone: RwSignal::new(String::new()),
            unknown: RwSignal::new(false),
            giving: RwSignal::new(false),
            doing: RwSignal::new(None),
            asking: RwSignal::new(false),
            busy: RwSignal::new(false),
            faults: FormFaults::default(),
            again: RwSignal::new(0),
        }
    }

    /// Looks at an account, of which the whole number may not be known.
    pub fn show(self, account: AccountView, phone: String) {
        self.phone.set(phone);
        self.unknown.set(false);
        self.giving.set(false);
        self.account.set(Some(account));
        request_animation_frame(|| page::focus(HEADING));
    }
    /// The same, by its id.
    pub fn open(self, id: AccountId) {
        spawn_local(async move {
            match calls::account(id).await {
                // The page may be gone by now.
                Ok(account) if self.account.try_get_untracked().is_some() => {
                    self.show(account, String::new());
                    request_animation_frame(|| page::scroll_near(HEADING));
                }
                Ok(_) => {}
                Err(failure) => toast::failure(failure.message()),
            }
        });
    }
    pub fn close(self) {
        self.account.set(None);
        self.giving.set(false);
        page::focus(page::MAIN);
    }

    pub fn ask(self, doing: Doing, whom: Whom) {
        self.faults.clear();
        self.doing.set(Some((doing, whom)));
        self.asking.set(true);
    }
    /// Takes what a step on the open account has answered.
    pub fn settle(self, answer: Answer<AccountView>, done: Text) {
        // The page may have been left.
        if self.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(now) => {
                self.asking.set(false);
                toast::success(t(done));
                self.account.set(Some(now));
                request_animation_frame(|| page::focus(HEADING));
            }
            Err(failure) => self.refused(&failure),
        }
    }
    /// The same for a role of anybody.
    pub fn taken_back(self, answer: Answer<()>, whom: AccountId) {
        if self.busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(()) => {
                self.asking.set(false);
                toast::success(t(words::TAKE_BACK_DONE));
                self.roles_changed(whom);
            }
            // Another administrator was faster: there is nothing left to take.
            Err(failure) if failure.code() == Some(Code::NotFound) => {
                self.asking.set(false);
                toast::failure(t(words::OVERTAKEN));
                self.roles_changed(whom);
            }
            Err(failure) => self.refused(&failure),
        }
    }
    /// Fetches what shows roles anew.
    pub fn roles_changed(self, whom: AccountId) {
        self.again.update(|n| *n += 1);
        if self
            .account
            .with_untracked(|a| a.as_ref().is_some_and(|a| a.id == whom))
        {
            self.reload(whom);
        }
    }

    fn refused(self, failure: &ApiFailure) {
        if failure.code() == Some(Code::Stale) {
            self.asking.set(false);
            toast::failure(t(words::OVERTAKEN));
            if let Some(id) = self.account.with_untracked(|a| a.as_ref().map(|a| a.id)) {
                self.reload(id);
            }
        } else {
            self.faults.fail(failure);
        }
    }
    /// It stays as it is until the new one is there.
    fn reload(self, id: AccountId) {
        spawn_local(async move {
            if let Ok(fresh) = calls::account(id).await {
                let _ = self.account.try_set(Some(fresh));
            }
        });
    }
}
