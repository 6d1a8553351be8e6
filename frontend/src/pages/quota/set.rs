//! Setting the targets of the regions below, all at once.

use domain::progress::Progress;
use domain::quota::{Quota, Quotas, SetQuotas, TARGET_MAX};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::rows::below;
use crate::api::statistics as calls;
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{quota as words, t, tf};
use crate::load::Loaded;
use crate::ui::{Button, ButtonKind, NumberInput, toast};

/// `on_end` says whether anything was changed.
#[component]
pub fn SetForm(progress: Progress, #[prop(into)] on_end: Callback<bool>) -> impl IntoView {
    let (edition, region) = (progress.edition.clone(), progress.region_code.to_string());
    view! {
        <Loaded
            fetch=move || {
                let (edition, region) = (edition.clone(), region.clone());
                async move { calls::quotas(&edition, &region).await }
            }
            draw=move |known| view! { <Fields known progress=progress.clone() on_end/> }.into_any()
        />
    }
}

/// A region below and what is typed for it.
#[derive(Clone)]
struct Line {
    region_code: String,
    region_name: String,
    target: RwSignal<Option<i64>>,
}

#[component]
fn Fields(known: Quotas, progress: Progress, on_end: Callback<bool>) -> impl IntoView {
    let category = progress.category.clone();
    let set: Vec<&Quota> = known
        .quotas
        .iter()
        .filter(|quota| quota.category == category)
        .collect();
    let lines: Vec<Line> = progress
        .rows
        .iter()
        .map(|row| {
            let own = set
                .iter()
                .find(|quota| quota.region_code == row.region_code.as_str());
            Line {
                region_code: row.region_code.to_string(),
                region_name: below(&progress.region_name, &row.region_name).to_owned(),
                target: RwSignal::new(own.map(|quota| i64::from(quota.target))),
            }
        })
        .collect();
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let fill = RwSignal::new(None::<i64>);
    let kept = StoredValue::new(lines.clone());
    let fill_in = Callback::new(move |()| {
        let value = fill.get_untracked();
        kept.with_value(|lines| lines.iter().for_each(|line| line.target.set(value)));
    });
    let sum = move || {
        let sum: i64 = kept.with_value(|lines| lines.iter().filter_map(|line| line.target.get()).sum());
        tf(words::SUM, &[&format::number(sum)])
    };
    let save = Callback::new(move |()| {
        let lines = kept.get_value();
        let wrong: Vec<usize> = lines
            .iter()
            .enumerate()
            .filter(|(_, line)| {
                line.target
                    .get_untracked()
                    .is_some_and(|n| !(0..=i64::from(TARGET_MAX)).contains(&n))
            })
            .map(|(n, _)| n)
            .collect();
        faults.clear();
        if let Some(first) = wrong.first() {
            faults.show_at(
                &format!("/quotas/{first}/target"),
                t(words::NOT_A_NUMBER).to_owned(),
            );
            return;
        }
        let typed = lines.iter().filter_map(|line| {
            let target = line.target.get_untracked().and_then(|n| u32::try_from(n).ok())?;
            Some(Quota {
                region_code: line.region_code.clone(),
                category: category.clone(),
                target,
            })
        });
        // What is set for other categories, or further below, stays.
        let shown = |quota: &Quota| {
            quota.category == category && lines.iter().any(|line| line.region_code == quota.region_code)
        };
        let others = known.quotas.iter().filter(|quota| !shown(quota)).cloned();
        let new = SetQuotas {
            quotas: typed.chain(others).collect(),
        };
        let (edition, region, version) = (
            progress.edition.clone(),
            known.region_code.to_string(),
            known.version,
        );
        busy.set(true);
        spawn_local(async move {
            let answer = calls::set_quotas(&edition, &region, version, &new).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    toast::success(t(words::SAVED));
                    on_end.run(true);
                }
                Err(failure) if failure.code() == Some(domain::problem::Code::Stale) => {
                    toast::failure(t(words::STALE).to_owned());
                    on_end.run(true);
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    });
    let fields = lines.into_iter().enumerate().map(|(n, line)| {
        let fault = faults.at(format!("/quotas/{n}/target"));
        view! { <NumberInput label=line.region_name value=line.target fault/> }
    });
    view! {
        <section class="card quota-set">
            <h2 class="card-title">{t(words::SET_TITLE)}</h2>
            <p class="figures-note">{t(words::SET_HINT)}</p>
            <div class="quota-fill">
                <NumberInput label=t(words::FILL) value=fill/>
                <Button on_press=fill_in>{t(words::FILL_APPLY)}</Button>
            </div>
            <div class="quota-fields">{fields.collect_view()}</div>
            <div class="form-actions">
                <p class="quota-sum" role="status">{sum}</p>
                <Button on_press=move |()| on_end.run(false)>{t(words::CANCEL)}</Button>
                <Button kind=ButtonKind::Primary busy on_press=save>{t(words::SAVE)}</Button>
            </div>
        </section>
    }
}
