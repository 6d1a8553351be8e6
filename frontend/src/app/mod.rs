//! The frame that all applications share. Which pages each has: [`portal`], [`workplace`], [`desk`], [`reporting`].

pub mod desk;
pub mod portal;
pub mod reporting;
pub mod workplace;

use domain::site::Application;
use leptos::prelude::*;
use leptos_router::components::Router;
use leptos_router::hooks::use_location;

use crate::i18n::Language;
use crate::inbox::Inbox;
use crate::pages;
use crate::presence;
use crate::saved::Saved;
use crate::session::Session;
use crate::shell::{Display, Frame};
use crate::ui::toast::{self, ToastRegion};

#[component]
pub fn App(routes: fn() -> AnyView) -> impl IntoView {
    toast::prepare();
    let language = Language::restore();
    provide_context(language);
    provide_context(Display::restore());
    Session::start();
    presence::start();
    Inbox::start();
    Saved::start();
    view! {
        <Router>
            {move || {
                // Another language: everything anew, the session and the address stay.
                language.get();
                view! { <Frame>{routes()}</Frame> }
            }}
        </Router>
        <ToastRegion/>
    }
}

/// A page as every page is typed: what a route is made of is then made once, and not anew for each.
const fn page(draw: fn() -> AnyView) -> fn() -> AnyView {
    draw
}

/// Where no route leads: to a page of another application, which is loaded then, or nowhere.
fn elsewhere(here: Application) -> AnyView {
    let location = use_location();
    let path = location.pathname.get_untracked();
    if Application::of(&path) == here {
        return pages::NotFound().into_any();
    }
    // What is kept of the portal stands in for a page of another application: going there would lead here again.
    if !window().navigator().on_line() {
        return pages::Unreachable().into_any();
    }
    let address = format!(
        "{path}{}{}",
        location.search.with_untracked(|search| match search.as_str() {
            "" => String::new(),
            search => format!("?{}", search.trim_start_matches('?')),
        }),
        location.hash.get_untracked()
    );
    // Replaced, not added: the way back leads to where the person came from.
    if window().location().replace(&address).is_err() {
        return pages::NotFound().into_any();
    }
    ().into_any()
}
