//! 基本信息: title, category, mode.

use domain::activity::content::Mode;
use domain::region::RegionCode;
use leptos::prelude::*;

use super::Form;
use crate::i18n::{activity, general, names, t};
use crate::ui::{Choice, RadioGroup, Select, TextInput};

#[component]
pub fn Basics(form: Form) -> impl IntoView {
    let Form {
        draft,
        faults,
        offers,
    } = form;
    // Categories are called differently in some regions (百家场馆探未来).
    let region = move || draft.region_code.with(|code| code.parse::<RegionCode>().ok());
    let categories = Signal::derive(move || {
        let region = region();
        offers.with_value(|o| {
            o.edition
                .categories
                .iter()
                .map(|c| Choice::new(&c.code, names::category(c, region.as_ref())))
                .collect()
        })
    });
    let children = Signal::derive(move || {
        let region = region();
        draft.category.with(|code| {
            offers.with_value(|o| {
                let top = o.edition.categories.iter().find(|c| c.code == *code);
                let children = top.map(|c| c.children.as_slice()).unwrap_or_default();
                children
                    .iter()
                    .map(|c| Choice::new(&c.code, names::category(c, region.as_ref())))
                    .collect::<Vec<_>>()
            })
        })
    });
    Effect::new(move |_| {
        let known = children.with(|all| {
            draft
                .sub_category
                .with_untracked(|s| s.is_empty() || all.iter().any(|c| c.value == *s))
        });
        if !known {
            draft.sub_category.set(String::new());
        }
    });
    let modes = Signal::derive(|| {
        Mode::ALL
            .map(|m| Choice::new(m.as_str(), names::mode(m)))
            .to_vec()
    });
    view! {
        <TextInput label=t(activity::TITLE) value=draft.title fault=faults.at("/title") required=true/>
        <Select
            label=t(activity::CATEGORY) value=draft.category choices=categories empty=t(general::PLEASE_CHOOSE)
            fault=faults.at("/category") required=true
        />
        {move || (!children.with(Vec::is_empty)).then(|| view! {
            <Select
                label=t(activity::SUB_CATEGORY) value=draft.sub_category choices=children empty=t(general::PLEASE_CHOOSE)
                fault=faults.at("/sub_category") required=true
            />
        })}
        <RadioGroup label=t(activity::MODE) value=draft.mode choices=modes fault=faults.at("/mode") required=true/>
    }
}
