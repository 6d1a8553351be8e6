//! Lists that are loaded page by page. Like [`crate::fetched`], done once for every type of item.

use std::marker::PhantomData;
use std::rc::Rc;

use domain::page::Page;
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{Answer, ApiFailure};
use crate::fetched::{Kept, Reading, opened};
use crate::i18n::{general, tf};
use crate::load::Failed;
use crate::ui::{LoadMore, Skeleton};

type Asking = LocalBoxFuture<'static, Answer<Page<Kept>>>;
type Ask = Rc<dyn Fn(Option<String>) -> Asking>;

/// The part of a list that is the same for every type of item. `Copy`.
#[derive(Clone, Copy)]
struct Pages {
    items: RwSignal<Vec<Kept>, LocalStorage>,
    next: RwSignal<Option<String>>,
    total: RwSignal<Option<u64>>,
    loaded: RwSignal<bool>,
    busy: RwSignal<bool>,
    failure: RwSignal<Option<ApiFailure>>,
    /// Answers to a question that has changed meanwhile are dropped.
    turn: StoredValue<u32>,
    ask: StoredValue<Ask, LocalStorage>,
}

impl Pages {
    fn new(ask: Ask) -> Self {
        let pages = Self {
            items: RwSignal::new_local(Vec::new()),
            next: RwSignal::new(None),
            total: RwSignal::new(None),
            loaded: RwSignal::new(false),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            turn: StoredValue::new(0),
            ask: StoredValue::new_local(Rc::clone(&ask)),
        };
        Effect::new(move |_| pages.take(ask(None), true));
        pages
    }
    /// The page after `cursor`, or the first.
    fn load(self, cursor: Option<String>) {
        let fresh = cursor.is_none();
        let ask = self.ask.get_value();
        self.take(untrack(|| ask(cursor)), fresh);
    }
    /// What comes after everything loaded so far; the first page, while there is none.
    fn go_on(self) {
        self.load(self.next.get_untracked());
    }
    fn take(self, asking: Asking, fresh: bool) {
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        self.busy.set(true);
        spawn_local(async move {
            let answer = asking.await;
            // The page may be gone, or another question asked.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(page) => {
                    if fresh {
                        self.items.set(page.items);
                    } else {
                        self.items.update(|all| all.extend(page.items));
                    }
                    self.next.set(page.next);
                    if fresh || page.total.is_some() {
                        self.total.set(page.total);
                    }
                    self.failure.set(None);
                    self.loaded.set(true);
                }
                Err(why) => {
                    if fresh {
                        self.items.set(Vec::new());
                        self.next.set(None);
                    }
                    self.failure.set(Some(why));
                }
            }
        });
    }
}

/// A list with everything loaded so far. `Copy`.
pub struct Listing<T> {
    pages: Pages,
    of: PhantomData<fn() -> T>,
}

impl<T> Clone for Listing<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Listing<T> {}

impl<T: Clone + 'static> Listing<T> {
    /// Loads the first page, and again when a signal that `fetch` reads (before its first await) changes.
    /// `fetch` is given the cursor.
    pub fn new<F, Fut>(fetch: F) -> Self
    where
        F: Fn(Option<String>) -> Fut + 'static,
        Fut: Future<Output = Answer<Page<T>>> + 'static,
    {
        let ask = move |cursor| -> Asking {
            let asking = fetch(cursor);
            Box::pin(async move { asking.await.map(|page| page.map(|item| Rc::new(item) as Kept)) })
        };
        Self {
            pages: Pages::new(Rc::new(ask)),
            of: PhantomData,
        }
    }
    /// From the first page on.
    pub fn reload(self) {
        self.pages.load(None);
    }
    /// What is loaded.
    pub fn items(self) -> Vec<T> {
        self.pages
            .items
            .with(|all| all.iter().filter_map(opened).collect())
    }
    /// How many are loaded.
    pub fn count(self) -> usize {
        self.pages.items.with(Vec::len)
    }
    pub fn total(self) -> Option<u64> {
        self.pages.total.get()
    }
    pub fn is_loaded(self) -> bool {
        self.pages.loaded.get() && self.pages.failure.with(Option::is_none)
    }
    pub fn is_busy(self) -> bool {
        self.pages.busy.get()
    }
    /// How many are shown, for those who do not see it; nothing where there are none.
    pub fn said(self) -> String {
        match (self.is_loaded(), self.count()) {
            (false, _) | (_, 0) => String::new(),
            (true, shown) => tf(general::SHOWN, &[&shown.to_string()]),
        }
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
    /// What stands above the first item, and again wherever it changes: a day.
    #[prop(default = None)]
    heading: Option<fn(&T) -> String>,
    /// One item; what it draws stands inside an `<li>`.
    draw: V,
) -> impl IntoView
where
    T: Clone + 'static,
    V: Fn(T) -> AnyView + 'static,
{
    let look = Look {
        class,
        lines,
        empty,
        heading: Box::new(move |kept| Some(heading?(kept.downcast_ref::<T>()?))),
        draw: Box::new(move |kept| opened(kept).map(&draw)),
    };
    drawn(listing.pages, look)
}

/// How a list is drawn, whatever its items are.
struct Look {
    class: &'static str,
    lines: usize,
    empty: ViewFn,
    heading: Reading<String>,
    draw: Reading<AnyView>,
}

fn drawn(pages: Pages, look: Look) -> AnyView {
    let (class, lines, empty) = (look.class, look.lines, look.empty.clone());
    let look = StoredValue::new_local(look);
    let go_on = Callback::new(move |()| pages.go_on());
    let more = Signal::derive(move || pages.next.with(Option::is_some));
    let failed = move || {
        let failure = pages.failure.get()?;
        Some(view! { <Failed failure retry=go_on/> })
    };
    let is_empty = Memo::new(move |_| pages.items.with(Vec::is_empty));
    let runs = move || {
        let all = look.with_value(|look| runs(&pages.items.get(), look));
        let run = |(title, items): (Option<String>, Vec<AnyView>)| {
            view! {
                {title.map(|title| view! { <h2 class="list-heading">{title}</h2> })}
                <ul class=class aria-busy=move || pages.busy.get().then_some("true")>{items}</ul>
            }
        };
        all.into_iter().map(run).collect_view()
    };
    let content = move || {
        if is_empty.get() {
            return match (pages.failure.with(Option::is_some), pages.loaded.get()) {
                (true, _) => failed().into_any(),
                (false, false) => view! { <Skeleton lines/> }.into_any(),
                (false, true) => empty.run(),
            };
        }
        view! {
            {move || runs().into_any()}
            {move || if pages.failure.with(Option::is_some) {
                failed().into_any()
            } else {
                view! { <LoadMore more busy=pages.busy on_more=go_on/> }.into_any()
            }}
        }
        .into_any()
    };
    view! { {move || content()} }.into_any()
}

/// Items that follow each other under the same heading; one run without a heading where there is none to give.
fn runs(items: &[Kept], look: &Look) -> Vec<(Option<String>, Vec<AnyView>)> {
    let mut all: Vec<(Option<String>, Vec<AnyView>)> = Vec::new();
    for item in items {
        let title = (look.heading)(item);
        let drawn = (look.draw)(item);
        let line = view! { <li>{drawn}</li> }.into_any();
        match all.last_mut() {
            Some((last, run)) if *last == title => run.push(line),
            _ => all.push((title, vec![line])),
        }
    }
    all
}
