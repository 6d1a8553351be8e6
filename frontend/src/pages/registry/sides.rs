//! Both sides, field by field; where a person decides, with a choice between them.

use std::collections::BTreeMap;

use domain::organization::Organization;
use domain::registry::merge::{SINGLE, Values, merge};
use domain::registry::{RegistryConflict, RegistryField, RegistryOrganization, Side};
use leptos::prelude::*;
use serde_json::Value;

use crate::api::reference;
use crate::fetched::Fetched;
use crate::i18n::{Text, organization, organization_desk, registry, t, tf};
use crate::pages::organization::compare::{marked, plain};
use crate::pages::organization::kinds::Kinds;
use crate::ui::{Badge, Button, ButtonKind, Tone, next_id};

/// One field of both.
#[derive(Clone)]
pub struct Row {
    pub field: RegistryField,
    base: Option<Value>,
    ours: Value,
    theirs: Value,
    /// A person decides which holds.
    pub asked: bool,
    /// What becomes of it without a person, where both differ.
    settled: Option<Text>,
}

/// What a difference asks.
pub fn asked_rows(c: &RegistryConflict) -> Vec<Row> {
    let row = |f: &domain::registry::FieldConflict| Row {
        field: f.field,
        base: f.base.clone(),
        ours: f.ours.clone(),
        theirs: f.theirs.clone(),
        asked: true,
        settled: None,
    };
    c.fields.iter().map(row).collect()
}

/// Everything that both speak of, by the rule that the server merges by.
pub fn compared(ours: &Organization, told: &RegistryOrganization) -> Vec<Row> {
    let (ours, theirs) = (Values::ours(ours), Values::told(told, |_| true));
    let merged = merge(None, &ours, &theirs);
    let row = |field| {
        let (our, their, then) = (ours.of(field), theirs.of(field), merged.values.of(field));
        let asked = merged.conflicts.iter().any(|conflict| conflict.field == field);
        let settled = if asked || our == their {
            None
        } else if then == our {
            Some(registry::KEEPS)
        } else if then == their {
            Some(registry::TAKES)
        } else {
            Some(registry::JOINS)
        };
        Row {
            field,
            base: None,
            ours: our,
            theirs: their,
            asked,
            settled,
        }
    };
    SINGLE
        .into_iter()
        .chain([RegistryField::Aliases])
        .map(row)
        .collect()
}

/// Written by hand: there the characters that differ are marked.
const WRITTEN: [RegistryField; 3] = [
    RegistryField::FullName,
    RegistryField::Uscc,
    RegistryField::HostUnit,
];

const fn label(field: RegistryField) -> Text {
    match field {
        RegistryField::FullName => organization::FULL_NAME,
        RegistryField::Kind => organization::KIND,
        RegistryField::RegionCode => organization::REGION,
        RegistryField::Uscc => organization::USCC,
        RegistryField::HostUnit => organization::HOST_UNIT,
        RegistryField::Aliases => organization::ALIASES,
        RegistryField::Standing => registry::STANDING,
    }
}

/// A value in words; empty where there is none.
fn words(field: RegistryField, value: &Value, kinds: Kinds) -> String {
    let text = value.as_str().unwrap_or_default();
    match field {
        RegistryField::Kind => kinds.name(text),
        RegistryField::Aliases => {
            let all = value.as_array().map(Vec::as_slice).unwrap_or_default();
            let all: Vec<_> = all.iter().filter_map(Value::as_str).collect();
            all.join("、")
        }
        RegistryField::Standing => t(match text {
            "certified" => registry::STANDING_CERTIFIED,
            "suspended" => registry::STANDING_SUSPENDED,
            _ => registry::STANDING_OPEN,
        })
        .to_owned(),
        _ => text.to_owned(),
    }
}

#[component]
pub fn Sides(
    rows: Vec<Row>,
    /// What is chosen; nothing is to be chosen where it is left out.
    #[prop(optional)]
    take: Option<RwSignal<BTreeMap<RegistryField, Side>>>,
) -> impl IntoView {
    let asked: Vec<_> = rows.iter().filter(|row| row.asked).map(|row| row.field).collect();
    let all = |side: Side, text: Text| {
        let asked = asked.clone();
        take.filter(|_| asked.len() > 1).map(|take| {
            let press = move || take.set(asked.iter().map(|field| (*field, side)).collect());
            view! { <Button kind=ButtonKind::Quiet on_press=press>{t(text)}</Button> }
        })
    };
    view! {
        <table class="compare">
            <thead>
                <tr>
                    <th scope="col"><span class="visually-hidden">{t(organization_desk::FIELD)}</span></th>
                    <th scope="col" class="compare-head">{t(registry::OURS)}{all(Side::Ours, registry::ALL_OURS)}</th>
                    <th scope="col" class="compare-head">{t(registry::THEIRS)}{all(Side::Theirs, registry::ALL_THEIRS)}</th>
                </tr>
            </thead>
            <tbody>
                {rows.into_iter().map(|row| view! { <Line row take/> }).collect_view()}
            </tbody>
        </table>
    }
}

#[component]
fn Line(row: Row, take: Option<RwSignal<BTreeMap<RegistryField, Side>>>) -> impl IntoView {
    let kinds = Kinds::here();
    let field = row.field;
    let group = next_id("take");
    // A region is told by its code: its name is asked for, and the code stands until it is there.
    let regions = (field == RegistryField::RegionCode).then(|| region_names(&row));
    let differs = row.ours != row.theirs;
    let take = take.filter(|_| row.asked);
    let (base, settled) = (row.base.clone(), row.settled);
    let both = Memo::new(move |_| {
        let named = regions.and_then(|names| names.get()).and_then(Result::ok);
        named.unwrap_or_else(|| (words(field, &row.ours, kinds), words(field, &row.theirs, kinds)))
    });
    let side = move |side: Side| {
        let group = group.clone();
        move || {
            let (ours, theirs) = both.get();
            let (own, other, text) = match side {
                Side::Ours => (ours, theirs, registry::TAKE_OURS),
                Side::Theirs => (theirs, ours, registry::TAKE_THEIRS),
            };
            let shown = if differs && WRITTEN.contains(&field) {
                marked(&own, &other)
            } else {
                plain(&own)
            };
            let Some(take) = take else { return shown };
            let value = if own.is_empty() {
                t(organization_desk::EMPTY)
            } else {
                &own
            };
            let name = tf(text, &[t(label(field)), value]);
            view! {
                <label class="option take">
                    <input
                        type="radio" name=group.clone() aria-label=name
                        prop:checked=move || take.with(|take| take.get(&field) == Some(&side))
                        on:change=move |_| take.update(|take| { take.insert(field, side); })
                    />
                    <span>{shown}</span>
                </label>
            }
            .into_any()
        }
    };
    let agreed = base
        .map(|base| words(field, &base, kinds))
        .filter(|text| !text.is_empty());
    view! {
        <tr class:compare-differs=differs>
            <th scope="row">
                {t(label(field))}
                {differs.then(|| view! { " " <Badge tone=Tone::Warning>{t(organization_desk::DIFFERENT)}</Badge> })}
                {settled.map(|text| view! { <span class="row-note conflict-base">{t(text)}</span> })}
                {agreed.map(|text| view! { <span class="row-note conflict-base">{tf(registry::BASE, &[&text])}</span> })}
            </th>
            <td>{side.clone()(Side::Ours)}</td>
            <td>{side(Side::Theirs)}</td>
        </tr>
    }
}

/// The names of both regions.
fn region_names(row: &Row) -> Fetched<(String, String)> {
    let code = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (ours, theirs) = (code(&row.ours), code(&row.theirs));
    Fetched::new(move || {
        let (ours, theirs) = (ours.clone(), theirs.clone());
        async move {
            let one = reference::region(&ours).await?;
            let other = reference::region(&theirs).await?;
            Ok((one.full_name, other.full_name))
        }
    })
}
