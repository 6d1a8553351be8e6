//! All of a region at a glance, beside the year before.

use domain::statistics::{CountedAs, Statistics};
use leptos::prelude::*;
use leptos_router::components::A;

use super::address;
use super::names::FIGURES;
use crate::format;
use crate::i18n::{statistics as words, t, tf};

#[component]
pub fn Totals(figures: Statistics) -> impl IntoView {
    let before = figures.before.clone();
    let cells = FIGURES.iter().map(|figure| {
        let value = (figure.read)(&figures.total);
        let counted = if figure.of_approved { CountedAs::Approved } else { CountedAs::Filed };
        let href = address::list(&figures.edition, figures.region_code.as_str(), counted, None);
        let change = before.as_ref().map(|before| {
            let earlier = (figure.read)(&before.total);
            let text = format!("{} {}", t(words::CHANGE), change(value, earlier));
            view! { <span class="total-change" title=tf(words::BEFORE, &[&format::number(earlier)])>{text}</span> }
        });
        view! {
            <div class="total">
                <dt>{t(figure.name)}</dt>
                <dd>
                    <A href attr:class="total-number">{format::number(value)}</A>
                    <span class="total-unit">{t(figure.unit)}</span>
                    {change}
                </dd>
            </div>
        }
    });
    view! { <dl class="totals">{cells.collect_view()}</dl> }
}

/// `+12%`, or a dash where there was nothing to compare with.
pub(super) fn change(now: i64, before: i64) -> String {
    if before == 0 {
        return "—".to_owned();
    }
    let percent = (now - before).saturating_mul(100) / before;
    if percent > 0 {
        format!("+{percent}%")
    } else {
        format!("{percent}%")
    }
}
