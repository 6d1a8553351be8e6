//! Drafting a notice, and going on with a draft.

use domain::circular::{Audience, Circular, CircularContent, CircularStatus, NewCircular, check_new};
use domain::id::CircularId;
use domain::problem::Faults;
use domain::region::RegionCode;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

use super::audience::{AudienceEntry, AudienceFields};
use super::fields::{ContentEntry, ContentFields};
use super::steps::{Delete, Publish};
use super::{LIST, OFFICIALS, Open, href, own_regions};
use crate::api::{self, circular as calls};
use crate::form::FormFaults;
use crate::i18n::{circular as words, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::organization::kinds::Kinds;
use crate::pages::sheet::RegionName;
use crate::session::use_session;
use crate::shell::SignedInAs;
use crate::ui::{Breadcrumb, Button, ButtonKind, Card, Checkbox, Choice, Crumb, Select, toast};

#[component]
pub fn NewPage() -> impl IntoView {
    page::title(t(words::NEW));
    view! {
        <SignedInAs roles=OFFICIALS>
            {move || {
                let regions = use_session().actor().map(|actor| own_regions(&actor)).unwrap_or_default();
                view! { <Form regions before=None/> }
            }}
        </SignedInAs>
    }
}

#[component]
pub fn EditPage() -> impl IntoView {
    page::title(t(words::EDIT));
    let id = page::id_in_path::<CircularId>("id");
    view! {
        <SignedInAs roles=OFFICIALS>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <Loaded heading=true lines=10 fetch=move || calls::show(id) draw=|c: Circular| {
                        if c.status == CircularStatus::Draft {
                            view! { <Form regions=vec![c.region_code.clone()] before=Some(c)/> }.into_any()
                        } else {
                            view! { <NotFound/> }.into_any()
                        }
                    }/>
                }.into_any(),
            }}
        </SignedInAs>
    }
}

#[component]
fn Form(regions: Vec<RegionCode>, before: Option<Circular>) -> impl IntoView {
    let faults = FormFaults::default();
    let first = regions.first().map(ToString::to_string).unwrap_or_default();
    let region = RwSignal::new(first);
    let content = match &before {
        Some(c) => ContentEntry::of(c),
        None => ContentEntry::new(&CircularContent::default(), Vec::new()),
    };
    let regions_only = Audience {
        regions: true,
        ..Audience::default()
    };
    let audience = AudienceEntry::new(before.as_ref().map_or(&regions_only, |c| &c.audience));
    let about_edition = RwSignal::new(before.as_ref().is_none_or(|c| c.edition.is_some()));
    // The edition of a draft stays what it was, also once another one is current.
    let edition = before.as_ref().and_then(|c| c.edition.clone());
    let edition = StoredValue::new(edition.unwrap_or_else(|| "current".to_owned()));
    let public = RwSignal::new(before.as_ref().is_some_and(|c| c.public));
    let draft = RwSignal::new(before);
    let (busy, key) = (RwSignal::new(false), StoredValue::new(api::idempotency_key()));
    let entered = move || -> Option<NewCircular> {
        Some(NewCircular {
            region_code: region.get().parse().ok()?,
            edition: about_edition.get().then(|| edition.get_value()),
            public: public.get(),
            audience: audience.entered(),
            content: content.entered(),
        })
    };
    let kinds = Kinds::here();
    let check = move || -> Faults {
        let known: Vec<String> = kinds.choices().get().into_iter().map(|c| c.value).collect();
        match (entered(), page::now()) {
            (Some(new), Some(now)) => check_new(&new, now.shanghai_date(), &known),
            _ => Faults::new(),
        }
    };
    faults.follow(check);
    // Keeps what is entered; `then` gets the draft as it is now.
    let save = move |then: Callback<Circular>| {
        let Some(new) = entered() else { return };
        if busy.get_untracked() || content.is_busy() {
            return;
        }
        busy.set(true);
        let known = draft.with_untracked(|d| d.as_ref().map(|d| (d.id, d.version)));
        spawn_local(async move {
            let answer = match known {
                Some((id, version)) => calls::change(id, version, &new).await,
                None => calls::create(&new, &key.get_value()).await,
            };
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    faults.clear();
                    draft.set(Some(now.clone()));
                    then.run(now);
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let navigate = use_navigate();
    let saved = Callback::new(move |now: Circular| {
        toast::success(t(words::SAVED));
        navigate(
            &format!("{}/edit", href(now.id)),
            leptos_router::NavigateOptions {
                replace: true,
                ..Default::default()
            },
        );
    });
    let publishing = RwSignal::new(false);
    let ask = Callback::new(move |_: Circular| publishing.set(true));
    let publish = move || {
        if !faults.show(&untrack(check)) {
            save(ask);
        }
    };
    let name = Signal::derive(move || {
        t(if draft.with(Option::is_some) {
            words::EDIT
        } else {
            words::NEW
        })
        .to_owned()
    });
    let choices = regions.len() > 1;
    let named = regions.first().map(ToString::to_string).unwrap_or_default();
    let offered: Vec<Choice> = regions
        .iter()
        .map(|code| Choice::new(code.to_string(), code.to_string()))
        .collect();
    let open = Memo::new(move |_| draft.with(Option::is_some));
    view! {
        <div class="wrap narrow page">
            <Breadcrumb above=vec![Crumb::new(LIST, t(words::TITLE))] here=name/>
            <h1 class="page-title">{move || name.get()}</h1>
            <Card>
                <div class="circular-form">
                    {if choices {
                        view! { <Select label=t(words::REGION) value=region choices=offered/> }.into_any()
                    } else {
                        view! { <p class="row-note">{t(words::REGION)}"："<RegionName code=named/></p> }.into_any()
                    }}
                    <ContentFields entry=content faults/>
                    <AudienceFields entry=audience faults/>
                    <div class="options">
                        <Checkbox label=t(words::ABOUT_EDITION) value=about_edition/>
                        <Checkbox label=t(words::PUBLIC) value=public/>
                    </div>
                    <p class="form-summary" aria-live="polite">{move || faults.summary()}</p>
                    <div class="form-buttons">
                        <Button busy on_press=move || save(saved)>{t(words::SAVE_DRAFT)}</Button>
                        <Button kind=ButtonKind::Primary busy on_press=publish>{t(words::PUBLISH)}</Button>
                    </div>
                </div>
            </Card>
            {move || open.get().then(|| {
                let c = draft.get_untracked()?;
                let opened = Open { c: RwSignal::new(c), busy };
                Effect::new(move |_| {
                    if let Some(now) = draft.get() {
                        opened.c.set(now);
                    }
                });
                Some(view! {
                    <Publish open=opened asking=publishing faults/>
                    <Delete open=opened/>
                })
            })}
        </div>
    }
}
