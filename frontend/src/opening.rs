//! The first moments of a page: what was served with it stands until the application's own view is complete, so that
//! nothing that somebody reads already moves or vanishes for a while.

use std::cell::Cell;

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::document;
use leptos::task::spawn_local;

use crate::page;

thread_local! {
    static UNDER_WAY: Cell<u32> = const { Cell::new(0) };
}

/// A request that is under way for as long as this lives.
pub struct UnderWay(());

impl UnderWay {
    pub fn begin() -> Self {
        UNDER_WAY.with(|n| n.set(n.get() + 1));
        Self(())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.with(|n| n.set(n.get().saturating_sub(1)));
    }
}

/// How often it is looked whether everything is there.
const LOOK_MS: u32 = 16;
/// Looks in a row without a request: an answer is drawn, and what asks because of it has asked.
const QUIET_LOOKS: u32 = 3;
/// After this long on a slow line the application is shown with what it has.
const LOOKS: u32 = 250;

/// Removes what stood in the page (`#loading`), which hides the application until then (`style/10-base.css`): at once
/// where it was no more than a sign of loading.
pub fn take_over() {
    let Some(standing) = document().get_element_by_id("loading") else {
        return;
    };
    let served = standing.query_selector(".served").ok().flatten().is_some();
    if !served {
        remove(&standing);
        return;
    }
    spawn_local(async move {
        let mut quiet = 0;
        for _ in 0..LOOKS {
            TimeoutFuture::new(LOOK_MS).await;
            quiet = if UNDER_WAY.with(Cell::get) == 0 {
                quiet + 1
            } else {
                0
            };
            if quiet == QUIET_LOOKS {
                break;
            }
        }
        remove(&standing);
    });
}

/// What was being read or pressed in it goes on in the application's own view.
fn remove(standing: &web_sys::Element) {
    let focused = document().active_element();
    let inside = focused.is_some_and(|element| standing.contains(Some(&element)));
    standing.remove();
    if inside {
        page::focus(page::MAIN);
    }
}
