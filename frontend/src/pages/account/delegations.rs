//! Who stands in for whom while somebody is on leave (委托).

use domain::page::Page;
use domain::review::Delegation;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::delegate::Delegate;
use crate::api;
use crate::format;
use crate::i18n::{Text, delegation, general, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::ui::{Badge, Button, ButtonKind, Card, Dialog, Icon, IconName, Tone, toast};

#[component]
pub fn Delegations() -> impl IntoView {
    let again = RwSignal::new(0_u32);
    let asking = RwSignal::new(false);
    let (ending, chosen) = (RwSignal::new(false), StoredValue::new(None::<Delegation>));
    let end = Callback::new(move |d: Delegation| {
        chosen.set_value(Some(d));
        ending.set(true);
    });
    let on_made = Callback::new(move |()| again.update(|n| *n += 1));
    let fetch = move || {
        again.track();
        api::delegation::list()
    };
    view! {
        <Card title=t(delegation::TITLE)>
            <p class="row-note">{t(delegation::LEAD)}</p>
            <Loaded lines=2 fetch draw=move |page| view! { <Lists page end/> }.into_any()/>
            <div class="card-actions">
                <Button icon=IconName::Plus on_press=Callback::new(move |()| asking.set(true))>{t(delegation::NEW)}</Button>
            </div>
        </Card>
        <Delegate open=asking on_made/>
        <EndDialog open=ending chosen again/>
    }
}

#[component]
fn Lists(page: Page<Delegation>, end: Callback<Delegation>) -> impl IntoView {
    let (for_me, by_me): (Vec<_>, Vec<_>) = page.items.into_iter().partition(|d| d.for_me);
    if for_me.is_empty() && by_me.is_empty() {
        return view! { <p class="delegation-none">{t(delegation::NONE)}</p> }.into_any();
    }
    let list = move |title: Text, items: Vec<Delegation>| {
        (!items.is_empty()).then(|| {
            view! {
                <h3 class="list-heading">{t(title)}</h3>
                <ul class="rows">
                    {items.into_iter().map(|d| view! { <li class="row"><Row d end/></li> }).collect_view()}
                </ul>
            }
            .into_any()
        })
    };
    view! {
        {list(delegation::BY_ME, by_me)}
        {list(delegation::FOR_ME, for_me)}
    }
    .into_any()
}

#[component]
fn Row(d: Delegation, end: Callback<Delegation>) -> impl IntoView {
    let later = page::now().is_some_and(|now| d.starts_at > now);
    let (state, tone) = match (d.active, later) {
        (true, _) => (delegation::ACTIVE, Tone::Good),
        (false, true) => (delegation::LATER, Tone::Accent),
        (false, false) => (delegation::OVER, Tone::Neutral),
    };
    let other = if d.for_me {
        d.account_name.clone()
    } else {
        d.delegate_name.clone()
    };
    let span = format::span(d.starts_at, d.ends_at);
    let can_end = !d.for_me && (d.active || later);
    view! {
        <Icon name=IconName::People/>
        <div class="device-text">
            <p class="device-name">{other}</p>
            <p class="row-note">{span}</p>
        </div>
        <Badge tone>{t(state)}</Badge>
        {can_end.then(|| {
            let on_press = Callback::new(move |()| end.run(d.clone()));
            view! { <Button kind=ButtonKind::Quiet on_press>{t(delegation::END)}</Button> }
        })}
    }
}

/// Asks before one is ended.
#[component]
fn EndDialog(
    open: RwSignal<bool>,
    chosen: StoredValue<Option<Delegation>>,
    again: RwSignal<u32>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let end = Callback::new(move |()| {
        let Some(id) = chosen.with_value(|d| d.as_ref().map(|d| d.id)) else {
            return;
        };
        busy.set(true);
        spawn_local(async move {
            let answer = api::delegation::end(id).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(()) => {
                    toast::success(t(delegation::ENDED));
                    open.set(false);
                    again.update(|n| *n += 1);
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let actions = move || {
        view! {
            <Button on_press=Callback::new(move |()| open.set(false))>{t(general::CANCEL)}</Button>
            <Button kind=ButtonKind::Danger busy on_press=end>{t(delegation::END)}</Button>
        }
    };
    // The dialog is drawn anew each time it opens.
    let name = move || chosen.with_value(|d| d.as_ref().map(|d| d.delegate_name.clone()).unwrap_or_default());
    view! {
        <Dialog open title=t(delegation::END_TITLE) actions>
            <p>{tf(delegation::END_TEXT, &[&name()])}</p>
        </Dialog>
    }
}
