//! Entries and indicators, with figure and score.

use std::cmp::Reverse;

use domain::problem::Lang;
use domain::recommendation::score::{Indicator, IndicatorScore, ScoreCard, ScoreLine};
use leptos::prelude::*;

use crate::i18n::{lang, recommendation as words, t, tf};
use crate::ui::{Badge, EmptyState, IconName, Tone};

pub fn indicator_name(indicator: Indicator) -> &'static str {
    match lang() {
        Lang::Zh => indicator.name(),
        Lang::En => indicator.name_en(),
    }
}

#[component]
pub fn Table(card: ScoreCard) -> impl IntoView {
    if card.lines.is_empty() {
        return view! { <EmptyState title=t(words::NO_SCORES) text=t(words::NO_SCORES_HINT) icon=IconName::Sliders/> }.into_any();
    }
    let mut lines = card.lines;
    lines.sort_by_key(|line| Reverse(line.total));
    let weight = |indicator: Indicator| card.weights.get(&indicator).copied().unwrap_or(0);
    view! {
        // Wider than a phone: it scrolls, by key too.
        <div class="score-scroll" role="region" aria-label=t(words::SCORE_CARD) tabindex="0">
            <table class="score-table">
                <caption class="visually-hidden">{t(words::SCORE_CARD)}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t(words::ENTRY)}</th>
                        {Indicator::ALL.into_iter().map(|i| view! {
                            <th scope="col" class="score-number">{indicator_name(i)}<span class="score-weight">{weight(i)}"%"</span></th>
                        }).collect_view()}
                        <th scope="col" class="score-number">{t(words::FROM_DATA)}</th>
                        <th scope="col">{t(words::BY_EXPERTS)}</th>
                        <th scope="col" class="score-number">{t(words::TOTAL)}</th>
                    </tr>
                </thead>
                <tbody>{lines.into_iter().map(|line| view! { <Line line/> }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn Line(line: ScoreLine) -> impl IntoView {
    let cell = |indicator: Indicator| {
        let found = line.indicators.iter().find(|s| s.indicator == indicator);
        view! {
            <td class="score-number">
                {found.map(|IndicatorScore { figure, from_data, .. }| view! {
                    <strong>{*from_data}</strong>
                    <span class="score-figure" title=indicator.unit()>{*figure}</span>
                })}
            </td>
        }
    };
    let cells = Indicator::ALL.into_iter().map(cell).collect_view();
    let experts: Vec<_> = line.by_experts.iter().map(u32::to_string).collect();
    let unit = line.organization_name.filter(|unit| *unit != line.name);
    view! {
        <tr>
            <th scope="row">
                <span class="score-name">{line.name}</span>
                {unit.map(|unit| view! { <span class="score-unit">{unit}</span> })}
            </th>
            {cells}
            <td class="score-number">{line.from_data}</td>
            <td>
                {if experts.is_empty() { t(words::NO_EXPERT_YET).to_owned() } else { experts.join("、") }}
                {line.far_apart.then(|| view! { <Badge tone=Tone::Warning>{t(words::FAR_APART)}</Badge> })}
            </td>
            <td class="score-number"><strong class="score-total">{tf(words::POINTS, &[&line.total.to_string()])}</strong></td>
        </tr>
    }
}
