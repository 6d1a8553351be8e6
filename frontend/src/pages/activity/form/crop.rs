//! The poster: 600×350 pixels. A picture of another size is cropped and scaled here, in the page.

use domain::id::MediaId;
use domain::media::{MediaKind, POSTER_SIZE};
use leptos::html::Canvas;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlImageElement, Url};

use crate::i18n::{activity, general, t, tf};
use crate::pages::preview::Preview;
use crate::ui::{Button, ButtonKind, Dialog, Fault, Icon, IconName, Progress, next_id, toast};
use crate::upload::{self, Stage};

/// Largest magnification.
const ZOOM_MAX: f64 = 4.0;
/// Quality with which the cropped picture is written, of 1.
const QUALITY: f64 = 0.92;

/// A picture that was chosen, loaded by the browser.
#[derive(Clone)]
struct Chosen {
    image: HtmlImageElement,
    name: String,
}

#[component]
pub fn Poster(value: RwSignal<Option<MediaId>>, #[prop(into)] fault: Fault) -> impl IntoView {
    let stage = RwSignal::new(None::<Stage>);
    let chosen = RwSignal::new_local(None::<Chosen>);
    let open = RwSignal::new(false);
    let (input, hint, wrong) = (next_id("poster"), next_id("poster-hint"), next_id("poster-fault"));
    let send = move |name: String, blob: Blob| {
        stage.set(Some(Stage::Sending(0)));
        leptos::task::spawn_local(async move {
            let told = move |now| {
                let _ = stage.try_set(Some(now));
            };
            let answer = upload::upload(MediaKind::Poster, name.clone(), blob, told).await;
            if stage.try_set(None).is_some() {
                return;
            }
            match answer {
                Ok(media) => value.set(Some(media.id)),
                Err(failure) => {
                    let why = failure
                        .errors()
                        .first()
                        .map_or_else(|| failure.message(), |e| e.message.clone());
                    toast::failure(tf(activity::UPLOAD_FAILED, &[&name, &why]));
                }
            }
        });
    };
    let take = move |event: leptos::ev::Event| {
        let Some(file) = upload::chosen(&event).into_iter().next() else {
            return;
        };
        leptos::task::spawn_local(async move {
            let Some(image) = decode(&file).await else {
                return toast::failure(t(activity::NOT_A_PICTURE));
            };
            let fits = (image.natural_width(), image.natural_height()) == POSTER_SIZE
                && file.size() as u64 <= MediaKind::Poster.max_bytes()
                && MediaKind::Poster.content_types().contains(&file.type_().as_str());
            if fits {
                send(file.name(), file.into());
            } else {
                chosen.set(Some(Chosen {
                    image,
                    name: file.name(),
                }));
                open.set(true);
            }
        });
    };
    let use_it = Callback::new(move |blob: Blob| {
        let name = chosen
            .with_untracked(|c| c.as_ref().map(|c| c.name.clone()))
            .unwrap_or_default();
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        open.set(false);
        send(format!("{stem}.jpg"), blob);
    });
    let percent = Signal::derive(move || match stage.get() {
        Some(Stage::Sending(percent)) => Some(percent),
        _ => None,
    });
    let described = {
        let (hint, wrong) = (hint.clone(), wrong.clone());
        move || {
            if fault.with(Option::is_some) {
                format!("{wrong} {hint}")
            } else {
                hint.clone()
            }
        }
    };
    view! {
        <div class="field" class:field-wrong=move || fault.with(Option::is_some)>
            <span class="field-label">{t(activity::POSTER)}<span class="field-required">{t(general::REQUIRED)}</span></span>
            <p class="field-hint" id=hint>{t(activity::POSTER_HINT)}</p>
            {move || value.get().map(|id| view! { <div class="poster"><Preview id kind=MediaKind::Poster large=true/></div> })}
            {move || stage.get().map(|now| {
                let text = if now == Stage::Checking { activity::CHECKING } else { activity::UPLOADING };
                view! { <Progress label=tf(text, &[t(activity::POSTER)]) value=percent/> }
            })}
            <div class="file-pick">
                <input
                    class="visually-hidden" id=input.clone() type="file" accept="image/jpeg,image/png" aria-describedby=described
                    aria-invalid=move || fault.with(Option::is_some).then_some("true") on:change=take
                />
                <label class="button file-button" for=input>
                    {move || if value.get().is_some() { t(activity::POSTER_REPLACE) } else { t(activity::POSTER_CHOOSE) }}
                </label>
            </div>
            <div class="field-fault" id=wrong aria-live="polite">
                {move || fault.get().map(|text| view! { <Icon name=IconName::Warning/><span>{text}</span> })}
            </div>
            <Dialog open title=t(activity::CROP)>
                {move || chosen.get().map(|c| view! { <Cropper image=c.image on_use=use_it/> })}
            </Dialog>
        </div>
    }
}

/// Lets the browser decode a file; `None` when it cannot.
async fn decode(file: &web_sys::File) -> Option<HtmlImageElement> {
    let url = Url::create_object_url_with_blob(file).ok()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&url);
    let decoded = wasm_bindgen_futures::JsFuture::from(image.decode()).await;
    // Decoded pictures stay; their address is not needed any more.
    let _ = Url::revoke_object_url(&url);
    decoded.ok().filter(|_| image.natural_width() > 0).map(|_| image)
}

/// The part of the picture that is kept: its size in the picture's pixels, and its corner.
fn part(image: &HtmlImageElement, zoom: f64, x: f64, y: f64) -> (f64, f64, f64, f64) {
    let (width, height) = (
        f64::from(image.natural_width()),
        f64::from(image.natural_height()),
    );
    let shape = f64::from(POSTER_SIZE.0) / f64::from(POSTER_SIZE.1);
    let (full_width, full_height) = if width / height > shape {
        (height * shape, height)
    } else {
        (width, width / shape)
    };
    let (w, h) = (full_width / zoom, full_height / zoom);
    ((width - w) * x, (height - h) * y, w, h)
}

#[component]
fn Cropper(image: HtmlImageElement, on_use: Callback<Blob>) -> impl IntoView {
    let canvas = NodeRef::<Canvas>::new();
    let image = StoredValue::new_local(image);
    let (zoom, x, y) = (
        RwSignal::new(1.0_f64),
        RwSignal::new(0.5_f64),
        RwSignal::new(0.5_f64),
    );
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let context = canvas
            .get_context("2d")
            .ok()
            .flatten()
            .and_then(|c| c.dyn_into::<CanvasRenderingContext2d>().ok());
        let Some(context) = context else { return };
        let (left, top, w, h) = image.with_value(|image| part(image, zoom.get(), x.get(), y.get()));
        context.set_image_smoothing_enabled(true);
        let (width, height) = (f64::from(POSTER_SIZE.0), f64::from(POSTER_SIZE.1));
        image.with_value(|image| {
            // Fails only for a picture that is not loaded, and this one is.
            let _ = context.draw_image_with_html_image_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                image, left, top, w, h, 0.0, 0.0, width, height,
            );
        });
    });
    let small = image.with_value(|i| i.natural_width() < POSTER_SIZE.0 || i.natural_height() < POSTER_SIZE.1);
    // Dragging moves the picture under the frame.
    let held = StoredValue::new(None::<(f64, f64)>);
    let moved = move |event: leptos::ev::PointerEvent| {
        let Some((from_x, from_y)) = held.get_value() else {
            return;
        };
        let (now_x, now_y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        held.set_value(Some((now_x, now_y)));
        let shown = canvas
            .get_untracked()
            .map_or(1.0, |c| f64::from(c.client_width()).max(1.0));
        image.with_value(|image| {
            let (_, _, w, h) = part(image, zoom.get_untracked(), 0.0, 0.0);
            let scale = w / shown;
            let shift = |at: RwSignal<f64>, by: f64, room: f64| {
                if room > 0.5 {
                    at.update(|at| *at = (*at - by * scale / room).clamp(0.0, 1.0));
                }
            };
            shift(x, now_x - from_x, f64::from(image.natural_width()) - w);
            shift(y, now_y - from_y, f64::from(image.natural_height()) - h);
        });
    };
    let finish = move || {
        let Some(canvas) = canvas.get_untracked() else {
            return;
        };
        let done = Closure::once_into_js(move |blob: Option<Blob>| {
            if let Some(blob) = blob {
                on_use.run(blob);
            }
        });
        let _ =
            canvas.to_blob_with_type_and_encoder_options(done.unchecked_ref(), "image/jpeg", &QUALITY.into());
    };
    let slider = move |label: &'static str, value: RwSignal<f64>, from: f64, to: f64| {
        let id = next_id("crop");
        view! {
            <div class="crop-slider">
                <label for=id.clone()>{label}</label>
                <input
                    type="range" id=id min=from.to_string() max=to.to_string() step="0.01"
                    prop:value=move || value.get().to_string()
                    on:input=move |e| if let Ok(n) = event_target_value(&e).parse() { value.set(n) }
                />
            </div>
        }
    };
    view! {
        <p class="field-hint">{t(activity::CROP_HINT)}</p>
        {small.then(|| view! { <p class="notice notice-warning">{t(activity::CROP_SMALL)}</p> })}
        <canvas
            class="crop-canvas" node_ref=canvas width=POSTER_SIZE.0.to_string() height=POSTER_SIZE.1.to_string()
            on:pointerdown=move |e| {
                held.set_value(Some((f64::from(e.client_x()), f64::from(e.client_y()))));
                if let Some(canvas) = canvas.get_untracked() {
                    let _ = canvas.set_pointer_capture(e.pointer_id());
                }
            }
            on:pointermove=moved
            on:pointerup=move |_| held.set_value(None)
            on:pointercancel=move |_| held.set_value(None)
        ></canvas>
        {slider(t(activity::CROP_ZOOM), zoom, 1.0, ZOOM_MAX)}
        {slider(t(activity::CROP_X), x, 0.0, 1.0)}
        {slider(t(activity::CROP_Y), y, 0.0, 1.0)}
        <Button kind=ButtonKind::Primary icon=IconName::Check on_press=finish>{t(activity::CROP_USE)}</Button>
    }
}
