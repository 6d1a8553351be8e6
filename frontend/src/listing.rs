//! Lists that are loaded page by page.

use domain::page::Page;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answer, ApiFailure};
use crate::load::Failed;
use crate::ui::{LoadMore, Skeleton};

/// A list with everything loaded so far. `Copy`.
pub struct Listing<T: Send + Sync + 'static> {
    items: RwSignal<Vec<T>>,
    next: RwSignal<Option<String>>,
    total: RwSignal<Option<u64>>,
    loaded: RwSignal<bool>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<ApiFailure>>,
    more: Callback<Option<String>>,
}

impl<T: Send + Sync + 'static> Clone for Listing<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: Send + Sync + 'static> Copy for Listing<T> {}

impl<T: Clone + Send + Sync + 'static> Listing<T> {
    /// Loads the first page, and again when a signal that `fetch` reads (before its first await) changes.
    /// `fetch` is given the cursor.
    pub fn new<F, Fut>(fetch: F) -> Self
    where
        F: Fn(Option<String>) -> Fut + Clone + Send + Sync + 'static,
        Fut: Future<Output = Answer<Page<T>>> + 'static,
    {
        let items = RwSignal::new(Vec::new());
        let next = RwSignal::new(None);
        let total = RwSignal::new(None);
        let loaded = RwSignal::new(false);
        let busy = RwSignal::new(false);
        let failure = RwSignal::new(None);
        // Answers to a question that has changed meanwhile are dropped.
        let asked = StoredValue::new(0_u32);
        let load = move |answer: Fut, fresh: bool| {
            let turn = asked.get_value() + 1;
            asked.set_value(turn);
            busy.set(true);
            spawn_local(async move {
                let answer = answer.await;
                // The page may be gone, or another question asked.
                if asked.try_get_value() != Some(turn) {
                    return;
                }
                busy.set(false);
                match answer {
                    Ok(page) => {
                        if fresh {
                            items.set(page.items);
                        } else {
                            items.update(|all| all.extend(page.items));
                        }
                        next.set(page.next);
                        if fresh || page.total.is_some() {
                            total.set(page.total);
                        }
                        failure.set(None);
                        loaded.set(true);
                    }
                    Err(why) => {
                        if fresh {
                            items.set(Vec::new());
                            next.set(None);
                        }
                        failure.set(Some(why));
                    }
                }
            });
        };
        let first = fetch.clone();
        Effect::new(move |_| load(first(None), true));
        let more = Callback::new(move |cursor: Option<String>| {
            let fresh = cursor.is_none();
            load(untrack(|| fetch(cursor)), fresh);
        });
        Self {
            items,
            next,
            total,
            loaded,
            busy,
            failure,
            more,
        }
    }
    /// From the first page on.
    pub fn reload(self) {
        self.more.run(None);
    }
    pub fn items(self) -> RwSignal<Vec<T>> {
        self.items
    }
    pub fn total(self) -> Option<u64> {
        self.total.get()
    }
    pub fn is_loaded(self) -> bool {
        self.loaded.get() && self.failure.with(Option::is_none)
    }
    pub fn is_busy(self) -> bool {
        self.busy.get()
    }
}

/// Draws a listing with its states: loading, failed, empty, and a button for more.
#[component]
pub fn Listed<T, V>(
    listing: Listing<T>,
    /// Class of the list.
    #[prop(default = "rows")]
    class: &'static str,
    #[prop(default = 6)] lines: usize,
    #[prop(into)] empty: ViewFn,
    /// One item; what it draws stands inside an `<li>`.
    draw: V,
) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
    V: Fn(T) -> AnyView + 'static,
{
    let draw = StoredValue::new_local(draw);
    let retry = Callback::new(move |()| match listing.next.get_untracked() {
        None => listing.reload(),
        cursor => listing.more.run(cursor),
    });
    let more = Signal::derive(move || listing.next.with(Option::is_some));
    let on_more = Callback::new(move |()| {
        if let cursor @ Some(_) = listing.next.get_untracked() {
            listing.more.run(cursor);
        }
    });
    let is_empty = Memo::new(move |_| listing.items.with(Vec::is_empty));
    move || {
        let failed = move || {
            listing
                .failure
                .get()
                .map(|failure| view! { <Failed failure retry/> })
        };
        if is_empty.get() {
            return match (listing.failure.with(Option::is_some), listing.loaded.get()) {
                (true, _) => failed().into_any(),
                (false, false) => view! { <Skeleton lines/> }.into_any(),
                (false, true) => empty.run().into_any(),
            };
        }
        view! {
            <ul class=class aria-busy=move || listing.busy.get().then_some("true")>
                {move || listing.items.get().into_iter().map(|item| view! {
                    <li>{draw.with_value(|draw| draw(item))}</li>
                }).collect_view()}
            </ul>
            {move || if listing.failure.with(Option::is_some) {
                failed().into_any()
            } else {
                view! { <LoadMore more busy=listing.busy on_more/> }.into_any()
            }}
        }
        .into_any()
    }
}
