//! Waiting until somebody has finished typing.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// Runs `work` once nothing has happened for `milliseconds`; each call of the result starts the wait anew. What waits
/// when the page is left is dropped.
pub fn after_pause<T: 'static>(
    milliseconds: u32,
    work: impl Fn(T) + 'static,
) -> impl Fn(T) + Copy + Send + Sync + 'static {
    let work = StoredValue::new_local(work);
    let waiting = StoredValue::new_local(None::<Timeout>);
    move |value: T| {
        let timeout = Timeout::new(milliseconds, move || {
            let _ = work.try_with_value(|work| work(value));
        });
        // Replacing the former timeout cancels it.
        let _ = waiting.try_set_value(Some(timeout));
    }
}
