//! Changing an organisation, and asking for its certification in the same step.

use domain::id::OrganizationId;
use domain::organization::{
    Certification, CertificationRequest, Organization, OrganizationAction, check_change,
};
use domain::problem::Code;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::form::{Fields, OrganizationFields, is_nothing};
use super::history::latest_reason;
use super::proof::ProofField;
use super::{LIST, href};
use crate::api::{Answer, organization as calls};
use crate::i18n::{Text, general, organization, t};
use crate::load::Loaded;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{Breadcrumb, Button, ButtonKind, ButtonLink, Crumb, EmptyState, IconName, toast};
use crate::unsaved::ask_before_leaving;

#[component]
pub fn EditPage() -> impl IntoView {
    page::title(t(organization::EDIT_TITLE));
    let id = page::id_in_path::<OrganizationId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! {
                    <div class="wrap narrow page">
                        <Loaded heading=true lines=10 fetch=move || calls::show(id) draw=|o| view! { <Shown o/> }.into_any()/>
                    </div>
                }.into_any(),
            }}
        </SignedIn>
    }
}

#[component]
fn Shown(o: Organization) -> impl IntoView {
    let above = vec![
        Crumb::new(LIST, t(organization::LIST)),
        Crumb::new(href(o.id), o.full_name.clone()),
    ];
    let may = o.actions.contains(&OrganizationAction::Edit);
    view! {
        <Breadcrumb above here=t(organization::EDIT).to_owned()/>
        <h1 class="page-title">{t(organization::EDIT_TITLE)}</h1>
        {if may {
            view! { <Form o/> }.into_any()
        } else {
            view! {
                <EmptyState title=t(general::NOT_ALLOWED) text=t(general::NOT_ALLOWED_HINT) icon=IconName::Info>
                    <ButtonLink href=href(o.id)>{t(general::BACK)}</ButtonLink>
                </EmptyState>
            }.into_any()
        }}
    }
}

#[component]
fn Form(o: Organization) -> impl IntoView {
    let fields = Fields::of(&o);
    let faults = fields.faults;
    let busy = RwSignal::new(false);
    // Nothing is unsaved once it is sent.
    let sent = RwSignal::new(false);
    let own = o.actions.contains(&OrganizationAction::Leave);
    let asks = own && o.actions.contains(&OrganizationAction::RequestCertification);
    let returned = o.certification == Certification::Returned;
    let contact = (o.contact_name.clone(), o.contact_phone.clone());
    let (id, back) = (o.id, href(o.id));
    let o = StoredValue::new(o);
    fields.recheck(move || check_change(&o.with_value(|o| fields.change(o))));
    ask_before_leaving(Signal::derive(move || {
        !sent.get() && o.with_value(|o| fields.differs(o))
    }));
    let navigate = StoredValue::new_local(use_navigate());
    let save = Callback::new(move |ask: bool| {
        if busy.get_untracked() || fields.proofs.is_busy() {
            return;
        }
        let change = o.with_value(|o| fields.change(o));
        if faults.show(&check_change(&change)) {
            return;
        }
        busy.set(true);
        // While it waits, further proof goes with a request that changes nothing else.
        let ask = ask || fields.proofs.any();
        spawn_local(async move {
            let answer = put(o, fields, ask).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(done) => {
                    sent.set(true);
                    toast::success(t(done));
                    navigate.with_value(|navigate| navigate(&href(id), NavigateOptions::default()));
                }
                Err(failure) if failure.code() == Some(Code::Stale) => toast::failure(t(organization::STALE)),
                Err(failure) => faults.fail(&failure),
            }
        });
    });
    let blocked = Signal::derive(move || fields.proofs.is_busy());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        save.run(asks);
    };
    // Proof is given with a request: where none can be made, there is nothing to give it with.
    let proves = own && (asks || o.with_value(|o| o.certification == Certification::Pending));
    view! {
        {returned.then(|| view! { <Returned id/> })}
        <form class="organization-form" novalidate on:submit=submit>
            <p class="form-summary" aria-live="polite">{move || faults.summary()}</p>
            <OrganizationFields fields contact known=true/>
            {proves.then(|| view! {
                <h2 class="form-heading">{t(organization::PROOF)}</h2>
                <ProofField proofs=fields.proofs fault=faults.at("/proof_media_ids") headed=true/>
            })}
            <div class="form-actions">
                {if asks {
                    view! {
                        <Button kind=ButtonKind::Primary submit=true busy disabled=blocked>{t(organization::SAVE_AND_ASK)}</Button>
                        // Proof goes with a request only.
                        {move || (!fields.proofs.any()).then(|| view! {
                            <Button busy disabled=blocked on_press=move || save.run(false)>{t(general::SAVE)}</Button>
                        })}
                    }.into_any()
                } else {
                    view! { <Button kind=ButtonKind::Primary submit=true busy disabled=blocked>{t(general::SAVE)}</Button> }.into_any()
                }}
                <ButtonLink href=back kind=ButtonKind::Quiet>{t(general::CANCEL)}</ButtonLink>
            </div>
        </form>
    }
}

/// Saves what differs, then asks; answers what to say.
async fn put(kept: StoredValue<Organization>, fields: Fields, ask: bool) -> Answer<Text> {
    let mut known = kept.get_value();
    let change = fields.change(&known);
    if !is_nothing(&change) {
        known = calls::change(known.id, known.version, &change).await?;
        // A second try goes on from here.
        let _ = kept.try_set_value(known.clone());
    }
    if !ask {
        return Ok(organization::SAVED);
    }
    let request = CertificationRequest {
        proof_media_ids: fields.proofs.ids(),
    };
    calls::request_certification(known.id, known.version, &request).await?;
    Ok(match known.certification {
        Certification::Pending => organization::SAVED,
        _ => organization::ASKED_AGAIN,
    })
}

/// What is to be mended.
#[component]
fn Returned(id: OrganizationId) -> impl IntoView {
    view! {
        <Loaded lines=1 fetch=move || calls::events(id) draw=|page| view! {
            <div class="notice notice-warning">
                <p class="notice-title">{t(organization::IS_RETURNED)}</p>
                <p>{latest_reason(page.items)}</p>
            </div>
        }.into_any()/>
    }
}
