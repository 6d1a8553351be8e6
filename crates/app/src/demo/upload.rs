//! Pictures of the samples, uploaded the way of every upload.

use domain::id::MediaId;
use domain::media::{CompleteMedia, MediaKind, NewMedia};

use super::accounts::Actors;
use super::poster;
use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::media::{announce, complete};
use crate::repeat::Outcome;

/// A few posters, uploaded for real.
pub(super) async fn posters(app: &App, actors: &Actors) -> AppResult<Vec<MediaId>> {
    let mut all = Vec::new();
    for n in 0..15_usize {
        all.push(one_poster(app, actors, n).await?);
    }
    Ok(all)
}

/// One poster, different for each number.
async fn one_poster(app: &App, actors: &Actors, n: usize) -> AppResult<MediaId> {
    let bytes = poster::draw(n % 5, 17 + n as u64)?;
    let new = NewMedia {
        kind: MediaKind::Poster,
        file_name: format!("示例宣传图{}.png", n + 1),
        content_type: "image/png".to_owned(),
        size: bytes.len() as u64,
        sha256: None,
    };
    let Outcome::New(made) = announce(app, &actors.system, new, None).await? else {
        return Err(AppError::internal("a sample poster was announced twice"));
    };
    let mut form = reqwest::multipart::Form::new();
    for (name, value) in made.upload.fields.unwrap_or_default() {
        form = form.text(name, value);
    }
    form = form.part("file", reqwest::multipart::Part::bytes(bytes));
    let sent = reqwest::Client::new()
        .post(&made.upload.url)
        .multipart(form)
        .send()
        .await
        .map_err(AppError::internal)?;
    if !sent.status().is_success() {
        let status = sent.status();
        return Err(AppError::internal(format!(
            "storage answered {status} to a sample poster"
        )));
    }
    complete(app, &actors.system, made.id, CompleteMedia::default()).await?;
    Ok(made.id)
}

/// A poster, and a few pictures in place of photos.
pub(super) async fn photos(app: &App, actors: &Actors) -> AppResult<Vec<MediaId>> {
    let http = reqwest::Client::new();
    let mut all = vec![one_poster(app, actors, 91).await?];
    for n in 0..5_usize {
        let bytes = poster::draw(n, 301 + n as u64)?;
        let new = NewMedia {
            kind: MediaKind::Photo,
            file_name: format!("演示图片{}.png", n + 1),
            content_type: "image/png".to_owned(),
            size: bytes.len() as u64,
            sha256: None,
        };
        let Outcome::New(made) = announce(app, &actors.system, new, None).await? else {
            return Err(AppError::internal("a sample photo was announced twice"));
        };
        let mut request = http.put(&made.upload.url).body(bytes);
        for (name, value) in &made.upload.headers {
            request = request.header(name, value);
        }
        let sent = request.send().await.map_err(AppError::internal)?;
        if !sent.status().is_success() {
            let status = sent.status();
            return Err(AppError::internal(format!(
                "storage answered {status} to a sample photo"
            )));
        }
        complete(app, &actors.system, made.id, CompleteMedia::default()).await?;
        all.push(made.id);
    }
    Ok(all)
}
