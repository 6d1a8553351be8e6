//! A list whose lines stay in the page while others come, go and move: what is typed in them, and the focus, stay too.

use leptos::prelude::*;

/// Draws one line for each key. Made once for every list: `For` itself is made anew for each type it is given.
#[component]
pub fn Keyed(
    #[prop(into)] keys: Signal<Vec<u32>>,
    #[prop(into)] draw: Callback<u32, AnyView>,
) -> impl IntoView {
    view! { <For each=move || keys.get() key=|key| *key let:key>{draw.run(key)}</For> }
}
