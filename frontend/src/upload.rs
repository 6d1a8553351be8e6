//! Sending files straight to object storage, with progress, in parts where they are large.

use std::rc::Rc;

use domain::media::{CompleteMedia, CompletedPart, Media, MediaKind, NewMedia, Upload};
use futures_util::future::LocalBoxFuture;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FormData, ProgressEvent, XmlHttpRequest};

use crate::api::{self, ApiFailure};

/// How often one part is sent before the upload gives up.
const TRIES: u32 = 4;

/// Where an upload stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Percent of the bytes that storage has.
    Sending(u8),
    /// All bytes are there; the server looks at them.
    Checking,
}

/// Who follows the progress.
type Told = Rc<dyn Fn(Stage)>;

/// Announces, sends and completes a file. `told` follows the progress.
///
/// Boxed, so that all this is compiled once and not for everyone who follows.
pub fn upload(
    kind: MediaKind,
    name: String,
    blob: Blob,
    told: impl Fn(Stage) + 'static,
) -> LocalBoxFuture<'static, Result<Media, ApiFailure>> {
    Box::pin(upload_whole(kind, name, blob, Rc::new(told)))
}

async fn upload_whole(kind: MediaKind, name: String, blob: Blob, told: Told) -> Result<Media, ApiFailure> {
    let size = blob.size() as u64;
    let new = NewMedia {
        kind,
        file_name: name,
        content_type: blob.type_(),
        size,
        sha256: None,
    };
    let made = api::media::announce(&new, &api::idempotency_key()).await?;
    let mut done = CompleteMedia::default();
    match &made.upload.parts {
        None => {
            let sending = Rc::clone(&told);
            let progress = move |sent| sending(Stage::Sending(percent(sent, size)));
            send(&made.upload, &blob, Rc::new(progress)).await?;
        }
        Some(parts) => {
            for part in parts {
                let piece = blob
                    .slice_with_f64_and_f64(part.offset as f64, (part.offset + part.size) as f64)
                    .map_err(|_| ApiFailure::Offline)?;
                let (sending, before) = (Rc::clone(&told), part.offset);
                let progress = move |sent| sending(Stage::Sending(percent(before + sent, size)));
                let etag = send_part(&part.url, &piece, Rc::new(progress)).await?;
                done.parts.push(CompletedPart {
                    number: part.number,
                    etag,
                });
            }
        }
    }
    told(Stage::Checking);
    api::media::complete(made.id, &done).await
}

/// Gets how many bytes have gone out.
type Progress = Rc<dyn Fn(u64)>;

fn percent(sent: u64, size: u64) -> u8 {
    (sent.saturating_mul(100) / size.max(1)).min(100) as u8
}

async fn send(upload: &Upload, blob: &Blob, progress: Progress) -> Result<(), ApiFailure> {
    let body: JsValue = match &upload.fields {
        Some(fields) => {
            let form = FormData::new().map_err(|_| ApiFailure::Offline)?;
            for (name, value) in fields {
                form.append_with_str(name, value)
                    .map_err(|_| ApiFailure::Offline)?;
            }
            // Storage reads the fields first; the file comes last.
            form.append_with_blob("file", blob)
                .map_err(|_| ApiFailure::Offline)?;
            form.into()
        }
        None => blob.clone().into(),
    };
    let headers: Vec<(String, String)> = upload.headers.clone().into_iter().collect();
    request(&upload.method, &upload.url, &headers, &body, progress)
        .await
        .map(drop)
}

/// One part, again after a failure: what arrived before stays.
async fn send_part(url: &str, piece: &Blob, progress: Progress) -> Result<String, ApiFailure> {
    let mut tries = 0;
    loop {
        tries += 1;
        match request("PUT", url, &[], piece, Rc::clone(&progress)).await {
            Ok(etag) => return Ok(etag),
            Err(failure) if tries >= TRIES => return Err(failure),
            Err(_) => gloo_timers::future::TimeoutFuture::new(1_000 << tries).await,
        }
    }
}

/// Sends with `XMLHttpRequest`, which unlike `fetch` tells how much has gone out. Answers the `ETag`.
async fn request(
    method: &str,
    url: &str,
    headers: &[(String, String)],
    body: &JsValue,
    progress: Progress,
) -> Result<String, ApiFailure> {
    let offline = |_: JsValue| ApiFailure::Offline;
    let xhr = XmlHttpRequest::new().map_err(offline)?;
    xhr.open(method, url).map_err(offline)?;
    for (name, value) in headers {
        // The browser sets these two itself and refuses to have them set.
        if !name.eq_ignore_ascii_case("content-length") && !name.eq_ignore_ascii_case("host") {
            xhr.set_request_header(name, value).map_err(offline)?;
        }
    }
    let moved =
        Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| progress(event.loaded() as u64));
    if let Ok(upload) = xhr.upload() {
        upload.set_onprogress(Some(moved.as_ref().unchecked_ref()));
    }
    let ended = js_sys::Promise::new(&mut |resolve, _| xhr.set_onloadend(Some(&resolve)));
    xhr.send_body(body)?;
    wasm_bindgen_futures::JsFuture::from(ended)
        .await
        .map_err(offline)?;
    let status = xhr.status().unwrap_or(0);
    if (200..300).contains(&status) {
        Ok(xhr.get_response_header("etag").ok().flatten().unwrap_or_default())
    } else {
        Err(ApiFailure::Offline)
    }
}

trait SendBody {
    fn send_body(&self, body: &JsValue) -> Result<(), ApiFailure>;
}

impl SendBody for XmlHttpRequest {
    fn send_body(&self, body: &JsValue) -> Result<(), ApiFailure> {
        let sent = if let Some(form) = body.dyn_ref::<FormData>() {
            self.send_with_opt_form_data(Some(form))
        } else if let Some(blob) = body.dyn_ref::<Blob>() {
            self.send_with_opt_blob(Some(blob))
        } else {
            self.send()
        };
        sent.map_err(|_| ApiFailure::Offline)
    }
}

/// Files that were chosen in an input, which is emptied so that the same file can be chosen again.
pub fn chosen(event: &leptos::ev::Event) -> Vec<web_sys::File> {
    let Some(input) = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok())
    else {
        return Vec::new();
    };
    let files = input
        .files()
        .map(|list| (0..list.length()).filter_map(|n| list.get(n)).collect())
        .unwrap_or_default();
    input.set_value("");
    files
}

/// A signal for one upload under way.
pub type Running = RwSignal<Option<Stage>>;
