//! One difference with the registry: what it is about, both sides, the decision.

use std::collections::BTreeMap;

use domain::id::OrganizationId;
use domain::organization::OrganizationItem;
use domain::problem::Code;
use domain::registry::{
    ConflictDecision, ConflictKind, ConflictStatus, DecideConflict, RegistryConflict, RegistryField, Side,
};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::components::A;

use super::sides::{Row, Sides, asked_rows, compared};
use crate::api::organization::OrganizationFilter;
use crate::api::{organization, registry as calls};
use crate::format;
use crate::i18n::{Text, organization_desk, registry, t, tf};
use crate::load::Loaded;
use crate::pages::organization::href;
use crate::pages::organization::status::CertificationBadge;
use crate::ui::{Badge, Button, ButtonKind, Choice, IconName, Select, Tone, toast};

/// What every part of an open one needs. `Copy`.
#[derive(Clone, Copy)]
struct Deciding {
    conflict: StoredValue<RegistryConflict>,
    busy: RwSignal<bool>,
    done: RwSignal<Option<RegistryConflict>>,
    on_stale: Callback<()>,
}

impl Deciding {
    fn send(
        self,
        decision: ConflictDecision,
        with: Option<OrganizationId>,
        take: BTreeMap<RegistryField, Side>,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        let (id, version) = self.conflict.with_value(|c| (c.id, c.version));
        let decided = DecideConflict {
            decision,
            organization_id: with,
            take,
        };
        spawn_local(async move {
            let answer = calls::decide(id, version, &decided).await;
            if self.busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(now) => {
                    toast::success(tf(registry::DONE, &[&name_of(&now)]));
                    self.done.set(Some(now));
                }
                Err(failure) if matches!(failure.code(), Some(Code::Stale | Code::AlreadyDecided)) => {
                    toast::failure(t(registry::CHANGED));
                    self.on_stale.run(());
                }
                Err(failure) => {
                    let faults: Vec<_> = failure.errors().iter().map(|e| e.message.clone()).collect();
                    toast::failure(if faults.is_empty() {
                        failure.message()
                    } else {
                        faults.join(" ")
                    });
                }
            }
        });
    }
}

/// What it is about, by its name here or there.
fn name_of(c: &RegistryConflict) -> String {
    let ours = c.organization.as_ref().map(|o| o.full_name.clone());
    let theirs = || c.theirs.as_ref().map(|told| told.full_name.clone());
    ours.or_else(theirs).unwrap_or_else(|| c.external_id.clone())
}

const fn kind_of(kind: ConflictKind) -> (Text, Text, Tone) {
    match kind {
        ConflictKind::Fields => (registry::KIND_FIELDS, registry::LEAD_FIELDS, Tone::Warning),
        ConflictKind::Lookalike => (registry::KIND_LOOKALIKE, registry::LEAD_LOOKALIKE, Tone::Accent),
        ConflictKind::Unreadable => (registry::KIND_UNREADABLE, registry::LEAD_UNREADABLE, Tone::Bad),
    }
}

#[component]
pub fn Conflict(
    conflict: RegistryConflict,
    /// Somebody else was faster, or the registry has said something new.
    on_stale: Callback<()>,
) -> impl IntoView {
    let deciding = Deciding {
        conflict: StoredValue::new(conflict),
        busy: RwSignal::new(false),
        done: RwSignal::new(None),
        on_stale,
    };
    move || {
        let now = deciding.done.get();
        let c = now.unwrap_or_else(|| deciding.conflict.get_value());
        let open = c.status == ConflictStatus::Open;
        let (kind, lead, tone) = kind_of(c.kind);
        let (badge, tone) = match c.status {
            ConflictStatus::Open => (kind, tone),
            ConflictStatus::Decided => (registry::DECIDED, Tone::Good),
            ConflictStatus::Superseded => (registry::SUPERSEDED, Tone::Neutral),
        };
        let name = match c.organization.clone() {
            Some(o) => view! { <A href=href(o.id)>{o.full_name}</A> }.into_any(),
            None => name_of(&c).into_any(),
        };
        view! {
            <article class="pair">
                <header class="pair-side">
                    <h2 class="pair-name">{name}</h2>
                    <p class="row-note">{under(&c)}</p>
                    <div class="badges">
                        <Badge tone>{t(badge)}</Badge>
                        {c.organization.as_ref().map(|o| view! { <CertificationBadge of=o.certification/> })}
                    </div>
                </header>
                {open.then(|| view! { <p class="page-note">{t(lead)}</p> })}
                {match (c.kind, open) {
                    (ConflictKind::Unreadable, _) => unreadable(&c, deciding, open),
                    (ConflictKind::Lookalike, true) => lookalike(&c, deciding),
                    (ConflictKind::Lookalike | ConflictKind::Fields, _) => {
                        let resolve = (registry::RESOLVE, ConflictDecision::Resolve, None);
                        decidable(asked_rows(&c), deciding, open.then_some(resolve))
                    }
                }}
            </article>
        }
        .into_any()
    }
}

/// Where it lies, its number there, and since when.
fn under(c: &RegistryConflict) -> String {
    let mut parts: Vec<String> = c.organization.iter().map(|o| o.region_name.clone()).collect();
    parts.push(tf(registry::NUMBER, &[&c.external_id]));
    if let Some(told) = &c.theirs {
        parts.push(tf(registry::TOLD, &[&format::moment(told.updated_at)]));
    }
    if let Some(at) = c.decided_at {
        parts.push(tf(registry::DONE_AT, &[&format::moment(at)]));
    }
    parts.join(" · ")
}

/// Rows with a choice each, and the buttons below.
fn decidable(
    rows: Vec<Row>,
    deciding: Deciding,
    decision: Option<(Text, ConflictDecision, Option<OrganizationId>)>,
) -> AnyView {
    let take = RwSignal::new(BTreeMap::<RegistryField, Side>::new());
    let tried = RwSignal::new(false);
    let asked: Vec<_> = rows.iter().filter(|row| row.asked).map(|row| row.field).collect();
    let missing = {
        let asked = asked.clone();
        Memo::new(move |_| take.with(|take| asked.iter().filter(|field| !take.contains_key(*field)).count()))
    };
    let Some((text, decision, with)) = decision else {
        return view! { <Sides rows/> }.into_any();
    };
    let press = move || {
        if missing.get_untracked() == 0 {
            deciding.send(decision, with, take.get_untracked());
        } else {
            tried.set(true);
        }
    };
    let different = decision == ConflictDecision::Same;
    view! {
        <Sides rows take=take/>
        <div class="compare-actions">
            <p class="field-fault conflict-missing" role="alert">
                {move || (tried.get() && missing.get() > 0).then(|| tf(registry::MISSING, &[&missing.get().to_string()]))}
            </p>
            {different.then(|| view! {
                <Button busy=deciding.busy on_press=move || {
                    deciding.send(ConflictDecision::Different, None, BTreeMap::new());
                }>{t(registry::DIFFERENT)}</Button>
            })}
            <Button kind=ButtonKind::Primary icon=IconName::Check busy=deciding.busy on_press=press>{t(text)}</Button>
        </div>
    }
    .into_any()
}

/// Which of ours it may be, then both side by side.
fn lookalike(c: &RegistryConflict, deciding: Deciding) -> AnyView {
    let (Some(told), Some(named)) = (c.theirs.clone(), c.organization.clone()) else {
        return ().into_any();
    };
    let chosen = RwSignal::new(named.id.to_string());
    let filter = OrganizationFilter {
        q: told.full_name.clone(),
        region: told.region_code.clone(),
        ..OrganizationFilter::default()
    };
    let alike = move || {
        let (filter, named) = (filter.clone(), named.clone());
        async move {
            let mut all = organization::list(&filter, None).await?.items;
            all.retain(|o| o.full_name == named.full_name && o.id != named.id);
            all.insert(0, named);
            Ok(all)
        }
    };
    let ours = move || {
        let id = chosen.get().parse::<OrganizationId>();
        async move {
            match id {
                Ok(id) => organization::show(id).await.map(Some),
                Err(_) => Ok(None),
            }
        }
    };
    let told = StoredValue::new(told);
    view! {
        <Loaded lines=1 fetch=alike draw=move |all| which(all, chosen)/>
        <Loaded lines=6 fetch=ours draw=move |ours| match ours {
            Some(ours) => {
                let rows = told.with_value(|told| compared(&ours, told));
                decidable(rows, deciding, Some((registry::SAME, ConflictDecision::Same, Some(ours.id))))
            }
            None => ().into_any(),
        }/>
    }
    .into_any()
}

/// Nothing to choose where there is but one of the name.
fn which(all: Vec<OrganizationItem>, chosen: RwSignal<String>) -> AnyView {
    if all.len() < 2 {
        return ().into_any();
    }
    let choice = |o: &OrganizationItem| {
        let code = o.uscc.as_deref().unwrap_or(t(organization_desk::EMPTY));
        Choice::new(
            o.id.to_string(),
            format!("{}（{}，{code}）", o.full_name, o.region_name),
        )
    };
    let choices: Vec<_> = all.iter().map(choice).collect();
    view! { <Select label=t(registry::WHICH) value=chosen choices/> }.into_any()
}

fn unreadable(c: &RegistryConflict, deciding: Deciding, open: bool) -> AnyView {
    let told = c.theirs.as_ref().map(|told| {
        let optional = [&told.kind, &told.uscc, &told.host_unit];
        let mut all = vec![told.full_name.clone(), told.region_code.clone()];
        all.extend(optional.into_iter().flatten().cloned());
        all.extend(told.aliases.iter().cloned());
        all.retain(|text| !text.trim().is_empty());
        tf(registry::TOLD_IS, &[&all.join("，")])
    });
    let faults: Vec<_> = c.faults.iter().map(|fault| fault.message.clone()).collect();
    view! {
        <ul class="consequences">{faults.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
        {told.map(|text| view! { <p class="row-note">{text}</p> })}
        {open.then(|| view! {
            <div class="compare-actions">
                <Button busy=deciding.busy on_press=move || {
                    deciding.send(ConflictDecision::Dismiss, None, BTreeMap::new());
                }>{t(registry::DISMISS)}</Button>
            </div>
        })}
    }
    .into_any()
}
