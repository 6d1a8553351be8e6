//! What reaches one by SMS beside the inbox.

use domain::message::{Preferences, PreferencesChange, Topic};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api;
use crate::i18n::{Text, account, t, tf};
use crate::load::Loaded;
use crate::ui::{Card, Switch, toast};

#[component]
pub fn SmsPreferences() -> impl IntoView {
    view! {
        <Card title=t(account::SMS)>
            <p class="row-note">{t(account::SMS_LEAD)}</p>
            <Loaded
                lines=3
                fetch=api::message::preferences
                draw=|preferences| view! { <Switches preferences/> }.into_any()
            />
        </Card>
    }
}

#[component]
fn Switches(preferences: Preferences) -> impl IntoView {
    // One change at a time.
    let busy = RwSignal::new(false);
    let switch = move |topic: Topic, name: Text, hint: Text| {
        let on = RwSignal::new(preferences.wants_sms(topic));
        let on_toggle = Callback::new(move |want: bool| {
            busy.set(true);
            on.set(want);
            spawn_local(async move {
                let answer = api::message::prefer(&change(topic, want)).await;
                let _ = busy.try_set(false);
                match answer {
                    Ok(now) => {
                        let _ = on.try_set(now.wants_sms(topic));
                        let said = if want { account::SMS_ON } else { account::SMS_OFF };
                        toast::success(tf(said, &[t(name)]));
                    }
                    Err(failure) => {
                        let _ = on.try_set(!want);
                        toast::failure(failure.message());
                    }
                }
            });
        });
        view! { <Switch label=t(name) hint=t(hint) on busy on_toggle/> }.into_any()
    };
    view! {
        <div class="switches">
            {switch(Topic::Decisions, account::SMS_DECISIONS, account::SMS_DECISIONS_HINT)}
            {switch(Topic::Deadlines, account::SMS_DEADLINES, account::SMS_DEADLINES_HINT)}
            {switch(Topic::Tasks, account::SMS_TASKS, account::SMS_TASKS_HINT)}
        </div>
    }
}

fn change(topic: Topic, want: bool) -> PreferencesChange {
    let mut change = PreferencesChange::default();
    let field = match topic {
        Topic::Decisions => &mut change.sms_decisions,
        Topic::Deadlines => &mut change.sms_deadlines,
        Topic::Tasks => &mut change.sms_tasks,
    };
    *field = Some(want);
    change
}
