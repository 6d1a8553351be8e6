//! Waiting until somebody has finished typing.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;

/// Runs `work` once nothing has happened for `milliseconds`; each call of the result starts the wait anew.
pub fn after_pause<T: 'static>(
    milliseconds: u32,
    work: impl Fn(T) + 'static,
) -> impl Fn(T) + Clone + 'static {
    let work = Rc::new(work);
    let waiting = Rc::new(RefCell::new(None::<Timeout>));
    move |value: T| {
        let work = Rc::clone(&work);
        // Replacing the former timeout cancels it.
        waiting.replace(Some(Timeout::new(milliseconds, move || work(value))));
    }
}
