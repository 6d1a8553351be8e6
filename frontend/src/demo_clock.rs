//! The clock of a demonstration: shown, and put forward, so that the days after an event can be seen at once.

use domain::time::Instant;
use leptos::prelude::*;

use crate::api;
use crate::format;
use crate::i18n::{general, t, tf};
use crate::ui::{Button, ButtonKind, toast};

#[component]
pub fn DemoClock(now: Instant) -> impl IntoView {
    let busy = RwSignal::new(false);
    let forward = move |days: u32| {
        busy.set(true);
        leptos::task::spawn_local(async move {
            match api::platform::put_forward(days).await {
                // Everything on the page was counted by the old day.
                Ok(_) => {
                    let _ = window().location().reload();
                }
                Err(failure) => {
                    toast::failure(failure.message());
                    busy.set(false);
                }
            }
        });
    };
    let today = format::date(now.shanghai_date());
    view! {
        <div class="demo-clock">
            <span>{tf(general::DEMO_DATE, &[&today])}</span>
            <Button kind=ButtonKind::Quiet busy on_press=move |()| forward(1)>{t(general::DEMO_ONE_DAY)}</Button>
            <Button kind=ButtonKind::Quiet busy on_press=move |()| forward(7)>{t(general::DEMO_ONE_WEEK)}</Button>
        </div>
    }
}
