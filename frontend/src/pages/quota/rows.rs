//! A region's own standing, and those of the regions below.

use domain::progress::{Progress, QuotaStanding, RegionStanding};
use domain::region::{RegionCode, RegionLevel};
use domain::statistics::{By, CountedAs};
use leptos::prelude::*;
use leptos_router::components::A;

use super::light::LightBadge;
use super::show::href;
use crate::format;
use crate::i18n::{Text, quota as words, t, tf};
use crate::pages::statistics::list;
use crate::ui::{Button, ButtonKind, EmptyState, IconName};

#[component]
pub fn Own(progress: Progress) -> impl IntoView {
    let own = progress.own.clone();
    let target = own.target.filter(|target| *target > 0);
    let sum = tf(words::BELOW_SUM, &[&format::number(progress.targets_below)]);
    let differs = target
        .map(i64::from)
        .filter(|own| progress.targets_below > 0 && *own != progress.targets_below);
    let differs = differs.map(|own| tf(words::DIFFERS, &[&format::number(own)]));
    let deadline = own.deadline.map_or_else(
        || t(words::OPEN_ENDED).to_owned(),
        |day| tf(words::DEADLINE, &[&format::date(day)]),
    );
    let by = own
        .set_by
        .as_ref()
        .map(|by| tf(words::SET_BY_OTHER, &[t(level(by))]));
    let (edition, region) = (progress.edition.clone(), progress.region_code.to_string());
    let category = progress.category.clone();
    let link = move |counted| behind(&edition, &region, category.as_deref(), counted);
    let (filed, approved) = (link(CountedAs::Filed), link(CountedAs::Approved));
    view! {
        <section class="card quota-own">
            <div class="card-head"><h2 class="card-title">{t(words::OWN)}</h2><LightBadge light=own.light/></div>
            <dl class="totals">
                <div class="total">
                    <dt>{t(words::TARGET)}</dt>
                    <dd><span class="total-number">{shown_target(&own)}</span>{by.map(|by| view! { <span class="total-unit">{by}</span> })}</dd>
                </div>
                <div class="total">
                    <dt>{t(words::FILED)}</dt>
                    <dd><A href=filed attr:class="total-number">{format::number(own.filed)}</A>{percent(own.filed_percent)}</dd>
                </div>
                <div class="total">
                    <dt>{t(words::APPROVED)}</dt>
                    <dd><A href=approved attr:class="total-number">{format::number(own.approved)}</A>{percent(own.approved_percent)}</dd>
                </div>
                <div class="total">
                    <dt>{t(words::FORECAST)}</dt>
                    <dd><span class="total-number">{forecast(&own)}</span><span class="total-unit">{t(words::FORECAST_HINT)}</span></dd>
                </div>
            </dl>
            <p class="figures-note">
                {deadline}
                {(!progress.rows.is_empty()).then(|| view! { " · "{sum} })}
                {differs.map(|text| view! { "，"<strong>{text}</strong> })}
            </p>
        </section>
    }
}

fn percent(value: Option<i64>) -> Option<impl IntoView> {
    value.map(|value| view! { <span class="total-unit">{format!("{value}%")}</span> })
}

fn shown_target(standing: &QuotaStanding) -> String {
    match standing.target.filter(|target| *target > 0) {
        Some(target) => format::number(i64::from(target)),
        None => "—".to_owned(),
    }
}

fn forecast(standing: &QuotaStanding) -> String {
    standing.forecast.map_or_else(|| "—".to_owned(), format::number)
}

/// The activities that count.
fn behind(edition: &str, region: &str, category: Option<&str>, counted: CountedAs) -> String {
    list(
        edition,
        region,
        counted,
        category.map(|category| (By::Category, category)),
    )
}

const fn level_name(level: RegionLevel) -> Text {
    match level {
        RegionLevel::Country => words::NATION,
        RegionLevel::Province => words::PROVINCE,
        RegionLevel::City => words::CITY,
        RegionLevel::County | RegionLevel::Township => words::COUNTY,
    }
}

fn level(region: &RegionCode) -> Text {
    level_name(region.level())
}

/// The name of a region below another, without that of the other: 鹿城区, not 浙江省温州市鹿城区.
pub(super) fn below<'a>(above: &str, name: &'a str) -> &'a str {
    name.strip_prefix(above)
        .filter(|rest| !rest.is_empty())
        .unwrap_or(name)
}

#[component]
pub fn Rows(
    progress: Progress,
    may_remind: bool,
    on_remind: Callback<(RegionCode, String)>,
) -> impl IntoView {
    if progress.rows.is_empty() {
        return view! { <EmptyState title=t(words::EMPTY_BELOW) icon=IconName::Place/> }.into_any();
    }
    let heads = [
        words::TARGET,
        words::FILED,
        words::APPROVED,
        words::PERCENT,
        words::LATELY,
        words::FORECAST,
    ];
    let heads = heads.map(|text| view! { <th scope="col" class="number">{t(text)}</th> });
    let (edition, category) = (progress.edition.clone(), progress.category.clone());
    let above = progress.region_name.clone();
    let rows = progress
        .rows
        .into_iter()
        .map(|row| {
            let row = RegionStanding {
                region_name: below(&above, &row.region_name).to_owned(),
                ..row
            };
            row_of(&edition, category.as_deref(), row, may_remind, on_remind)
        })
        .collect_view();
    view! {
        <section>
            <h2 class="section-title">{t(words::BELOW)}</h2>
            <div class="table-scroll" tabindex="0" role="region" aria-label=t(words::BELOW)>
                <table class="figures quotas">
                    <thead><tr>
                        <th scope="col">{t(words::REGION)}</th>
                        <th scope="col">{t(words::STATE)}</th>
                        {heads.collect_view()}
                        {may_remind.then(|| view! { <th scope="col" class="no-print"><span class="visually-hidden">{t(words::REMIND)}</span></th> })}
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row_of(
    edition: &str,
    category: Option<&str>,
    row: RegionStanding,
    may_remind: bool,
    on_remind: Callback<(RegionCode, String)>,
) -> AnyView {
    let RegionStanding {
        region_code,
        region_name,
        standing,
        reminded_at,
    } = row;
    let code = region_code.to_string();
    let link = |counted| behind(edition, &code, category, counted);
    let (filed, approved) = (link(CountedAs::Filed), link(CountedAs::Approved));
    let percent = standing
        .approved_percent
        .map_or_else(|| "—".to_owned(), |n| format!("{n}%"));
    let remind = may_remind.then(|| {
        let name = region_name.clone();
        let press = Callback::new(move |()| on_remind.run((region_code.clone(), name.clone())));
        let button = standing.light.has_something_to_file().then(|| {
            view! { <Button kind=ButtonKind::Quiet on_press=press>{t(words::REMIND)}</Button> }
        });
        let at = reminded_at.map(
            |at| view! { <span class="reminded">{tf(words::LAST_REMINDED, &[&format::moment(at)])}</span> },
        );
        view! { <td class="no-print">{button}{at}</td> }
    });
    view! {
        <tr>
            <th scope="row"><A href=href(&code, category.unwrap_or_default())>{region_name}</A></th>
            <td><LightBadge light=standing.light/></td>
            <td class="number">{shown_target(&standing)}</td>
            <td class="number"><A href=filed>{format::number(standing.filed)}</A></td>
            <td class="number"><A href=approved>{format::number(standing.approved)}</A></td>
            <td class="number">{percent}</td>
            <td class="number">{format::number(standing.lately)}</td>
            <td class="number">{forecast(&standing)}</td>
            {remind}
        </tr>
    }
    .into_any()
}
