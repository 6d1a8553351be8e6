//! The numbers as a table: what a chart shows, for everybody and for print.

use domain::statistics::{By, CountedAs, Figures, Statistics, StatisticsRow};
use leptos::prelude::*;
use leptos_router::components::A;

use super::address::{self, View};
use super::names::{self, Figure};
use crate::format;
use crate::i18n::{statistics as words, t};

#[component]
pub fn Table(figures: Statistics, view: View) -> impl IntoView {
    let columns = names::of(figures.by);
    let heads: Vec<_> = columns
        .iter()
        .map(|figure| view! { <th scope="col" class="number">{t(figure.name)}<span class="figures-unit">{t(figure.unit)}</span></th> })
        .collect();
    let (edition, region, by) = (
        figures.edition.clone(),
        figures.region_code.to_string(),
        figures.by,
    );
    let rows: Vec<_> = figures
        .rows
        .iter()
        .map(|row| {
            let cells = cells(&columns, &row.figures, |figure| {
                link(&edition, &region, by, row, figure)
            });
            view! { <tr><th scope="row">{name(&view, &region, row, by)}</th>{cells}</tr> }
        })
        .collect();
    // A sum under what does not add up would be wrong.
    let total = (by.adds_up() || by == By::Category).then(|| {
        let all = cells(&columns, &figures.total, |_| None);
        view! { <tfoot><tr><th scope="row">{t(words::TOTAL)}</th>{all}</tr></tfoot> }
    });
    view! {
        <section>
            <h2 class="section-title">{t(words::TABLE)}</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-label=t(words::TABLE)>
                <table class="figures">
                    <thead><tr><th scope="col">{t(names::by(by))}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                    {total}
                </table>
            </div>
        </section>
    }
}

fn cells(
    columns: &[&'static Figure],
    figures: &Figures,
    link: impl Fn(&Figure) -> Option<String>,
) -> Vec<AnyView> {
    columns
        .iter()
        .map(|figure| {
            let value = (figure.read)(figures);
            let text = format::number(value);
            let inside = match link(figure).filter(|_| value != 0) {
                Some(href) => view! { <A href>{text}</A> }.into_any(),
                None => text.into_any(),
            };
            view! { <td class="number">{inside}</td> }.into_any()
        })
        .collect()
}

fn link(edition: &str, region: &str, by: By, row: &StatisticsRow, figure: &Figure) -> Option<String> {
    let counted = if figure.of_approved {
        CountedAs::Approved
    } else {
        CountedAs::Filed
    };
    Some(address::list(edition, region, counted, Some((by, &row.key))))
}

/// A region's row leads to its figures.
fn name(view: &View, here: &str, row: &StatisticsRow, by: By) -> AnyView {
    if by == By::Region && row.key != here {
        let (href, name) = (view.with_region(&row.key).href(), row.name.clone());
        view! { <A href>{name}</A> }.into_any()
    } else if let (true, Ok(day)) = (by.is_by_day(), row.key.parse()) {
        format::date(day).into_any()
    } else {
        row.name.clone().into_any()
    }
}
