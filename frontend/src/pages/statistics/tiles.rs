//! Regions as a grid of tiles: no map is drawn, whose borders would need an approval of their own (审图号).

use domain::statistics::Statistics;
use leptos::prelude::*;
use leptos_router::components::A;

use super::address::View;
use crate::format;
use crate::i18n::{statistics as words, t, tf};

/// Shades; 0 is for none at all.
const SHADES: i64 = 5;

#[component]
pub fn Tiles(figures: Statistics, view: View) -> impl IntoView {
    let own = figures.region_code.to_string();
    let rows: Vec<_> = figures.rows.into_iter().filter(|row| row.key != own).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let most = rows.iter().map(|row| row.figures.filed).max().unwrap_or(0);
    let tiles = rows.into_iter().map(|row| {
        let href = view.with_region(&row.key).href();
        let class = format!("tile tile-{}", shade(row.figures.filed, most));
        let label = tf(words::TILE, &[&row.name, &format::number(row.figures.filed)]);
        view! {
            <li>
                <A href attr:class=class attr:aria-label=label>
                    <span class="tile-name">{row.name}</span>
                    <span class="tile-number">{format::number(row.figures.filed)}</span>
                </A>
            </li>
        }
    });
    view! {
        <section class="tiles-section">
            <h2 class="section-title">{format!("{} · {}", t(words::TILES), t(words::FILED))}</h2>
            <ul class="tiles">{tiles.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// By share of the largest.
fn shade(value: i64, most: i64) -> i64 {
    if value <= 0 || most <= 0 {
        0
    } else {
        (value * SHADES + most - 1) / most
    }
}
