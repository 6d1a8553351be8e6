//! What is open for its administrators, and what has become of it meanwhile.

use std::future::Future;

use domain::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::secret::Issued;
use crate::api::Answer;
use crate::form::FormFaults;
use crate::i18n::{connection as words, t};
use crate::page;
use crate::ui::toast;

/// `Copy`.
pub struct Opened<T: Send + Sync + 'static> {
    pub it: RwSignal<T>,
    /// A step is on its way.
    pub busy: RwSignal<bool>,
    /// A secret that was just made.
    pub issued: RwSignal<Option<Issued>>,
    /// Somebody else was faster, and theirs is shown.
    overtaken: RwSignal<bool>,
    /// Counts how often forms have to take what is there now.
    renewed: RwSignal<u32>,
}

impl<T: Send + Sync + 'static> Clone for Opened<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Opened<T> {}

impl<T: Send + Sync + 'static> Opened<T> {
    pub fn new(it: T) -> Self {
        Self {
            it: RwSignal::new(it),
            busy: RwSignal::new(false),
            issued: RwSignal::new(None),
            overtaken: RwSignal::new(false),
            renewed: RwSignal::new(0),
        }
    }
    /// Takes a step, unless another is on its way; `then` is run where it was done. Whatever it was `asked` for in a dialog
    /// is said on the page, behind it. Where somebody else was faster, theirs is taken from `latest`.
    pub fn take<A: 'static>(
        self,
        asked: Option<RwSignal<bool>>,
        faults: FormFaults,
        step: impl Future<Output = Answer<A>> + 'static,
        latest: impl Future<Output = Answer<T>> + 'static,
        then: impl FnOnce(A) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let answer = step.await;
            if let Some(asked) = asked {
                let _ = asked.try_set(false);
            }
            if let Some(done) = self.settle(answer, faults, latest).await {
                then(done);
            }
        });
    }
    /// What a step has answered, where it was done.
    async fn settle<A>(
        self,
        answer: Answer<A>,
        faults: FormFaults,
        latest: impl Future<Output = Answer<T>>,
    ) -> Option<A> {
        // The page may have been left.
        if self.busy.try_set(false).is_some() {
            return None;
        }
        match answer {
            Ok(done) => {
                self.overtaken.set(false);
                return Some(done);
            }
            Err(failure) if matches!(failure.code(), Some(Code::Stale | Code::StepNotAllowed)) => {
                match latest.await {
                    Ok(theirs) => self.renew(theirs),
                    Err(failure) => toast::failure(failure.message()),
                }
            }
            Err(failure) => faults.fail(&failure),
        }
        None
    }
    /// Takes what was looked up anew; what another version has is somebody else's change.
    pub fn see(self, now: T, version: fn(&T) -> i32) {
        let same = self.it.try_with_untracked(|it| version(it) == version(&now));
        match same {
            Some(true) => self.it.set(now),
            Some(false) => self.renew(now),
            None => {}
        }
    }
    /// Runs `take` with what is there now, whenever somebody else was faster.
    pub fn on_renewed(self, take: impl Fn(&T) + 'static) {
        Effect::new(move |before: Option<()>| {
            self.renewed.track();
            if before.is_some() {
                untrack(|| self.it.with(&take));
            }
        });
    }

    fn renew(self, theirs: T) {
        if self.it.try_set(theirs).is_none() {
            self.overtaken.set(true);
            self.renewed.update(|n| *n += 1);
            request_animation_frame(|| page::focus(NOTICE));
        }
    }
}

/// The `id` of the notice.
const NOTICE: &str = "overtaken";

/// Says that somebody else was faster.
#[component]
pub fn Overtaken<T: Send + Sync + 'static>(opened: Opened<T>) -> impl IntoView {
    let shown = opened.overtaken;
    move || {
        shown.get().then(|| {
            view! {
                <div class="notice notice-warning" role="alert" id=NOTICE tabindex="-1">
                    <p class="notice-title">{t(words::OVERTAKEN)}</p>
                    <p>{t(words::OVERTAKEN_TEXT)}</p>
                </div>
            }
        })
    }
}
