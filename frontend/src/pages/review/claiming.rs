//! The claim (认领) on what is open: taken when one stays on it, renewed while it is open, given back when one moves on.

use domain::id::ActivityId;
use domain::review::{CLAIM_SECONDS, ClaimResult};
use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::review as calls;

/// Going through a list with the keys claims nothing on the way.
const STAY_MS: u32 = 200;
/// Often enough that one lost renewal does no harm.
const RENEW_MS: u32 = CLAIM_SECONDS as u32 * 1_000 / 3;

/// `Copy`. What the server says of the claim is in `answer`.
#[derive(Clone, Copy)]
pub struct Claiming {
    on: StoredValue<Option<ActivityId>>,
    /// Whether the server was asked for it.
    sent: StoredValue<bool>,
    waiting: StoredValue<Option<Timeout>, LocalStorage>,
    renewing: StoredValue<Option<Interval>, LocalStorage>,
    pub answer: RwSignal<Option<ClaimResult>>,
}

impl Claiming {
    /// Leaving the page gives the claim back.
    pub fn new() -> Self {
        let claiming = Self {
            on: StoredValue::new(None),
            sent: StoredValue::new(false),
            waiting: StoredValue::new_local(None),
            renewing: StoredValue::new_local(None),
            answer: RwSignal::new(None),
        };
        on_cleanup(move || claiming.release());
        claiming
    }

    pub fn take(self, id: ActivityId) {
        if self.on.get_value() == Some(id) {
            return;
        }
        self.release();
        self.on.set_value(Some(id));
        self.waiting.set_value(Some(Timeout::new(STAY_MS, move || {
            let _ = self.sent.try_set_value(true);
            self.ask(id);
        })));
        self.renewing
            .set_value(Some(Interval::new(RENEW_MS, move || self.ask(id))));
    }

    /// Decided on: there is nothing left to give back.
    pub fn forget(self) {
        let _ = self.on.try_set_value(None);
        let _ = self.sent.try_set_value(false);
        let _ = self.waiting.try_set_value(None);
        let _ = self.renewing.try_set_value(None);
    }

    pub fn release(self) {
        let held = self.on.try_get_value().flatten();
        let sent = self.sent.try_get_value().unwrap_or(false);
        self.forget();
        if let Some(id) = held.filter(|_| sent) {
            give_back(id);
        }
    }

    fn ask(self, id: ActivityId) {
        spawn_local(async move {
            // Without an answer nothing is lost: the decision itself is checked by the server.
            let Ok(results) = calls::claim(vec![id]).await else {
                return;
            };
            for result in results.items {
                let still_on = self.on.try_get_value().flatten() == Some(result.id);
                if still_on {
                    if !result.claimed {
                        self.forget();
                    }
                    self.answer.set(Some(result));
                } else if result.claimed {
                    // Moved on before the answer came.
                    give_back(result.id);
                }
            }
        });
    }
}

fn give_back(id: ActivityId) {
    spawn_local(async move {
        // If it does not arrive, the claim ends by itself.
        let _ = calls::release(vec![id]).await;
    });
}
