//! Making a route: its texts and its stops; publishing, withdrawing and deleting it.

use domain::dictionary::DictionaryName;
use domain::id::RouteId;
use domain::region::RegionCode;
use domain::route::{INTRODUCTION_MAX, Route, RouteAction, RouteContent, RouteStatus, may_route};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::stops::{StopFields, Stops};
use super::{LIST, StatusBadge, href};
use crate::api::{self, ApiFailure, reference, route as calls};
use crate::fetched::Fetched;
use crate::form::{FormFaults, RegionSelect, entered_region, region_entered};
use crate::i18n::{names, route as words, t, venue};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::session::{Session, use_session};
use crate::shell::{OVER_REGIONS, SignedInAs};
use crate::ui::{
    Breadcrumb, Button, ButtonKind, ButtonLink, CheckboxGroup, Choice, Confirm, Crumb, Field, FieldIds,
    IconName, TextArea, TextInput, toast,
};
use crate::unsaved::ask_before_leaving;

#[component]
pub fn NewPage() -> impl IntoView {
    page::title(t(words::NEW));
    view! { <SignedInAs roles=OVER_REGIONS><div class="wrap narrow page"><Form before=None/></div></SignedInAs> }
}

#[component]
pub fn EditPage() -> impl IntoView {
    page::title(t(words::EDIT));
    let id = page::id_in_path::<RouteId>("id");
    view! {
        <SignedInAs roles=OVER_REGIONS>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap narrow page">
                        <Loaded heading=true lines=10 fetch=move || calls::show(id) draw=|r: Route| view! { <Form before=Some(r)/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedInAs>
    }
}

/// Where the routes of this person may lead: whether through the whole country, and the region that is their own.
fn reach(session: Session) -> (bool, Option<RegionCode>) {
    let Some(actor) = untrack(|| session.actor()) else {
        return (false, None);
    };
    let mut regions = actor.over_regions().filter_map(|g| g.region.clone());
    let own = regions.find(|region| may_route(&actor, region).is_ok());
    (may_route(&actor, &RegionCode::country()).is_ok(), own)
}

/// What is entered. `Copy`.
#[derive(Clone, Copy)]
struct Entry {
    /// Nothing chosen means the whole country.
    national: bool,
    region: RwSignal<String>,
    title: RwSignal<String>,
    theme: RwSignal<String>,
    introduction: RwSignal<String>,
    audiences: RwSignal<Vec<String>>,
    stops: Stops,
}

impl Entry {
    fn of(before: Option<&Route>, session: Session) -> Self {
        let (national, own) = reach(session);
        let none = RouteContent::default();
        let c = before.map_or(&none, |r| &r.content);
        let shown = before.map(|r| r.venues.as_slice()).unwrap_or_default();
        let region = before.map_or(own.as_ref(), |_| c.region_code.as_ref());
        Self {
            national,
            region: RwSignal::new(region.map(entered_region).unwrap_or_default()),
            title: RwSignal::new(c.title.clone()),
            theme: RwSignal::new(c.theme.clone()),
            introduction: RwSignal::new(c.introduction.clone()),
            audiences: RwSignal::new(c.audiences.clone()),
            stops: Stops::new(&c.stops, shown),
        }
    }
    fn entered(self) -> RouteContent {
        let line = |value: RwSignal<String>| value.with_untracked(|text| text.trim().to_owned());
        let region = self.region.get_untracked();
        let region = if self.national {
            region_entered(region)
        } else {
            region
        };
        RouteContent {
            region_code: region.parse().ok(),
            title: line(self.title),
            theme: line(self.theme),
            introduction: line(self.introduction),
            audiences: self.audiences.get_untracked(),
            stops: untrack(|| self.stops.entered()),
        }
    }
}

#[component]
fn Form(before: Option<Route>) -> impl IntoView {
    let entry = Entry::of(before.as_ref(), use_session());
    let is_new = before.is_none();
    let kept = RwSignal::new(entry.entered());
    let (faults, busy) = (FormFaults::default(), RwSignal::new(false));
    let key = StoredValue::new(api::idempotency_key());
    let route = RwSignal::new(before);
    let (withdrawing, deleting) = (RwSignal::new(false), RwSignal::new(false));
    let can =
        move |action: RouteAction| route.with(|r| r.as_ref().is_some_and(|r| r.actions.contains(&action)));
    let editable = move || route.with(Option::is_none) || can(RouteAction::Edit);
    ask_before_leaving(Signal::derive(move || {
        editable() && kept.with(|kept| *kept != entry.entered())
    }));
    let known = move || route.with_untracked(|r| r.as_ref().map(|r| (r.id, r.version)));
    let navigate = StoredValue::new_local(use_navigate());
    let go = move |to: String| {
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        let _ = navigate.try_with_value(|navigate| navigate(&to, options));
    };
    // Keeps what is entered; publishes it then, if that is wanted.
    let save = move |publish: bool| {
        if busy.get_untracked() {
            return;
        }
        let content = entry.entered();
        let before = known();
        busy.set(true);
        spawn_local(async move {
            let saved = match before {
                Some((id, version)) => calls::change(id, version, &content).await,
                None => calls::create(&content, &key.get_value()).await,
            };
            let refused = matches!(&saved, Err(failure) if *failure != ApiFailure::Offline);
            let drafted = saved.as_ref().ok().map(|r| r.id);
            let answer = match saved {
                Ok(r) if publish => {
                    let (id, version) = (r.id, r.version);
                    let _ = route.try_set(Some(r));
                    calls::step(id, version, "publications").await
                }
                other => other,
            };
            if busy.try_set(false).is_some() {
                return;
            }
            if let Some(id) = drafted {
                kept.set(content);
                // It is there though it is not published: loaded anew, the page finds it.
                if is_new && answer.is_err() {
                    page::readdress(&href(id));
                }
            }
            // Without an answer it may have been made: sent again by the same key, it is not made twice.
            if refused {
                key.set_value(api::idempotency_key());
            }
            match answer {
                Ok(r) => {
                    faults.clear();
                    toast::success(t(if publish { words::PUBLISHED } else { words::SAVED }));
                    let id = r.id;
                    route.set(Some(r));
                    if is_new {
                        go(href(id));
                    }
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let withdraw = Callback::new(move |()| {
        let Some((id, version)) = known() else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = calls::step(id, version, "withdrawals").await;
            if busy.try_set(false).is_some() {
                return;
            }
            withdrawing.set(false);
            match answer {
                Ok(r) => {
                    toast::success(t(words::WITHDRAWN));
                    route.set(Some(r));
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let delete = Callback::new(move |()| {
        let Some((id, version)) = known() else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = calls::remove(id, version).await;
            if busy.try_set(false).is_some() {
                return;
            }
            deleting.set(false);
            match answer {
                Ok(()) => {
                    toast::success(t(words::DELETED));
                    go(LIST.to_owned());
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let status = move || route.with(|r| r.as_ref().map(|r| r.status));
    let publishable = move || route.with(Option::is_none) || can(RouteAction::Publish);
    let name = if known().is_some() {
        words::EDIT
    } else {
        words::NEW
    };
    view! {
        <Breadcrumb above=vec![Crumb::new(LIST, t(words::OWN))] here=t(name).to_owned()/>
        <div class="page-head">
            <h1 class="page-title">{t(name)}</h1>
            {move || status().map(|status| view! { <StatusBadge status/> })}
            {move || (status() == Some(RouteStatus::Published)).then(|| known().map(|(id, _)| view! {
                <ButtonLink href=format!("/routes/{id}") icon=IconName::Globe>{t(venue::SEE_PUBLIC)}</ButtonLink>
            }))}
        </div>
        <form class="venue-form" novalidate on:submit=move |e| { e.prevent_default(); save(false) }>
            <p class="form-summary" aria-live="polite">{move || faults.summary()}</p>
            <fieldset class="venue-form" disabled=move || !editable()>
                <Fields entry faults/>
            </fieldset>
            <div class="form-actions">
                {move || can(RouteAction::Delete).then(|| view! {
                    <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || deleting.set(true)>{t(words::DELETE)}</Button>
                })}
                {move || can(RouteAction::Withdraw).then(|| view! {
                    <Button kind=ButtonKind::Danger on_press=move || withdrawing.set(true)>{t(words::WITHDRAW)}</Button>
                })}
                {move || editable().then(|| view! { <Button submit=true busy>{t(words::SAVE)}</Button> })}
                {move || publishable().then(|| view! {
                    <Button kind=ButtonKind::Primary busy on_press=move || save(true)>{t(words::PUBLISH)}</Button>
                })}
            </div>
        </form>
        <Confirm open=withdrawing title=t(words::WITHDRAW_TITLE) action=t(words::WITHDRAW) kind=ButtonKind::Danger busy on_confirm=withdraw>
            <p>{t(words::WITHDRAW_TEXT)}</p>
        </Confirm>
        <Confirm open=deleting title=t(words::DELETE_TITLE) action=t(words::DELETE) kind=ButtonKind::Danger busy on_confirm=delete>
            <p>{t(words::DELETE_TEXT)}</p>
        </Confirm>
    }
}

#[component]
fn Fields(entry: Entry, faults: FormFaults) -> impl IntoView {
    let audiences = Fetched::new(|| reference::dictionary(DictionaryName::Audiences));
    let audiences = Signal::derive(move || {
        let all = audiences.get().and_then(Result::ok).map(|page| page.items);
        let all = all.unwrap_or_default().into_iter();
        all.map(|entry| Choice::new(entry.code.clone(), names::entry(&entry)))
            .collect::<Vec<_>>()
    });
    let required = !entry.national;
    view! {
        <Field ids=FieldIds::new("") label=t(words::REGION) group=true>
            <RegionSelect value=entry.region fault=faults.at("/region_code") required=required whole=true/>
        </Field>
        <TextInput label=t(words::TITLE) value=entry.title fault=faults.at("/title") required=true/>
        <TextInput label=t(words::THEME) hint=t(words::THEME_HINT) value=entry.theme fault=faults.at("/theme") required=true/>
        <TextArea label=t(words::INTRODUCTION) value=entry.introduction limit=INTRODUCTION_MAX fault=faults.at("/introduction") required=true/>
        <CheckboxGroup label=t(words::AUDIENCES) value=entry.audiences choices=audiences fault=faults.at("/audiences")/>
        <StopFields stops=entry.stops faults/>
    }
}
