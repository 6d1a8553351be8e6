//! The page of all connections of a kind.

use leptos::prelude::*;

use super::secret::{Issued, SecretCard};
use crate::i18n::{Text, connection as words, settings, t};
use crate::page;
use crate::ui::{Breadcrumb, Button, ButtonKind, Crumb, IconName};

/// The page above all connections of a kind, and those above one of them with their page.
pub fn above(list: Option<(&'static str, Text)>) -> Vec<Crumb> {
    let mut above = vec![Crumb::new("/admin", t(settings::TITLE))];
    above.extend(list.map(|(href, title)| Crumb::new(href, t(title))));
    above
}

/// The children stand below: the form while one is added, and the list.
#[component]
pub fn Board(
    title: Text,
    lead: Text,
    /// What the button says.
    add: Text,
    adding: RwSignal<bool>,
    issued: RwSignal<Option<Issued>>,
    children: Children,
) -> impl IntoView {
    let begin = move || {
        adding.set(true);
        page::focus_input_in(".connection-form");
    };
    let idle = Memo::new(move |_| !adding.get() && issued.with(Option::is_none));
    view! {
        <div class="wrap narrow page">
            <Breadcrumb above=above(None) here=t(title).to_owned()/>
            <div class="page-head">
                <h1 class="page-title">{t(title)}</h1>
                {move || idle.get().then(|| view! {
                    <Button kind=ButtonKind::Primary icon=IconName::Plus on_press=begin>{t(add)}</Button>
                })}
            </div>
            <p class="page-note">{t(lead)}" "<a href="/api/docs/" rel="external">{t(words::DOCS)}</a></p>
            <SecretCard issued/>
            {children()}
        </div>
    }
}
