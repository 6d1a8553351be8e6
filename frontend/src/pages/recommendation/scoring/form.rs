//! One entry without its name: what is known of it, six scores, a comment.

use std::collections::BTreeMap;

use domain::id::ListId;
use domain::problem::Lang;
use domain::recommendation::OPINION_MAX;
use domain::recommendation::score::{ExpertScore, Indicator, ScoreLine, total};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::recommendation as calls;
use crate::form::FormFaults;
use crate::i18n::{Text, lang, recommendation as words, supplement, t, tf};
use crate::page;
use crate::pages::recommendation::score::indicator_name;
use crate::ui::{Button, ButtonKind, Fault, FieldIds, Icon, IconName, TextArea, toast};

const TITLE: &str = "scoring-entry";

#[component]
pub fn ScoreForm(
    id: ListId,
    line: ScoreLine,
    weights: StoredValue<BTreeMap<Indicator, u32>>,
    dirty: RwSignal<bool>,
    saved: Callback<ScoreLine>,
) -> impl IntoView {
    let before = line.own.clone().unwrap_or_default();
    let fields = Indicator::ALL.map(|i| (i, RwSignal::new(before.scores.get(&i).copied())));
    let comment = RwSignal::new(before.comment.clone());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let entry = line.entry_id;
    let given = move || ExpertScore {
        scores: fields
            .iter()
            .filter_map(|(i, field)| Some((*i, field.get()?)))
            .collect(),
        comment: comment.get(),
    };
    Effect::new(move |_| dirty.set(given() != before));
    let sum = Memo::new(move |_| weights.with_value(|w| total(&given().scores, w)));
    let save = move || {
        let score = untrack(given);
        if busy.get_untracked() || faults.show(&score.check()) {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = calls::score(id, entry, &score).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(line) => {
                    toast::success(t(words::SCORE_SAVED));
                    saved.run(line);
                    request_animation_frame(|| {
                        page::show_top_of(TITLE);
                        page::focus(TITLE);
                    });
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let keys = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            save();
        }
    };
    let figures = line.indicators.clone();
    let figure = move |indicator: Indicator| {
        let found = figures.iter().find(|s| s.indicator == indicator);
        found.map(|s| (s.figure, s.from_data))
    };
    view! {
        <form class="scoring" novalidate on:submit=move |e| { e.prevent_default(); save() } on:keydown=keys>
            <h2 class="section-title" id=TITLE tabindex="-1">
                {line.name.clone()}
                {line.own.is_some().then(|| view! { <span class="scoring-done"><Icon name=IconName::Check/>{t(words::SCORED)}</span> })}
            </h2>
            {line.summary.clone().map(|summary| view! {
                <div class="scoring-summary">
                    {summary.parts().into_iter().filter(|(.., text)| !text.is_empty()).map(|(code, name, text)| view! {
                        <details open=code == "basics">
                            <summary>{part_name(code, name)}</summary>
                            <p class="summary-text">{text.to_owned()}</p>
                        </details>
                    }).collect_view()}
                </div>
            })}
            {fields.into_iter().map(|(i, value)| {
                let fault = faults.at(format!("/scores/{}", i.as_str()));
                view! { <Score indicator=i figure=figure(i) value fault/> }
            }).collect_view()}
            <TextArea label=t(words::COMMENT) value=comment rows=3 limit=OPINION_MAX fault=faults.at("/comment")/>
            <div class="scoring-end">
                <p class="scoring-total" role="status">{move || tf(words::TOTAL_IS, &[&sum.get().to_string()])}</p>
                <Button kind=ButtonKind::Primary submit=true busy>{t(words::SAVE_NEXT)}</Button>
            </div>
        </form>
    }
}

fn part_name(code: &str, name: &'static str) -> &'static str {
    if lang() == Lang::Zh {
        return name;
    }
    let text: Text = match code {
        "basics" => supplement::BASICS,
        "results" => supplement::RESULTS,
        "highlights" => supplement::HIGHLIGHTS,
        "reusable_resources" => supplement::RESOURCES,
        _ => supplement::EXPERIENCE,
    };
    t(text)
}

/// One score, by slider or by number: the same value.
#[component]
fn Score(
    indicator: Indicator,
    figure: Option<(u64, u32)>,
    value: RwSignal<Option<u32>>,
    fault: Fault,
) -> impl IntoView {
    let name = indicator_name(indicator);
    let hint = figure.map_or_else(String::new, |(figure, from_data)| {
        tf(
            words::FIGURE,
            &[indicator.unit(), &figure.to_string(), &from_data.to_string()],
        )
    });
    let ids = FieldIds::new(&hint);
    let described = ids.described_by(fault);
    let slider = format!("{}-slider", ids.input);
    let shown = move || value.get().map(|n| n.to_string()).unwrap_or_default();
    let start = figure.map_or(50, |(_, from_data)| from_data);
    view! {
        <div class="score-field">
            <label class="field-label" for=ids.input.clone()>{name}</label>
            <p class="field-hint" id=ids.hint.clone()>{hint.clone()}</p>
            <div class="score-inputs">
                <input
                    class="score-slider" id=slider type="range" min="0" max="100" step="1"
                    aria-label=tf(words::SLIDER, &[name])
                    aria-valuetext=move || value.get().map_or_else(|| t(words::NOT_SCORED).to_owned(), |n| tf(words::POINTS, &[&n.to_string()]))
                    prop:value=move || value.get().unwrap_or(start).to_string()
                    on:input=move |e| value.set(event_target_value(&e).parse().ok())
                />
                <input
                    class="input score-input" id=ids.input.clone() type="text" inputmode="numeric" autocomplete="off"
                    aria-required="true"
                    aria-invalid=move || fault.with(Option::is_some).then_some("true")
                    aria-describedby=move || described.get()
                    prop:value=shown
                    on:input=move |e| value.set(event_target_value(&e).trim().parse().ok())
                />
                <span class="input-unit">{t(words::OF_HUNDRED)}</span>
            </div>
            <div class="field-fault" id=ids.fault.clone() aria-live="polite">{move || fault.get()}</div>
        </div>
    }
}
