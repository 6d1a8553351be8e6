//! Keeping an eye on a search: feeds, and the same list on another site.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::narrow::Narrow;
use crate::api::public as api;
use crate::clipboard;
use crate::i18n::{general, public, t};
use crate::page;
use crate::ui::{Button, ButtonKind, ButtonLink, Dialog, IconName};

#[component]
pub fn Follow() -> impl IntoView {
    let narrow = expect_context::<Narrow>();
    let open = RwSignal::new(false);
    let feed = move |kind: &'static str| narrow.with(|s| api::feed(s, kind));
    // Calendars of phones follow an address of this scheme instead of taking a copy.
    let calendar = move || {
        let path = feed("ics");
        let host = window().location().host().unwrap_or_default();
        format!("webcal://{host}{path}")
    };
    let copy = Callback::new(|()| {
        spawn_local(clipboard::copy(
            page::address(),
            general::COPIED,
            public::COPY_FAILED,
        ));
    });
    let copy_frame = Callback::new(move |()| {
        let origin = window().location().origin().unwrap_or_default();
        let address = narrow.with(api::frame);
        let frame = format!(
            "<iframe src=\"{origin}{address}\" title=\"{}\" width=\"100%\" height=\"480\" loading=\"lazy\"></iframe>",
            t(public::LIST_TITLE)
        );
        spawn_local(clipboard::copy(frame, general::COPIED, public::COPY_FAILED));
    });
    view! {
        <Button kind=ButtonKind::Quiet icon=IconName::Bell on_press=move || open.set(true)>{t(public::FOLLOW)}</Button>
        <Dialog title=t(public::FOLLOW_TITLE) open>
            <p>{t(public::FOLLOW_LEAD)}</p>
            <ul class="follow">
                <li><ButtonLink href=calendar() external=true icon=IconName::Calendar>{t(public::FOLLOW_CALENDAR)}</ButtonLink></li>
                <li><ButtonLink href=feed("atom") external=true icon=IconName::Link>"Atom"</ButtonLink></li>
                <li><ButtonLink href=feed("json") external=true icon=IconName::Link>"JSON Feed"</ButtonLink></li>
                <li><Button icon=IconName::Copy on_press=copy_frame>{t(public::COPY_FRAME)}</Button></li>
                <li><Button icon=IconName::Copy on_press=copy>{t(public::COPY_SEARCH)}</Button></li>
            </ul>
        </Dialog>
    }
}
