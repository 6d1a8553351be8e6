//! Finding an organisation to join.

use domain::organization::{NAME_MIN, OrganizationItem};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::status::certification;
use super::{NEW, href};
use crate::form::OrganizationSearch;
use crate::i18n::{organization, t, tf};
use crate::ui::{Choice, Combobox};

/// The value of the choice that registers a new one.
const REGISTER: &str = "+";

#[component]
pub fn Find() -> impl IntoView {
    let search = OrganizationSearch::default();
    let choices = Signal::derive(move || {
        let typed = search.query.with(|q| q.trim().to_owned());
        let one = |o: &OrganizationItem| {
            let stands = t(certification(o.certification).0);
            Choice::new(
                o.id.to_string(),
                format!("{}（{}，{stands}）", o.full_name, o.region_name),
            )
        };
        let mut all: Vec<Choice> = search.found.with(|f| f.iter().map(one).collect());
        if typed.chars().count() >= NAME_MIN && !search.busy.get() {
            all.push(Choice::new(REGISTER, tf(organization::FIND_REGISTER, &[&typed])));
        }
        all
    });
    // What was typed: a choice puts its label in its place.
    let typed = StoredValue::new(String::new());
    let navigate = use_navigate();
    let choose = move |choice: Choice| {
        let to = if choice.value == REGISTER {
            let name = typed.with_value(|typed| js_sys::encode_uri_component(typed.trim()));
            format!("{NEW}?name={name}")
        } else {
            match choice.value.parse() {
                Ok(id) => href(id),
                Err(_) => return,
            }
        };
        navigate(&to, NavigateOptions::default());
    };
    let type_ahead = move |text: String| {
        typed.set_value(text.clone());
        search.on_type.run(text);
    };
    view! {
        <section class="card find-card" aria-label=t(organization::FIND)>
            <h2 class="card-title">{t(organization::FIND)}</h2>
            <p class="page-note">{t(organization::FIND_LEAD)}</p>
            <Combobox
                label=t(organization::FIND_LABEL) hint=t(organization::FIND_HINT) query=search.query choices busy=search.busy
                on_choose=choose on_type=type_ahead
            />
        </section>
    }
}
