//! Two organisations side by side, field by field, with what differs marked; and making one of them.

use std::sync::Arc;

use domain::id::OrganizationId;
use domain::organization::{Member, Organization, OrganizationAction};
use leptos::prelude::*;
use leptos_router::components::A;

use super::href;
use super::kinds::Kinds;
use super::members::count_admins;
use super::merge::MergeDialog;
use super::opened::Opened;
use super::status::{CertificationBadge, certification, source};
use crate::api::{Answer, organization as calls};
use crate::format;
use crate::i18n::{Text, organization, organization_desk as words, t, tf};
use crate::load::Loaded;
use crate::ui::{Badge, Button, IconName, Tone};

/// One of the two, with its members where one may know them.
#[derive(Debug, Clone)]
pub struct Side {
    pub o: Organization,
    pub members: Option<Vec<Member>>,
}

async fn side(id: OrganizationId) -> Answer<Side> {
    let o = calls::show(id).await?;
    let members = calls::members(o.id).await.ok().map(|page| page.items);
    Ok(Side { o, members })
}

#[component]
pub fn Compare(
    one: OrganizationId,
    other: OrganizationId,
    /// Where it is not the open one that is merged.
    #[prop(optional, into)]
    on_merged: Option<Callback<Organization>>,
) -> impl IntoView {
    let opened = use_context::<Opened>();
    let merged = Callback::new(move |kept: Organization| match (on_merged, opened) {
        (Some(on_merged), _) => on_merged.run(kept),
        (None, Some(opened)) if kept.id == opened.id() => {
            opened.o.set(kept.clone());
            opened.on_settled.run(kept);
        }
        (None, Some(opened)) => opened.on_settled.run(kept),
        (None, None) => {}
    });
    let fetch = move || async move {
        let one = side(one).await?;
        Ok((Arc::new(one), Arc::new(side(other).await?)))
    };
    view! {
        <Loaded lines=6 fetch draw=move |(one, other): (Arc<Side>, Arc<Side>)| {
            if one.o.id == other.o.id {
                return view! { <p class="page-note">{t(words::MERGED_ROW)}</p> }.into_any();
            }
            view! { <Both one other merged/> }.into_any()
        }/>
    }
}

#[component]
fn Both(one: Arc<Side>, other: Arc<Side>, merged: Callback<Organization>) -> impl IntoView {
    let open = RwSignal::new(false);
    let merges = [&one, &other]
        .iter()
        .all(|side| side.o.actions.contains(&OrganizationAction::Merge));
    let kinds = Kinds::here();
    let (a, b) = (Arc::clone(&one), Arc::clone(&other));
    view! {
        <table class="compare">
            <thead>
                <tr>
                    <th scope="col"><span class="visually-hidden">{t(words::FIELD)}</span></th>
                    {head(&one.o)}
                    {head(&other.o)}
                </tr>
            </thead>
            <tbody>{move || rows(&a, &b, kinds)}</tbody>
        </table>
        {merges.then(|| view! {
            <div class="compare-actions">
                <Button icon=IconName::Link on_press=move || open.set(true)>{t(words::MERGE)}</Button>
            </div>
            <MergeDialog open one other merged/>
        })}
    }
}

fn head(o: &Organization) -> AnyView {
    let (address, name, stands) = (href(o.id), o.full_name.clone(), o.certification);
    view! {
        <th scope="col" class="compare-head">
            <A href=address>{name}</A>
            <CertificationBadge of=stands/>
        </th>
    }
    .into_any()
}

fn rows(one: &Side, other: &Side, kinds: Kinds) -> Vec<AnyView> {
    let (a, b) = (&one.o, &other.o);
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let proofs = |o: &Organization| match o.proof_media_ids.len() {
        0 => String::new(),
        n => tf(words::PROOFS, &[&n.to_string()]),
    };
    let people = |side: &Side| {
        let all = side.members.as_deref().unwrap_or_default();
        let inside = all.iter().filter(|m| m.role.is_some()).count();
        match inside {
            0 => String::new(),
            n => tf(words::PEOPLE, &[&n.to_string(), &count_admins(all).to_string()]),
        }
    };
    let contact = |o: &Organization| {
        [text(&o.contact_name), text(&o.contact_phone)]
            .join(" ")
            .trim()
            .to_owned()
    };
    let both = |read: &dyn Fn(&Organization) -> String| (read(a), read(b));
    let all = [
        (organization::FULL_NAME, both(&|o| o.full_name.clone())),
        (organization::ALIASES, both(&|o| o.aliases.join("、"))),
        (organization::KIND, both(&|o| kinds.name(&o.kind))),
        (organization::REGION, both(&|o| o.region_name.clone())),
        (organization::USCC, both(&|o| text(&o.uscc))),
        (organization::HOST_UNIT, both(&|o| text(&o.host_unit))),
        (
            organization::STANDING,
            both(&|o| t(certification(o.certification).0).to_owned()),
        ),
        (organization::CONTACT_NAME, both(&contact)),
        (organization::PROOF, both(&proofs)),
        (crate::i18n::member::MEMBERS, (people(one), people(other))),
        (organization::SOURCE, both(&|o| t(source(o.source)).to_owned())),
        (
            organization::SINCE,
            both(&|o| format::date(o.created_at.shanghai_date())),
        ),
    ];
    all.into_iter()
        .map(|(label, (a, b))| row(label, &a, &b))
        .collect()
}

/// What people write by hand: there the characters that differ are marked. Elsewhere one value stands for another.
const WRITTEN: [Text; 3] = [
    organization::FULL_NAME,
    organization::USCC,
    organization::HOST_UNIT,
];

fn row(label: Text, a: &str, b: &str) -> AnyView {
    let differs = a != b;
    let (marked_a, marked_b) = if differs && WRITTEN.contains(&label) {
        (marked(a, b), marked(b, a))
    } else {
        (plain(a), plain(b))
    };
    view! {
        <tr class:compare-differs=differs>
            <th scope="row">
                {t(label)}
                {differs.then(|| view! { " " <Badge tone=Tone::Warning>{t(words::DIFFERENT)}</Badge> })}
            </th>
            <td>{marked_a}</td>
            <td>{marked_b}</td>
        </tr>
    }
    .into_any()
}

pub fn plain(text: &str) -> AnyView {
    let text = if text.is_empty() { t(words::EMPTY) } else { text };
    text.to_owned().into_any()
}

/// The text with what the other has not: between what both begin and end with.
pub fn marked(text: &str, other: &str) -> AnyView {
    if text.is_empty() || other.is_empty() {
        return plain(text);
    }
    let (a, b): (Vec<char>, Vec<char>) = (text.chars().collect(), other.chars().collect());
    let most = a.len().min(b.len());
    let head = (0..most).take_while(|n| a[*n] == b[*n]).count();
    let tail = (0..most - head)
        .take_while(|n| a[a.len() - 1 - n] == b[b.len() - 1 - n])
        .count();
    let part = |from: usize, to: usize| a[from..to].iter().collect::<String>();
    let middle = part(head, a.len() - tail);
    view! {
        {part(0, head)}
        {(!middle.is_empty()).then(|| view! { <mark class="compare-mark">{middle}</mark> })}
        {part(a.len() - tail, a.len())}
    }
    .into_any()
}
