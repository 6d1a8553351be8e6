//! One of one's own resources: its form while it can be changed, and what became of it.

use domain::dictionary::{DictionaryEntry, DictionaryName};
use domain::id::{MediaId, ResourceId};
use domain::media::MediaKind;
use domain::resource::{
    DESCRIPTION_MAX, Licence, Resource, ResourceAction, ResourceContent, ResourceKind, ResourceStatus,
    ResourceStep,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::handle::{Events, Sheet};
use super::names::{self, StatusBadge};
use super::{LIBRARY, MINE};
use crate::api::{Answer, reference, resource as calls};
use crate::fetched::Fetched;
use crate::form::FormFaults;
use crate::i18n::{general, names as values, resource as words, t, tf};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::pages::activity::Files;
use crate::shell::SignedIn;
use crate::ui::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Checkbox, CheckboxGroup, Choice, Confirm, Crumb, IconName,
    RadioGroup, Select, TextArea, TextInput, toast,
};
use crate::unsaved::ask_before_leaving;

#[component]
pub fn EditPage() -> impl IntoView {
    page::title(t(words::FORM));
    let id = page::id_in_path::<ResourceId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => {
                    let again = RwSignal::new(0_u32);
                    let fetch = move || {
                        again.track();
                        calls::show(id)
                    };
                    view! {
                        <div class="wrap narrow page">
                            <Loaded heading=true lines=8 fetch draw=move |r| view! { <Shown r again/> }.into_any()/>
                        </div>
                    }.into_any()
                }
            }}
        </SignedIn>
    }
}

#[component]
fn Shown(r: Resource, again: RwSignal<u32>) -> impl IntoView {
    let title = match r.content.title.as_str() {
        "" => t(words::UNTITLED).to_owned(),
        title => title.to_owned(),
    };
    let can = |action| r.actions.contains(&action);
    let id = r.item.id;
    // Of what is stored now: the form saves while this page stands.
    let version = RwSignal::new(r.item.version);
    let (withdrawing, deleting, busy) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let withdraw = Callback::new(move |()| {
        busy.set(true);
        spawn_local(async move {
            let answer = calls::withdraw(id, version.get_untracked()).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            withdrawing.set(false);
            match answer {
                Ok(_) => {
                    toast::success(t(words::WITHDRAWN_NOW));
                    again.update(|n| *n += 1);
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let navigate = use_navigate();
    let delete = Callback::new(move |()| {
        let navigate = navigate.clone();
        busy.set(true);
        spawn_local(async move {
            let answer = calls::delete(id, version.get_untracked()).await;
            if busy.try_set(false).is_some() {
                return;
            }
            deleting.set(false);
            match answer {
                Ok(()) => {
                    toast::success(t(words::DELETED));
                    navigate(MINE, NavigateOptions::default());
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let content = if can(ResourceAction::Edit) {
        view! { <Form r=r.clone() version again/> }.into_any()
    } else {
        view! { <Sheet r=r.clone()/> }.into_any()
    };
    let returned = (r.item.status == ResourceStatus::Returned)
        .then(|| r.events.iter().rfind(|event| event.step == ResourceStep::Return))
        .flatten()
        .and_then(|event| event.reason.clone());
    view! {
        <Breadcrumb above=vec![Crumb::new(MINE, t(words::MINE))] here=title.clone()/>
        <div class="page-head">
            <div>
                <h1 class="page-title">{title}</h1>
                <p class="page-note">{r.item.organization_name.clone()}" · "{r.item.activity_title.clone()}</p>
            </div>
            <StatusBadge status=r.item.status/>
        </div>
        <div class="page-actions">
            {r.item.shown.then(|| view! {
                <ButtonLink href=format!("{LIBRARY}/{id}") icon=IconName::Globe>{t(words::PUBLIC_PAGE)}</ButtonLink>
            })}
            {can(ResourceAction::Withdraw).then(|| view! {
                <Button icon=IconName::Undo on_press=move || withdrawing.set(true)>{t(words::WITHDRAW)}</Button>
            })}
            {can(ResourceAction::Delete).then(|| view! {
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || deleting.set(true)>{t(words::DELETE)}</Button>
            })}
        </div>
        {returned.map(|why| view! { <p class="notice" role="status">{tf(words::RETURNED_WHY, &[&why])}</p> })}
        <Events r/>
        {content}
        <Confirm open=withdrawing title=t(words::WITHDRAW) action=t(words::WITHDRAW) kind=ButtonKind::Danger busy on_confirm=withdraw>
            <p>{t(words::WITHDRAW_TEXT)}</p>
        </Confirm>
        <Confirm open=deleting title=t(words::DELETE) action=t(words::DELETE) kind=ButtonKind::Danger busy on_confirm=delete>
            <p>{t(words::DELETE_TEXT)}</p>
        </Confirm>
    }
}

/// The form as signals. `Copy`.
#[derive(Clone, Copy)]
struct Draft {
    kind: RwSignal<String>,
    title: RwSignal<String>,
    description: RwSignal<String>,
    audiences: RwSignal<Vec<String>>,
    fields: RwSignal<Vec<String>>,
    photos: RwSignal<Vec<MediaId>>,
    videos: RwSignal<Vec<MediaId>>,
    documents: RwSignal<Vec<MediaId>>,
    url: RwSignal<String>,
    licence: RwSignal<String>,
    holds_rights: RwSignal<bool>,
}

impl Draft {
    fn of(c: ResourceContent) -> Self {
        Self {
            kind: RwSignal::new(c.kind.map(ResourceKind::as_str).unwrap_or_default().to_owned()),
            title: RwSignal::new(c.title),
            description: RwSignal::new(c.description),
            audiences: RwSignal::new(c.audiences),
            fields: RwSignal::new(c.fields),
            photos: RwSignal::new(c.photo_ids),
            videos: RwSignal::new(c.video_ids),
            documents: RwSignal::new(c.document_ids),
            url: RwSignal::new(c.url.unwrap_or_default()),
            licence: RwSignal::new(c.licence.map(Licence::as_str).unwrap_or_default().to_owned()),
            holds_rights: RwSignal::new(c.holds_rights),
        }
    }
    fn content(self) -> ResourceContent {
        ResourceContent {
            kind: ResourceKind::parse(&self.kind.get()),
            title: self.title.get(),
            description: self.description.get(),
            audiences: self.audiences.get(),
            fields: self.fields.get(),
            photo_ids: self.photos.get(),
            video_ids: self.videos.get(),
            document_ids: self.documents.get(),
            url: Some(self.url.get()).filter(|url| !url.trim().is_empty()),
            licence: Licence::parse(&self.licence.get()),
            holds_rights: self.holds_rights.get(),
        }
    }
}

/// Saves what is written and, where asked to, hands it in.
async fn send(
    id: ResourceId,
    version: i32,
    content: ResourceContent,
    submits: bool,
) -> (Option<Resource>, Answer<()>) {
    let saved = match calls::save(id, version, &content).await {
        Ok(saved) => saved,
        Err(failure) => return (None, Err(failure)),
    };
    if !submits {
        return (Some(saved), Ok(()));
    }
    match calls::submit(id, saved.item.version).await {
        Ok(done) => (Some(done), Ok(())),
        Err(failure) => (Some(saved), Err(failure)),
    }
}

#[component]
fn Form(r: Resource, version: RwSignal<i32>, again: RwSignal<u32>) -> impl IntoView {
    let (id, draft) = (r.item.id, Draft::of(r.content.clone()));
    let kept = RwSignal::new(r.content);
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    ask_before_leaving(Signal::derive(move || kept.with(|kept| *kept != draft.content())));
    let go = move |submits: bool| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        faults.clear();
        let content = untrack(|| draft.content());
        spawn_local(async move {
            let (saved, answer) = send(id, version.get_untracked(), content.clone(), submits).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            if let Some(saved) = saved {
                version.set(saved.item.version);
                kept.set(content);
            }
            match answer {
                Ok(()) if submits => {
                    toast::success(t(words::SUBMITTED_NOW));
                    again.update(|n| *n += 1);
                }
                Ok(()) => toast::success(t(general::SAVED)),
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        go(true);
    };
    view! {
        <form class="stack" novalidate on:submit=submit>
            <Select label=t(words::KIND) value=draft.kind choices=names::kinds() empty=t(general::PLEASE_CHOOSE)
                fault=faults.at("/kind") required=true/>
            <TextInput label=t(words::NAME) value=draft.title fault=faults.at("/title") required=true/>
            <TextArea label=t(words::DESCRIPTION) hint=t(words::DESCRIPTION_HINT) value=draft.description rows=8
                limit=DESCRIPTION_MAX fault=faults.at("/description") required=true/>
            <Codes label=t(words::AUDIENCES) value=draft.audiences of=DictionaryName::Audiences faults pointer="/audiences" required=true/>
            <Codes label=t(words::FIELDS) value=draft.fields of=DictionaryName::Fields faults pointer="/fields"/>
            <Files kind=MediaKind::Photo label=t(words::PHOTOS) hint=t(words::PHOTOS_HINT) accept="image/jpeg,image/png"
                value=draft.photos faults pointer="/photo_ids"/>
            <Files kind=MediaKind::Video label=t(words::VIDEOS) hint=t(words::VIDEOS_HINT) accept="video/mp4,video/quicktime"
                value=draft.videos faults pointer="/video_ids"/>
            <Files kind=MediaKind::Attachment label=t(words::FILES) hint=t(words::FILES_HINT) accept=".pdf,.docx,.xlsx,.jpg,.jpeg,.png"
                value=draft.documents faults pointer="/document_ids"/>
            <TextInput label=t(words::URL) hint=t(words::URL_HINT) value=draft.url inputmode="url" fault=faults.at("/url")/>
            <RadioGroup label=t(words::LICENCE) value=draft.licence choices=licences() fault=faults.at("/licence") required=true/>
            <div class="field">
                <Checkbox label=t(words::HOLDS_RIGHTS) value=draft.holds_rights/>
                <div class="field-fault" aria-live="polite">{move || faults.at("/holds_rights").get()}</div>
            </div>
            <p class="field-fault" role="status">{move || faults.message("").or(faults.summary())}</p>
            <div class="form-buttons">
                <Button busy on_press=move || go(false)>{t(general::SAVE)}</Button>
                <Button kind=ButtonKind::Primary submit=true busy>{t(words::SUBMIT)}</Button>
            </div>
        </form>
    }
}

/// Each with what it allows.
fn licences() -> Vec<Choice> {
    let choice = |licence: Licence| {
        let (name, allows) = names::licence(licence);
        Choice::new(licence.as_str(), format!("{}：{}", t(name), t(allows)))
    };
    Licence::ALL.map(choice).to_vec()
}

/// Values of a dictionary.
#[component]
fn Codes(
    #[prop(into)] label: String,
    value: RwSignal<Vec<String>>,
    of: DictionaryName,
    faults: FormFaults,
    pointer: &'static str,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let entries = Fetched::new(move || reference::dictionary(of));
    let choices = Signal::derive(move || {
        let all = entries.get().and_then(Result::ok).map(|page| page.items);
        let choice = |e: &DictionaryEntry| Choice::new(e.code.as_str(), values::entry(e));
        all.unwrap_or_default().iter().map(choice).collect::<Vec<_>>()
    });
    view! { <CheckboxGroup label value choices fault=faults.at(pointer) required/> }
}
