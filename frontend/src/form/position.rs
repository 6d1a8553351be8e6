//! Where something is, as a person enters it.

use domain::place::Position;
use domain::text::half_width;
use leptos::prelude::*;

use crate::i18n::{activity, public, t};
use crate::locate::{Unlocated, locate};
use crate::ui::{Button, Fault, IconName, TextInput};

/// The place that is entered; `None` where there is none.
pub fn position_entered(value: RwSignal<String>) -> Option<Position> {
    value.with(|text| Position::parse(&half_width(text)))
}

/// Whether something is entered that is no place.
pub fn is_unreadable(value: RwSignal<String>) -> bool {
    value.with(|text| !text.trim().is_empty()) && position_entered(value).is_none()
}

/// Where the address is, for those who look for something near them: from this device, or from any map.
#[component]
pub fn PositionInput(value: RwSignal<String>, #[prop(optional, into)] fault: Fault) -> impl IntoView {
    let failed = RwSignal::new(None::<String>);
    let fault = Signal::derive(move || {
        is_unreadable(value)
            .then(|| t(activity::POSITION_WRONG).to_owned())
            .or_else(|| fault.get())
            .or_else(|| failed.get())
    });
    let here = move || {
        locate(move |answer| {
            // The page may be gone.
            let _ = failed.try_set(answer.err().map(|why| {
                t(match why {
                    Unlocated::Refused => public::NEAR_REFUSED,
                    Unlocated::Unknown => public::NEAR_UNKNOWN,
                })
                .to_owned()
            }));
            if let Ok(at) = answer {
                let _ = value.try_set(at.to_string());
            }
        });
    };
    view! {
        <div class="with-button">
            <TextInput
                label=t(activity::POSITION) value placeholder="28.0006,120.6994"
                hint=t(activity::POSITION_HINT) fault
            />
            <Button icon=IconName::Place on_press=here>{t(activity::POSITION_HERE)}</Button>
        </div>
    }
}
