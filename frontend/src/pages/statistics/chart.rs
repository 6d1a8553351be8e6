//! The chart, drawn by Apache ECharts, which only this page loads. The table beside it says the same.

use domain::statistics::{By, Statistics};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::{Value, json};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::names::{self, Figure};
use crate::i18n::{statistics as words, t, tf};
use crate::ui::{Choice, Select};

/// Pixels of one bar with its gap, and of what stands around the bars.
const BAR: usize = 34;
const FRAME: usize = 56;
/// Pixels of a chart over days.
const TALL: usize = 320;
/// Rows that a chart can show; the table shows all.
const ROWS_MAX: usize = 40;

#[wasm_bindgen]
extern "C" {
    /// A chart.
    type Drawing;
    #[wasm_bindgen(js_namespace = echarts, js_name = init, catch)]
    fn draw_in(element: &web_sys::Element, theme: &JsValue, options: &JsValue) -> Result<Drawing, JsValue>;
    #[wasm_bindgen(js_namespace = echarts, js_name = getInstanceByDom)]
    fn drawn_in(element: &web_sys::Element) -> Option<Drawing>;
    #[wasm_bindgen(method, js_name = setOption, catch)]
    fn set_option(this: &Drawing, option: &JsValue) -> Result<(), JsValue>;
    #[wasm_bindgen(method)]
    fn resize(this: &Drawing);
    #[wasm_bindgen(method)]
    fn dispose(this: &Drawing);
}

#[component]
pub fn FiguresChart(figures: Statistics) -> impl IntoView {
    if figures.rows.is_empty() {
        return ().into_any();
    }
    let columns = names::of(figures.by);
    let choices: Vec<Choice> = columns
        .iter()
        .map(|figure| Choice::new(figure.key, t(figure.name)))
        .collect();
    let first = if figures.by == By::HeldOn {
        "sessions"
    } else {
        "filed"
    };
    let chosen = RwSignal::new(first.to_owned());
    let place = NodeRef::<Div>::new();
    let by = figures.by;
    let label = move || {
        let figure = figure_of(&chosen.get());
        tf(words::CHART, &[t(names::by(by)), t(figure.name)])
    };
    Effect::new(move |_| {
        let option = option(&figures, figure_of(&chosen.get()));
        let height = height(&figures);
        if let Some(element) = place.get() {
            spawn_local(async move {
                // Without the library the table still says everything.
                let _ = show(&element, &option, height).await;
            });
        }
    });
    let resized = window_event_listener(leptos::ev::resize, move |_| {
        if let Some(drawing) = place.get_untracked().and_then(|element| drawing(&element)) {
            drawing.resize();
        }
    });
    on_cleanup(move || {
        resized.remove();
        if let Some(drawing) = place.get_untracked().and_then(|element| drawing(&element)) {
            drawing.dispose();
        }
    });
    view! {
        <section class="chart-section">
            <div class="chart-head">
                <h2 class="section-title">{label}</h2>
                <div class="no-print"><Select label=t(words::FIGURE) value=chosen choices/></div>
            </div>
            <div class="chart" role="img" aria-label=label node_ref=place></div>
        </section>
    }
    .into_any()
}

fn figure_of(key: &str) -> &'static Figure {
    let found = names::FIGURES.iter().find(|figure| figure.key == key);
    found.unwrap_or(&names::FIGURES[0])
}

/// The chart in an element, once the library is there.
fn drawing(element: &web_sys::Element) -> Option<Drawing> {
    let loaded = js_sys::Reflect::has(&window(), &"echarts".into()).unwrap_or(false);
    if loaded { drawn_in(element) } else { None }
}

async fn show(element: &web_sys::Element, option: &Value, height: usize) -> Result<(), JsValue> {
    load().await?;
    // The page may be gone.
    if !element.is_connected() {
        return Ok(());
    }
    let parsed = js_sys::JSON::parse(&option.to_string())?;
    let drawing = match drawn_in(element) {
        Some(drawing) => drawing,
        None => {
            let options = js_sys::JSON::parse(&json!({ "height": height }).to_string())?;
            draw_in(element, &JsValue::NULL, &options)?
        }
    };
    drawing.set_option(&parsed)
}

/// Loads the library once; its address stands in the page.
async fn load() -> Result<(), JsValue> {
    if js_sys::Reflect::has(&window(), &"echarts".into())? {
        return Ok(());
    }
    let address = document()
        .query_selector("meta[name='charts']")?
        .and_then(|meta| meta.get_attribute("content"))
        .ok_or("the page names no library for charts")?;
    let script = document().create_element("script")?;
    script.set_attribute("src", &address)?;
    let promise = js_sys::Promise::new(&mut |done, failed| {
        let _ = script.add_event_listener_with_callback("load", &done);
        let _ = script.add_event_listener_with_callback("error", &failed);
    });
    if let Some(head) = document().head() {
        head.append_child(&script)?;
    }
    JsFuture::from(promise).await.map(|_| ())
}

fn height(figures: &Statistics) -> usize {
    if figures.by.is_by_day() {
        TALL
    } else {
        figures.rows.len().min(ROWS_MAX) * BAR + FRAME
    }
}

/// What a role of the style sheet is at the moment, light or dark.
fn color(role: &str) -> String {
    let style = document()
        .document_element()
        .and_then(|root| window().get_computed_style(&root).ok().flatten());
    style
        .and_then(|style| style.get_property_value(role).ok())
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// What ECharts is asked to draw: bars, or lines over days; the year before in a paler colour.
fn option(figures: &Statistics, figure: &Figure) -> Value {
    let rows: Vec<_> = if figures.by.is_by_day() {
        figures.rows.iter().collect()
    } else {
        // From the bottom up, as ECharts counts.
        figures.rows.iter().take(ROWS_MAX).rev().collect()
    };
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let now: Vec<i64> = rows.iter().map(|row| (figure.read)(&row.figures)).collect();
    let kind = if figures.by.is_by_day() { "line" } else { "bar" };
    let series = |name: &str, data: Vec<i64>, role: &str| {
        json!({
            "type": kind, "name": name, "data": data, "color": color(role), "barMaxWidth": 18, "symbolSize": 6,
            "label": { "show": kind == "bar", "position": "right", "color": color("--text-soft") },
        })
    };
    let mut all = Vec::new();
    if let Some(before) = &figures.before {
        let data = rows
            .iter()
            .map(|row| row.before.as_ref().map_or(0, figure.read))
            .collect();
        all.push(series(&before.edition, data, "--picture"));
    }
    all.push(series(&figures.edition, now, "--accent"));
    let values = json!({ "type": "value", "minInterval": 1, "axisLabel": { "color": color("--text-soft") },
        "splitLine": { "lineStyle": { "color": color("--line") } } });
    let keys = json!({ "type": "category", "data": names, "axisTick": { "show": false },
        "axisLabel": { "color": color("--text"), "width": 150, "overflow": "truncate" } });
    let (x, y) = if kind == "line" {
        (keys, values)
    } else {
        (values, keys)
    };
    json!({
        "animation": false,
        "grid": { "left": 8, "right": 56, "top": 32, "bottom": 8, "containLabel": true },
        // Drawn, not written as elements: the page allows no styles that are not its own.
        "tooltip": { "trigger": "axis", "renderMode": "richText", "confine": true,
            "backgroundColor": color("--surface"), "borderColor": color("--line"), "textStyle": { "color": color("--text") } },
        "legend": { "textStyle": { "color": color("--text") }, "show": figures.before.is_some(), "top": 0, "right": 0 },
        "xAxis": x, "yAxis": y, "series": all,
    })
}
