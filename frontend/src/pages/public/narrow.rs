//! The search in the address, and the way to another one.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

use super::address;
use crate::api::public::Search;

/// What the list shows is what the address says: everything that narrows it changes the address. `Copy`.
#[derive(Clone, Copy)]
pub struct Narrow {
    search: Memo<Search>,
    go: Callback<Search>,
}

impl Narrow {
    /// Of the address of a list; provides itself to what is below.
    pub fn here(list: &'static str) -> Self {
        let params = use_query_map();
        let navigate = use_navigate();
        let go = Callback::new(move |search: Search| {
            let options = NavigateOptions {
                replace: true,
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&address::write_at(list, &search), options);
        });
        let narrow = Self {
            search: Memo::new(move |_| params.with(address::read)),
            go,
        };
        provide_context(narrow);
        narrow
    }

    pub fn search(self) -> Search {
        self.search.get()
    }

    pub fn with<T>(self, read: impl FnOnce(&Search) -> T) -> T {
        self.search.with(read)
    }

    /// Goes to the search that `change` makes of this one, if it is another.
    pub fn change(self, change: impl FnOnce(&mut Search)) {
        let before = self.search.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            self.go.run(after);
        }
    }
}
