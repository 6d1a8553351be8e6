//! A picture of an activity to pass on: what, when, where, and the way to its page as a QR code.

use domain::public::PublicActivityCard;
use leptos::html::Canvas;
use leptos::prelude::*;
use leptos::task::spawn_local;
use qrcode::{Color, EcLevel, QrCode};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement};

use crate::api::media;
use crate::format;
use crate::i18n::{general, public, t};
use crate::page;
use crate::ui::{Button, ButtonKind, Dialog, IconName, toast};

/// Pixels: what a phone shows whole.
const WIDTH: f64 = 750.0;
const HEIGHT: f64 = 1_200.0;
const MARGIN: f64 = 56.0;
const INSIDE: f64 = WIDTH - 2.0 * MARGIN;
/// The poster of an activity has this shape.
const PICTURE: f64 = WIDTH * 350.0 / 600.0;
const CODE: f64 = 220.0;
const FONT: &str = "\"PingFang SC\", \"Microsoft YaHei\", \"Noto Sans CJK SC\", sans-serif";

#[component]
pub fn SharePoster(card: PublicActivityCard) -> impl IntoView {
    let open = RwSignal::new(false);
    let card = StoredValue::new(card);
    view! {
        <Button kind=ButtonKind::Quiet icon=IconName::Image on_press=move || open.set(true)>{t(public::POSTER_MAKE)}</Button>
        <Dialog title=t(public::POSTER_TITLE) open>
            <Drawing card=card.get_value()/>
        </Dialog>
    }
}

#[component]
fn Drawing(card: PublicActivityCard) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let name = format!("{}.png", card.title);
    let label = card.title.clone();
    Effect::new(move |_| {
        if let Some(canvas) = canvas.get() {
            let card = card.clone();
            spawn_local(async move {
                let picture = picture(&card).await;
                // Without a context there is nothing to draw on, and the button says so.
                let _ = draw(&canvas, &card, picture.as_ref());
            });
        }
    });
    let save = Callback::new(move |()| {
        let given = canvas
            .get_untracked()
            .and_then(|canvas| canvas.to_data_url().ok());
        match given {
            Some(address) => give(&address, &name),
            None => toast::failure(t(general::OFFLINE).to_owned()),
        }
    });
    view! {
        <canvas class="share-poster" node_ref=canvas role="img" aria-label=label width=WIDTH.to_string() height=HEIGHT.to_string()></canvas>
        <Button kind=ButtonKind::Primary icon=IconName::Download on_press=save>{t(public::POSTER_SAVE)}</Button>
    }
}

fn give(address: &str, name: &str) {
    let link = document().create_element("a").ok();
    if let Some(link) = link.and_then(|link| link.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = link.set_attribute("href", address);
        let _ = link.set_attribute("download", name);
        link.click();
    }
}

/// The activity's own picture, if it can be drawn and read back.
async fn picture(card: &PublicActivityCard) -> Option<HtmlImageElement> {
    let image = HtmlImageElement::new().ok()?;
    image.set_cross_origin(Some("anonymous"));
    image.set_src(&media::content(card.poster_id?, "original"));
    JsFuture::from(image.decode()).await.ok()?;
    Some(image)
}

fn draw(
    canvas: &HtmlCanvasElement,
    card: &PublicActivityCard,
    picture: Option<&HtmlImageElement>,
) -> Result<(), JsValue> {
    let context = canvas
        .get_context("2d")?
        .and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
        .ok_or("no context")?;
    // Light whatever the device prefers: it will be printed and passed on.
    fill(&context, "#ffffff", (0.0, 0.0, WIDTH, HEIGHT));
    fill(&context, "#e9f2fb", (0.0, 0.0, WIDTH, PICTURE));
    if let Some(picture) = picture {
        context.draw_image_with_html_image_element_and_dw_and_dh(picture, 0.0, 0.0, WIDTH, PICTURE)?;
    }
    let mut y = PICTURE + 70.0;
    y = text(
        &context,
        &card.title,
        "#1c2430",
        "600 42px",
        58.0,
        (MARGIN, y),
        (INSIDE, 3),
    )? + 24.0;
    let place = match &card.address {
        Some(address) => format!("{} {address}", card.region_name),
        None => card.region_name.clone(),
    };
    for line in [
        format::span(card.starts_at, card.ends_at),
        place,
        card.organization_name.clone(),
    ] {
        y = text(&context, &line, "#3d4754", "28px", 42.0, (MARGIN, y), (INSIDE, 2))? + 8.0;
    }
    let (left, top) = (WIDTH - MARGIN - CODE, HEIGHT - MARGIN - CODE);
    code(&context, &page::address(), (left, top))?;
    let beside = INSIDE - CODE - 32.0;
    let end = text(
        &context,
        t(public::POSTER_SCAN),
        "#1c2430",
        "600 30px",
        42.0,
        (MARGIN, top + 90.0),
        (beside, 2),
    )?;
    text(
        &context,
        t(general::SITE),
        "#55606f",
        "26px",
        38.0,
        (MARGIN, end + 6.0),
        (beside, 1),
    )?;
    Ok(())
}

fn fill(context: &CanvasRenderingContext2d, color: &str, (x, y, width, height): (f64, f64, f64, f64)) {
    context.set_fill_style_str(color);
    context.fill_rect(x, y, width, height);
}

/// Writes a text in lines that fit; answers where the next would begin. What does not fit ends with an ellipsis.
fn text(
    context: &CanvasRenderingContext2d,
    text: &str,
    color: &str,
    size: &str,
    leading: f64,
    (x, mut y): (f64, f64),
    (width, lines): (f64, usize),
) -> Result<f64, JsValue> {
    context.set_fill_style_str(color);
    context.set_font(&format!("{size} {FONT}"));
    let mut rest: Vec<char> = text.chars().collect();
    for line in 1..=lines {
        if rest.is_empty() {
            break;
        }
        let mut fits = rest.len();
        let string = |part: &[char]| part.iter().collect::<String>();
        while fits > 1 && context.measure_text(&string(&rest[..fits]))?.width() > width {
            fits -= 1;
        }
        let mut shown = string(&rest[..fits]);
        if line == lines && fits < rest.len() {
            shown.pop();
            shown.push('…');
        }
        context.fill_text(&shown, x, y)?;
        rest.drain(..fits);
        y += leading;
    }
    Ok(y)
}

fn code(context: &CanvasRenderingContext2d, address: &str, (left, top): (f64, f64)) -> Result<(), JsValue> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).map_err(|e| e.to_string())?;
    let width = code.width();
    let size = CODE / width as f64;
    for (n, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let (x, y) = ((n % width) as f64, (n / width) as f64);
            // A hair wider, so that no seams show between the squares.
            fill(
                context,
                "#1c2430",
                (left + x * size, top + y * size, size + 0.5, size + 0.5),
            );
        }
    }
    Ok(())
}
