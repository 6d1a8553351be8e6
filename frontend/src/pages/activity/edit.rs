//! Filing: a new activity begins with its organisation; after that the draft saves itself.

use domain::activity::rules::{SubmissionContext, check_submission};
use domain::activity::view::{Activity, ActivityContentInput, NewActivity};
use domain::id::{ActivityId, OrganizationId};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_params_map};

use super::form::{
    Basics, Detail, Draft, DraftFindings, FaultList, Form, Offers, PART_COUNT, ParticipantsPart, People,
    Place, Saving, part_of, saved_at, with_waiting,
};
use crate::api::{self, Answer, activity as calls};
use crate::autosave::SavingBar;
use crate::form::FormFaults;
use crate::i18n::{activity, help, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::session::use_session;
use crate::shell::SignedIn;
use crate::ui::{
    Breadcrumb, Button, ButtonKind, ButtonLink, Choice, Crumb, EmptyState, IconName, RadioGroup, Step, Steps,
    toast,
};

#[component]
pub fn EditPage() -> impl IntoView {
    let params = use_params_map();
    let named = Memo::new(move |_| params.with(|p| p.get("id")));
    view! {
        <SignedIn>
            {move || match named.get().map(|id| id.parse::<ActivityId>()) {
                None => view! { <Begin/> }.into_any(),
                Some(Err(_)) => view! { <NotFound/> }.into_any(),
                Some(Ok(id)) => {
                    page::title(t(activity::EDIT));
                    view! {
                        <div class="wrap page">
                            <Loaded heading=true lines=8 fetch=move || fetch(id) draw=|(a, offers)| view! { <Editor a offers/> }.into_any()/>
                        </div>
                    }.into_any()
                }
            }}
        </SignedIn>
    }
}

async fn fetch(id: ActivityId) -> Answer<(Activity, Offers)> {
    let a = calls::show(id).await?;
    let offers = Offers::fetch(a.edition.clone()).await?;
    Ok((a, offers))
}

/// For which organisation? With only one there is nothing to ask.
#[component]
fn Begin() -> impl IntoView {
    page::title(t(activity::NEW));
    let session = use_session();
    let navigate = use_navigate();
    let grants = session.me().map(|me| me.grants).unwrap_or_default();
    let mut choices: Vec<Choice> = Vec::new();
    for g in grants.into_iter().filter(|g| g.role.is_in_organization()) {
        if let (Some(id), Some(name)) = (g.organization_id, g.organization_name)
            && !choices.iter().any(|c| c.value == id.to_string())
        {
            choices.push(Choice::new(id.to_string(), name));
        }
    }
    let chosen = RwSignal::new(choices.first().map(|c| c.value.clone()).unwrap_or_default());
    let busy = RwSignal::new(false);
    let key = StoredValue::new(api::idempotency_key());
    let begin = move || {
        let Ok(organization_id) = chosen.get_untracked().parse::<OrganizationId>() else {
            return;
        };
        let navigate = navigate.clone();
        busy.set(true);
        leptos::task::spawn_local(async move {
            let new = NewActivity {
                edition: "current".to_owned(),
                organization_id,
                content: ActivityContentInput::default(),
            };
            match calls::create(&new, &key.get_value()).await {
                Ok(a) => {
                    let replace = NavigateOptions {
                        replace: true,
                        ..NavigateOptions::default()
                    };
                    navigate(&format!("/my/activities/{}/edit", a.id), replace);
                }
                Err(failure) => {
                    busy.set(false);
                    toast::failure(failure.message());
                }
            }
        });
    };
    let content = match choices.len() {
        0 => view! {
            <EmptyState title=t(activity::NO_ORGANIZATION) text=t(activity::NO_ORGANIZATION_HINT) icon=IconName::Building>
                <ButtonLink href="/my/organizations/new" kind=ButtonKind::Primary>{t(crate::i18n::organization::NEW)}</ButtonLink>
            </EmptyState>
        }
        .into_any(),
        _ => view! {
            <div class="narrow">
                <RadioGroup label=t(activity::NEW_FOR) value=chosen choices=choices/>
                <Button kind=ButtonKind::Primary busy on_press=begin>{t(activity::NEW_BEGIN)}</Button>
            </div>
        }
        .into_any(),
    };
    view! {
        <div class="wrap page">
            <Breadcrumb above=vec![Crumb::new("/my/activities", t(activity::MINE))] here=t(activity::NEW).to_owned()/>
            <h1 class="page-title">{t(activity::NEW)}</h1>
            {content}
        </div>
    }
}

#[component]
fn Editor(a: Activity, offers: Offers) -> impl IntoView {
    let faults = FormFaults::default();
    let (content, waited) = with_waiting(&a);
    if waited {
        toast::success(t(activity::RESTORED).to_owned());
    }
    let draft = Draft::of(content);
    if draft.structure_name.with_untracked(String::is_empty) {
        draft.structure_name.set(a.organization_name.clone());
    }
    if draft.hosts.with_untracked(Vec::is_empty) {
        let own = domain::activity::content::Unit {
            organization_id: Some(a.organization_id),
            name: a.organization_name.clone(),
        };
        draft.hosts.set(vec![own]);
    }
    let form = Form {
        draft,
        faults,
        offers: StoredValue::new(offers),
    };
    let saving = Saving::of(&a, draft, faults);
    if waited {
        saving.save_soon();
    }
    let part = RwSignal::new(0_usize);
    let labels = [
        activity::STEP_BASICS,
        activity::STEP_PLACE,
        activity::STEP_PUBLIC,
        activity::STEP_DETAIL,
        activity::STEP_PEOPLE,
    ];
    let steps = Signal::derive(move || {
        let wrong: Vec<usize> = faults.all().iter().map(part_of).collect();
        labels
            .iter()
            .enumerate()
            .map(|(n, label)| Step {
                label: t(*label).to_owned(),
                wrong: wrong.contains(&n),
            })
            .collect::<Vec<_>>()
    });
    // Once faults are shown, each goes as soon as it is mended.
    let checked = RwSignal::new(false);
    Effect::new(move |_| {
        let content = draft.content();
        if checked.get() {
            form.offers.with_value(|o| {
                if let Some(now) = page::now() {
                    let on = SubmissionContext {
                        edition: &o.edition,
                        dictionaries: &o.dictionaries,
                        now,
                    };
                    faults.renew(&check_submission(&content, on));
                }
            });
        }
    });
    let busy = RwSignal::new(false);
    let navigate = use_navigate();
    let id = a.id;
    let submit = move || {
        let navigate = navigate.clone();
        faults.clear();
        let content = untrack(|| draft.content());
        checked.set(false);
        let found = form.offers.with_value(|o| {
            page::now().map(|now| {
                check_submission(
                    &content,
                    SubmissionContext {
                        edition: &o.edition,
                        dictionaries: &o.dictionaries,
                        now,
                    },
                )
            })
        });
        busy.set(true);
        leptos::task::spawn_local(async move {
            let saved = saving.save().await;
            // The browser knows the rules; the server is asked only for what it alone can know.
            let locally = found.is_some_and(|found| faults.show(&found));
            checked.set(locally);
            if saved && !locally {
                match calls::submit(id, saving.version()).await {
                    Ok(_) => {
                        toast::success(t(activity::SUBMITTED));
                        navigate(&format!("/my/activities/{id}"), NavigateOptions::default());
                        return;
                    }
                    Err(failure) => faults.fail(&failure),
                }
            }
            busy.set(false);
            if let Some(first) = faults.all().iter().map(part_of).min() {
                part.set(first);
            }
            page::focus("form-faults");
        });
    };
    let title = move || {
        draft.title.with(|text| {
            if text.is_empty() {
                t(activity::UNTITLED).to_owned()
            } else {
                text.clone()
            }
        })
    };
    let reason = a.status.is_editable().then(|| a.status.name());
    view! {
        <Breadcrumb
            above=vec![Crumb::new("/my/activities", t(activity::MINE)), Crumb::new(format!("/my/activities/{id}"), t(activity::SHOW))]
            here=Signal::derive(title)
        />
        <div class="page-head">
            <h1 class="page-title">{title}</h1>
            <span class="page-note">{a.organization_name.clone()}" · "{reason}</span>
        </div>
        <p class="row-note"><a href="/help#file" target="_blank" rel="noopener">{t(help::FROM_FORM)}</a></p>
        <SavingBar saving saved=saved_at conflict=activity::CONFLICT/>
        <FaultList form part/>
        <DraftFindings saving part/>
        <Steps label=t(activity::STEPS) steps current=part/>
        <div class="form-part">
            <h2 class="form-title">{move || steps.with(|all| all.get(part.get()).map(|s| s.label.clone()))}</h2>
            // Every part stays in the page: what was typed, chosen or is being uploaded in it goes on.
            <div hidden=move || part.get() != 0><Basics form/></div>
            <div hidden=move || part.get() != 1><Place form/></div>
            <div hidden=move || part.get() != 2><ParticipantsPart form/></div>
            <div hidden=move || part.get() != 3><Detail form/></div>
            <div hidden=move || part.get() != 4><People form/></div>
        </div>
        <div class="form-actions">
            {move || (part.get() > 0).then(|| view! {
                <Button icon=IconName::ArrowLeft on_press=move || part.update(|n| *n -= 1)>{t(activity::PREVIOUS)}</Button>
            })}
            {move || (part.get() + 1 < PART_COUNT).then(|| view! {
                <Button kind=ButtonKind::Primary on_press=move || part.update(|n| *n += 1)>{t(activity::NEXT)}</Button>
            })}
            {
                let submit = Callback::new(move |()| submit());
                move || (part.get() + 1 == PART_COUNT).then(|| view! {
                    <Button kind=ButtonKind::Primary busy icon=IconName::Check on_press=submit>{t(activity::SUBMIT)}</Button>
                })
            }
        </div>
    }
}
