//! What the API has answered, as a signal.
//!
//! The work is done once for every type of answer, behind `dyn`: code that is made anew for each type is what makes
//! the application heavy to load.

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::rc::Rc;

use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::Answer;

/// An answer whose type only its reader knows.
pub(crate) type Kept = Rc<dyn Any>;
/// Makes something of an answer.
pub(crate) type Reading<V> = Box<dyn Fn(&Kept) -> Option<V>>;
type Asking = LocalBoxFuture<'static, Answer<Kept>>;

/// A question to the API and its newest answer. `Copy`.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    answer: RwSignal<Option<Answer<Kept>>, LocalStorage>,
    again: RwSignal<u32>,
}

impl Asked {
    fn new(ask: Box<dyn Fn() -> Asking>) -> Self {
        let answer = RwSignal::new_local(None);
        let again = RwSignal::new(0_u32);
        // Answers to a question that has changed meanwhile are dropped.
        let turn = StoredValue::new(0_u32);
        Effect::new(move |_| {
            again.track();
            let asking = ask();
            let now = turn.get_value() + 1;
            turn.set_value(now);
            spawn_local(async move {
                let found = asking.await;
                // The page may be gone, or another question asked.
                if turn.try_get_value() == Some(now) {
                    answer.set(Some(found));
                }
            });
        });
        Self { answer, again }
    }
    pub fn get(self) -> Option<Answer<Kept>> {
        self.answer.get()
    }
    pub fn refetch(self) {
        self.again.update(|n| *n += 1);
    }
}

/// What `fetch` brings; `None` until then. It is asked again when a signal changes that `fetch` reads before its first
/// await; the former answer stays until the next is there. `Copy`.
pub struct Fetched<T> {
    asked: Asked,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Fetched<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Fetched<T> {}

impl<T: Clone + 'static> Fetched<T> {
    pub fn new<F, Fut>(fetch: F) -> Self
    where
        F: Fn() -> Fut + 'static,
        Fut: Future<Output = Answer<T>> + 'static,
    {
        let ask = move || -> Asking {
            let asking = fetch();
            Box::pin(async move { asking.await.map(|found| Rc::new(found) as Kept) })
        };
        Self {
            asked: Asked::new(Box::new(ask)),
            of: PhantomData,
        }
    }
    pub fn get(self) -> Option<Answer<T>> {
        match self.asked.get()? {
            Ok(kept) => opened(&kept).map(Ok),
            Err(failure) => Some(Err(failure)),
        }
    }
    pub fn refetch(self) {
        self.asked.refetch();
    }
    pub(crate) fn asked(self) -> Asked {
        self.asked
    }
}

/// The answer as what it is; `None` for another type, which would be a mistake of this program.
pub(crate) fn opened<T: Clone + 'static>(kept: &Kept) -> Option<T> {
    kept.downcast_ref::<T>().cloned()
}
