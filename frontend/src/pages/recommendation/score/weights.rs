//! The weights of the indicators: together a hundred.

use std::collections::BTreeMap;

use domain::recommendation::ListChange;
use domain::recommendation::score::{Indicator, check_weights};
use leptos::prelude::*;

use super::table::indicator_name;
use crate::form::FormFaults;
use crate::i18n::{general, lang, recommendation as words, t, tf};
use crate::pages::recommendation::desk::use_desk;
use crate::ui::{Button, ButtonKind, Card, Icon, IconName, NumberInput, toast};

#[component]
pub fn Weights(weights: BTreeMap<Indicator, u32>, edits: bool, renew: Callback<()>) -> impl IntoView {
    let desk = use_desk();
    if !edits {
        return ().into_any();
    }
    let faults = FormFaults::default();
    let fields = Indicator::ALL.map(|i| {
        let now = weights.get(&i).copied().unwrap_or(0);
        (i, RwSignal::new(Some(i64::from(now))))
    });
    let given = move || -> BTreeMap<String, u32> {
        let value =
            |field: RwSignal<Option<i64>>| field.get().and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
        fields
            .iter()
            .map(|(i, field)| (i.as_str().to_owned(), value(*field)))
            .collect()
    };
    let sum = Memo::new(move |_| given().values().map(|n| u64::from(*n)).sum::<u64>());
    let wrong = Memo::new(move |_| {
        let found = check_weights(&given());
        found
            .iter()
            .map(|f| f.message(lang()))
            .collect::<Vec<_>>()
            .join(" ")
    });
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let weights = untrack(given);
        if faults.show(&check_weights(&weights)) || desk.busy.get_untracked() {
            return;
        }
        let change = ListChange {
            weights: Some(weights),
            ..ListChange::default()
        };
        desk.change_list(change, move || {
            toast::success(t(general::SAVED));
            renew.run(());
        });
    };
    view! {
        <Card title=t(words::WEIGHTS)>
            <form class="weights" novalidate on:submit=save>
                {fields.into_iter().map(|(i, value)| view! {
                    <NumberInput label=indicator_name(i) value unit="%" hint=i.unit() fault=faults.at(format!("/weights/{}", i.as_str()))/>
                }).collect_view()}
                <div class="weights-sum" class:weights-wrong=move || sum.get() != 100 role="status">
                    {move || if wrong.with(String::is_empty) {
                        view! { <Icon name=IconName::Check/><span>{tf(words::WEIGHTS_SUM, &["100"])}</span> }.into_any()
                    } else {
                        view! { <Icon name=IconName::Warning/><span>{wrong.get()}</span> }.into_any()
                    }}
                </div>
                <div><Button kind=ButtonKind::Primary submit=true busy=desk.busy>{t(general::SAVE)}</Button></div>
            </form>
        </Card>
    }
    .into_any()
}
