//! What can be done with an entry: its rank, its handle, its buttons.

use domain::id::EntryId;
use domain::recommendation::{ListAction, RecommendationEntry};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::state::{part_id, use_desk};
use crate::i18n::{Text, recommendation as words, t, tf};
use crate::page;
use crate::ui::{Button, ButtonKind, Icon, IconName, toast};

/// Within so many pixels of the window's edge, dragging scrolls.
const EDGE: f64 = 72.0;
const SCROLL: f64 = 18.0;

/// The place among the chosen; another number moves it there.
#[component]
pub fn Rank(id: EntryId) -> impl IntoView {
    let desk = use_desk();
    let place = Memo::new(move |_| desk.place(id).map_or(0, |n| n + 1));
    let count = Memo::new(move |_| desk.chosen.with(Vec::len));
    let name = Memo::new(move |_| desk.find(id).map(|e| e.name).unwrap_or_default());
    let label = move || {
        tf(
            words::RANK_OF,
            &[&name.get(), &place.get().to_string(), &count.get().to_string()],
        )
    };
    let typed = move |event: ev::Event| {
        let wanted = event_target_value(&event).trim().parse::<usize>().ok();
        let last = count.get_untracked();
        match wanted.filter(|n| (1..=last).contains(n)) {
            Some(n) => {
                desk.move_to(id, n - 1);
                page::keep_focus(part_id(id, "rank"), || {});
            }
            None => toast::failure(tf(words::RANK_WRONG, &[&last.to_string()])),
        }
        // What was typed and is not the place does not stay in the field.
        if let Some(input) = event
            .target()
            .and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok())
        {
            input.set_value(&place.get_untracked().to_string());
        }
    };
    let edits = Memo::new(move |_| desk.can(ListAction::Edit));
    move || {
        if edits.get() {
            view! {
                <input
                    class="entry-rank input" id=part_id(id, "rank") type="text" inputmode="numeric" autocomplete="off"
                    aria-label=label prop:value=move || place.get().to_string() on:change=typed
                    on:focus=|e| if let Some(input) = e.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok()) { input.select() }
                />
            }
            .into_any()
        } else {
            view! { <span class="entry-rank" aria-label=label role="img">{move || place.get()}</span> }
                .into_any()
        }
    }
}

/// Lifts the entry: with the pointer to drag it, with a key to carry it with the arrows.
#[component]
pub fn Handle(id: EntryId) -> impl IntoView {
    let desk = use_desk();
    let name = Memo::new(move |_| desk.find(id).map(|e| e.name).unwrap_or_default());
    let grabbed = move || desk.grab.with(|g| g.as_ref().is_some_and(|g| g.id == id));
    let dragging = move || desk.drag.get_untracked().is_some_and(|(moving, _)| moving == id);
    let down = move |event: ev::PointerEvent| {
        if event.button() != 0 || !event.is_primary() {
            return;
        }
        if let Some(handle) = event
            .current_target()
            .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
        {
            let _ = handle.set_pointer_capture(event.pointer_id());
        }
        if let Some(place) = untrack(|| desk.place(id)) {
            desk.drag.set(Some((id, place)));
        }
    };
    let moved = move |event: ev::PointerEvent| {
        if !dragging() {
            return;
        }
        let y = f64::from(event.client_y());
        let height = window()
            .inner_height()
            .ok()
            .and_then(|h| h.as_f64())
            .unwrap_or_default();
        if y < EDGE {
            window().scroll_by_with_x_and_y(0.0, -SCROLL);
        } else if y > height - EDGE {
            window().scroll_by_with_x_and_y(0.0, SCROLL);
        }
        desk.drag_over(id, y);
    };
    let up = move |_: ev::PointerEvent| {
        if dragging() {
            desk.drop_dragged();
        }
    };
    // A key and assistive technology press without a pointer: that lifts, and puts down again.
    let press = move |event: ev::MouseEvent| {
        if event.detail() == 0 {
            desk.grab_or_drop(id);
        }
    };
    let key = move |event: ev::KeyboardEvent| {
        let key = event.key();
        let ours = if key == "Escape" {
            let any = grabbed() || dragging();
            desk.drag.set(None);
            desk.cancel_grab();
            any
        } else {
            desk.carry(id, &key)
        };
        if ours {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    // Moving in the page takes the focus away for a moment; gone for good, it is put down.
    let left = move |_| {
        set_timeout(
            move || {
                let here = page::focused_id() == part_id(id, "handle");
                if desk
                    .grab
                    .try_with_untracked(|g| g.as_ref().is_some_and(|g| g.id == id))
                    == Some(true)
                    && !here
                {
                    desk.drop_grabbed();
                }
            },
            std::time::Duration::from_millis(150),
        );
    };
    view! {
        <button
            class="entry-handle icon-button" type="button" id=part_id(id, "handle")
            aria-label=move || tf(words::HANDLE, &[&name.get()]) title=t(words::HANDLE_HINT)
            aria-pressed=move || if grabbed() { "true" } else { "false" }
            on:pointerdown=down on:pointermove=moved on:pointerup=up
            on:pointercancel=move |_| desk.drag.set(None)
            on:click=press on:keydown=key on:blur=left
        ><span class="grip" aria-hidden="true"></span></button>
    }
}

#[component]
pub fn Tools(id: EntryId, entry: Memo<Option<RecommendationEntry>>, chosen: bool) -> impl IntoView {
    let desk = use_desk();
    let name = Memo::new(move |_| entry.with(|e| e.as_ref().map(|e| e.name.clone()).unwrap_or_default()));
    let can = Memo::new(move |_| {
        let recused = entry.with(|e| e.as_ref().is_none_or(|e| e.recused));
        desk.can(ListAction::Edit) && !recused
    });
    let eligible = Memo::new(move |_| {
        entry.with(|e| {
            e.as_ref()
                .is_some_and(|e| e.eligibility.as_ref().is_none_or(|f| f.eligible))
        })
    });
    let first = Signal::derive(move || desk.place(id) == Some(0));
    let last = Signal::derive(move || {
        desk.place(id)
            .is_some_and(|n| n + 1 == desk.chosen.with(Vec::len))
    });
    move || {
        can.get().then(|| {
            let main = if chosen {
                view! {
                    <Button on_press=move || desk.toggle(id)>{t(words::TAKE_OFF)}<Of name/></Button>
                    <Shift id part="up" label=words::MOVE_UP icon=IconName::ArrowUp name disabled=first down=false/>
                    <Shift id part="down" label=words::MOVE_DOWN icon=IconName::ArrowDown name disabled=last down=true/>
                }
                .into_any()
            } else if eligible.get() {
                view! {
                    <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=move || desk.toggle(id)>
                        {t(words::CHOOSE)}<Of name/>
                    </Button>
                }
                .into_any()
            } else {
                view! { <span class="row-note">{t(words::CANNOT_CHOOSE)}</span> }.into_any()
            };
            view! {
                <div class="entry-tools">
                    {main}
                    <Button kind=ButtonKind::Quiet icon=IconName::Undo on_press=move || desk.returning.set(Some(id))>
                        {t(words::GIVE_BACK)}<Of name/>
                    </Button>
                </div>
            }
        })
    }
}

/// Which entry a button is about, for those who do not see where it stands.
#[component]
fn Of(name: Memo<String>) -> impl IntoView {
    view! { <span class="visually-hidden">{move || tf(words::OF_ENTRY, &[&name.get()])}</span> }
}

#[component]
fn Shift(
    id: EntryId,
    part: &'static str,
    label: Text,
    icon: IconName,
    name: Memo<String>,
    #[prop(into)] disabled: Signal<bool>,
    down: bool,
) -> impl IntoView {
    let desk = use_desk();
    view! {
        <button
            class="icon-button" type="button" id=part_id(id, part) title=t(label)
            aria-label=move || format!("{}{}", t(label), tf(words::OF_ENTRY, &[&name.get()]))
            disabled=move || disabled.get() on:click=move |_| desk.shift(id, down)
        ><Icon name=icon/></button>
    }
}
