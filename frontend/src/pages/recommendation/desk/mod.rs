//! One recommendation list: choosing and ordering, scores, papers, and the steps of the whole.

mod bar;
mod card;
mod changing;
mod columns;
mod gone;
mod head;
mod looking;
mod opinion;
mod ordering;
mod papers;
mod state;
mod tools;

use domain::id::ListId;
use leptos::prelude::*;

pub use state::use_desk;

use self::bar::{ListBar, Times};
use self::columns::{Chosen, Waiting};
use self::gone::Gone;
use self::head::Head;
use self::looking::ROWS;
use self::papers::Papers;
use self::state::{Desk, Opened, load};
use super::score::Scores;
use super::title_of;
use crate::i18n::{recommendation as words, t};
use crate::keys::{KeyHelp, Keys};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{Tab, Tabs};
use crate::unsaved::ask_before_leaving;

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::LISTS));
    let id = page::id_in_path::<ListId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap page desk">
                        <Loaded heading=true lines=10 fetch=move || load(id) draw=|opened| view! { <Shown opened/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedIn>
    }
}

#[component]
fn Shown(opened: Opened) -> impl IntoView {
    page::title(&title_of(&opened.list));
    let desk = Desk::new(opened);
    provide_context(desk);
    let keys = Keys::start(move |key, event| desk.press(key, event));
    ask_before_leaving(Signal::derive(move || desk.has_drafts()));
    view! {
        <Head helping=keys.helping/>
        <Times/>
        {move || view! { <Parts wide=desk.wide.get()/> }}
        <ListBar/>
        <div class="visually-hidden" role="status" aria-live="assertive">{move || desk.said.get()}</div>
        <KeyHelp keys rows=ROWS/>
    }
}

/// Side by side where there is room, one at a time where there is none.
#[component]
fn Parts(wide: bool) -> impl IntoView {
    let desk = use_desk();
    let mut tabs = if wide {
        vec![Tab::new("choose", t(words::TAB_CHOOSE))]
    } else {
        vec![
            Tab::new("waiting", t(words::WAITING)),
            Tab::new("chosen", t(words::CHOSEN)),
        ]
    };
    tabs.extend([
        Tab::new("score", t(words::TAB_SCORE)),
        Tab::new("papers", t(words::TAB_PAPERS)),
        Tab::new("gone", t(words::TAB_GONE)),
    ]);
    let now = desk.tab.get_untracked();
    let columns = ["choose", "waiting", "chosen"];
    if columns.contains(&now) && !tabs.iter().any(|tab| tab.key == now) {
        desk.tab.set(if wide { "choose" } else { "waiting" });
    }
    let panel = Callback::new(move |key| match key {
        "choose" => view! { <div class="columns-choose"><Waiting/><Chosen/></div> }.into_any(),
        "waiting" => view! { <Waiting/> }.into_any(),
        "chosen" => view! { <Chosen/> }.into_any(),
        "score" => view! { <Scores/> }.into_any(),
        "papers" => view! { <Papers/> }.into_any(),
        _ => view! { <Gone id=desk.id()/> }.into_any(),
    });
    view! { <Tabs label=t(words::PARTS) tabs chosen=desk.tab panel/> }
}
