//! Dates and times, as the wall clock in Shanghai shows them.

use chrono::{NaiveDate, NaiveTime, Timelike};
use domain::time::Instant;
use leptos::html;
use leptos::prelude::*;

use super::field::{Fault, Field, FieldIds};

/// A moment ↔ the value of a `datetime-local` input, Shanghai time, to the minute. Put together by hand: chrono's
/// language of formats is much to load for two shapes.
fn to_local(at: Instant) -> String {
    let clock = at.shanghai_clock();
    format!("{}T{:02}:{:02}", clock.date(), clock.hour(), clock.minute())
}

fn from_local(text: &str) -> Option<Instant> {
    let (date, time) = text.split_once('T')?;
    // Browsers add seconds where they are not zero.
    let mut parts = time.split([':', '.']).map(str::parse::<u32>);
    let (hour, minute) = (parts.next()?.ok()?, parts.next()?.ok()?);
    let second = parts.next().and_then(Result::ok).unwrap_or_default();
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    Some(Instant::at_shanghai(date.parse().ok()?, time))
}

/// Shows a value in its field, unless what stands there means it already: a field that is given a value forgets what is
/// half typed, and a year that is typed anew means nothing for a while.
fn follow<T: Copy + Send + Sync + 'static>(
    field: NodeRef<html::Input>,
    value: RwSignal<Option<T>>,
    read: fn(&str) -> Option<T>,
    write: fn(T) -> String,
) {
    Effect::new(move |_| {
        let wanted = value.get().map(write);
        let Some(field) = field.get() else { return };
        if read(&field.value()).map(write) != wanted {
            field.set_value(&wanted.unwrap_or_default());
        }
    });
}

#[component]
pub fn DateTimeInput(
    #[prop(into)] label: String,
    value: RwSignal<Option<Instant>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new(&hint);
    let described = ids.described_by(fault);
    let field = NodeRef::new();
    follow(field, value, from_local, to_local);
    view! {
        <Field ids=ids.clone() label hint fault required>
            <input
                class="input"
                id=ids.input
                node_ref=field
                type="datetime-local"
                step="60"
                aria-required=required.then_some("true")
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || described.get()
                on:change=move |e| value.set(from_local(&event_target_value(&e)))
                on:blur=move |_| if let Some(leave) = on_leave { leave.run(()) }
            />
        </Field>
    }
}

#[component]
pub fn DateInput(
    #[prop(into)] label: String,
    value: RwSignal<Option<NaiveDate>>,
    #[prop(optional, into)] hint: String,
    #[prop(optional, into)] fault: Fault,
    #[prop(optional)] required: bool,
    #[prop(optional, into)] on_leave: Option<Callback<()>>,
) -> impl IntoView {
    let ids = FieldIds::new(&hint);
    let described = ids.described_by(fault);
    let field = NodeRef::new();
    follow(
        field,
        value,
        |text| text.parse().ok(),
        |day: NaiveDate| day.to_string(),
    );
    view! {
        <Field ids=ids.clone() label hint fault required>
            <input
                class="input"
                id=ids.input
                node_ref=field
                type="date"
                aria-required=required.then_some("true")
                aria-invalid=move || fault.with(Option::is_some).then_some("true")
                aria-describedby=move || described.get()
                on:change=move |e| value.set(event_target_value(&e).parse().ok())
                on:blur=move |_| if let Some(leave) = on_leave { leave.run(()) }
            />
        </Field>
    }
}
