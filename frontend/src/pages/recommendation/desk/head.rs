//! Whose list it is, how full it is, until when it can be changed, and why it came back.

use domain::recommendation::ListStatus;
use leptos::prelude::*;

use super::state::use_desk;
use crate::i18n::{recommendation as words, t, tf};
use crate::pages::recommendation::status::{ListBadge, LockDate, Slots};
use crate::pages::recommendation::title_of;
use crate::ui::{Breadcrumb, Button, ButtonKind, Crumb, Icon, IconName};

#[component]
pub fn Head(helping: RwSignal<bool>) -> impl IntoView {
    let desk = use_desk();
    let title = Memo::new(move |_| desk.list.with(title_of));
    let status = Memo::new(move |_| desk.list.with(|l| l.status));
    let listed = Signal::derive(move || u32::try_from(desk.chosen.with(Vec::len)).unwrap_or(u32::MAX));
    let slots = Signal::derive(move || desk.list.with(|l| l.slots));
    let closed = Memo::new(move |_| desk.closed());
    let returned = Memo::new(move |_| desk.list.with(|l| l.returned_reason.clone()));
    view! {
        <Breadcrumb above=vec![Crumb::new("/recommendations", t(words::LISTS))] here=title/>
        <div class="page-head">
            <h1 class="page-title">{move || title.get()}</h1>
            <div class="cluster">
                {move || view! { <ListBadge status=status.get()/> }}
                <Button kind=ButtonKind::Quiet icon=IconName::Keyboard on_press=move || helping.set(true)>{t(crate::i18n::review::KEYS)}</Button>
            </div>
        </div>
        <div class="list-facts">
            <Slots listed slots/>
            {move || view! { <LockDate list=desk.list.get()/> }}
        </div>
        {move || returned.get().map(|why| view! {
            <p class="notice notice-warning">{tf(words::RETURNED_REASON, &[&why])}</p>
        })}
        {move || closed.get().map(|why| {
            let icon = if status.get() == ListStatus::Open { IconName::Info } else { IconName::Check };
            view! { <p class="notice list-closed"><Icon name=icon/><span>{why}</span></p> }
        })}
        // Read out elsewhere, with everything else that is.
        {move || desk.note.get().map(|text| view! { <p class="notice notice-warning">{text}</p> })}
    }
}
