//! Reasons for sending back (退回理由模板), in the order of their number keys.

use domain::activity::view::REASON_MAX;
use leptos::prelude::*;

use super::settings::Settings;
use crate::form::FormFaults;
use crate::i18n::{Text, edition, t, tf};
use crate::page;
use crate::ui::{Button, Card, Fault, Icon, IconName, Keyed, TextArea, TextInput};

/// As many as there are number keys.
const KEYS: usize = 9;

#[component]
pub(super) fn Reasons(settings: Settings, faults: FormFaults) -> impl IntoView {
    // Read out after a move.
    let moved = RwSignal::new(String::new());
    let add = Callback::new(move |()| {
        let key = settings.add_reason();
        page::focus_input_in(&format!("#{}", row_id(key)));
    });
    let keys = Signal::derive(move || settings.keys());
    let draw = Callback::new(move |key| row(settings, faults, key, moved));
    view! {
        <Card title=t(edition::REASONS)>
            <p class="row-note">{t(edition::REASONS_LEAD)}</p>
            {move || keys.with(Vec::is_empty).then(|| view! {
                <p class="row-note">{t(edition::REASONS_NONE)}</p>
            })}
            <ol class="reasons"><Keyed keys draw/></ol>
            {move || faults.message("/review_reasons").map(|text| view! {
                <p class="field-fault"><Icon name=IconName::Warning/><span>{text}</span></p>
            })}
            <p class="visually-hidden" role="status">{move || moved.get()}</p>
            <div class="card-actions"><Button icon=IconName::Plus on_press=add>{t(edition::ADD_REASON)}</Button></div>
        </Card>
    }
}

fn row_id(key: u32) -> String {
    format!("reason-{key}")
}

/// A small button of a row: what it does, and to which reason.
#[component]
fn Tool(
    id: String,
    label: Text,
    icon: IconName,
    place: Signal<usize>,
    #[prop(into)] disabled: Signal<bool>,
    on_press: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            class="icon-button"
            type="button"
            id=id
            aria-label=move || tf(label, &[&(place.get() + 1).to_string()])
            disabled=move || disabled.get()
            on:click=move |_| on_press.run(())
        ><Icon name=icon/></button>
    }
}

fn row(settings: Settings, faults: FormFaults, key: u32, moved: RwSignal<String>) -> AnyView {
    let Some(draft) = settings.reason(key) else {
        return ().into_any();
    };
    let place = Signal::derive(move || settings.place(key).0);
    let first = Signal::derive(move || place.get() == 0);
    let last = Signal::derive(move || {
        let (place, count) = settings.place(key);
        place + 1 == count
    });
    let fault = move |field: &'static str| -> Fault {
        Signal::derive(move || faults.message(&format!("/review_reasons/{}/{field}", place.get())))
    };
    let id = move |tool: &str| format!("{}-{tool}", row_id(key));
    let shift = move |down: bool| {
        let now = settings.shift(key, down);
        moved.set(tf(edition::MOVED, &[&(now + 1).to_string()]));
        // Moving took the focus away; at either end the button itself can do no more.
        let stays = if down { !untrack(|| last.get()) } else { now == 0 };
        let to = id(if stays { "down" } else { "up" });
        request_animation_frame(move || page::focus(&to));
    };
    let (up, down) = (
        Callback::new(move |()| shift(false)),
        Callback::new(move |()| shift(true)),
    );
    let remove = Callback::new(move |()| {
        settings.remove_reason(key);
        faults.clear();
    });
    let number = move || (place.get() + 1).to_string();
    view! {
        <li class="reason" id=row_id(key)>
            <div class="reason-head">
                <h3 class="reason-number">{move || tf(edition::REASON, &[&number()])}</h3>
                {move || (place.get() < KEYS).then(|| view! { <kbd class="reason-key" aria-hidden="true">{number()}</kbd> })}
                <span class="reason-tools">
                    <Tool id=id("up") label=edition::MOVE_UP icon=IconName::ArrowUp place disabled=first on_press=up/>
                    <Tool id=id("down") label=edition::MOVE_DOWN icon=IconName::ArrowDown place disabled=last on_press=down/>
                    <Tool id=id("out") label=edition::REMOVE_REASON icon=IconName::Trash place disabled=false on_press=remove/>
                </span>
            </div>
            <TextInput
                label=t(edition::REASON_TITLE)
                hint=t(edition::REASON_TITLE_HINT)
                value=draft.title
                autocomplete="off"
                fault=fault("title")
            />
            <TextArea label=t(edition::REASON_TEXT) value=draft.text rows=2 limit=REASON_MAX fault=fault("text")/>
        </li>
    }
    .into_any()
}
