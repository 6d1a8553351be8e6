use std::sync::Arc;

use ::media::keys;
use documents::Fonts;
use domain::certificate::CertificateStatus;
use domain::id::NoticeId;
use domain::problem::Code;
use futures_util::StreamExt;
use persistence::certificate::{self as store, CertificateRecord};
use serde::{Deserialize, Serialize};
use tokio::task;

use crate::app::App;
use crate::error::{AppError, AppResult};
use crate::job::{self, Work};

/// Certificates whose PDF is to be made.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Print {
    notice: NoticeId,
    /// Those up to this running number were seen.
    after: i32,
}

impl Print {
    pub(crate) fn of(notice: NoticeId) -> Self {
        Self { notice, after: 0 }
    }
}

/// Certificates in memory at once: what is printed next waits until these are stored.
const BATCH: i64 = 64;
/// Printed at the same time: each takes a few milliseconds of one processor.
const AT_ONCE: usize = 4;
/// Seconds after which the rest becomes a job of its own, so that no lease runs out.
const LONGEST_SECONDS: i64 = 45;
/// Largest PDF that is read back, bytes.
const PDF_MAX: u64 = 2 * 1_048_576;

/// Prints what a notice has unprinted. What is done stays done, whenever it is interrupted.
pub(crate) async fn print(app: &App, mut work: Print) -> AppResult<()> {
    let begun = std::time::Instant::now();
    let loaded = app.clone();
    let fonts = task::spawn_blocking(move || loaded.fonts())
        .await
        .map_err(AppError::internal)??;
    loop {
        let (notice, after) = (work.notice, work.after);
        let batch = app
            .db()
            .read(move |conn| store::unprinted(conn, notice, after, BATCH))
            .await?;
        let Some(last) = batch.last() else { return Ok(()) };
        work.after = last.running;
        let mut printing = futures_util::stream::iter(batch)
            .map(|c| one(app, fonts.clone(), c))
            .buffer_unordered(AT_ONCE);
        let mut done = Vec::new();
        while let Some(printed) = printing.next().await {
            done.extend(printed?);
        }
        drop(printing);
        app.db().write(move |tx| store::printed(tx, &done)).await?;
        if begun.elapsed().as_secs() >= LONGEST_SECONDS.unsigned_abs() {
            let this = app.clone();
            return app
                .db()
                .write(move |tx| job::ask(tx, &this, &Work::Print(work), None, this.now()))
                .await;
        }
    }
}

/// One certificate into the store; none when its text cannot be set with the fonts there are.
async fn one(app: &App, fonts: Arc<Fonts>, c: CertificateRecord) -> AppResult<Option<(String, String)>> {
    let number = c.number.clone();
    let bytes = match rendered(app, fonts, c).await {
        Ok(bytes) => bytes,
        Err(AppError::Refused(Code::PrintingUnavailable)) => return Ok(None),
        Err(other) => return Err(other),
    };
    let key = keys::certificate(&number);
    app.storage().put(&key, &bytes, "application/pdf").await?;
    Ok(Some((number, key)))
}

async fn rendered(app: &App, fonts: Arc<Fonts>, c: CertificateRecord) -> AppResult<Vec<u8>> {
    let paper = documents::Certificate {
        verification_url: format!("{}/certificates/{}", app.settings().public_origin, c.number),
        heading: "荣誉证书".into(),
        recipient: c.facts.recipient.clone(),
        text: c.facts.text(),
        issuer: c.facts.issuer.clone(),
        issued_on: c.facts.issued_on,
        hash: c.hash,
        number: c.number,
        demo: app.settings().demo,
    };
    let made = task::spawn_blocking(move || documents::certificate(&fonts, &paper)).await;
    made.map_err(AppError::internal)?.map_err(|error| {
        tracing::error!(%error, "a certificate cannot be printed");
        Code::PrintingUnavailable.into()
    })
}

/// The PDF of a certificate: as it was printed, or printed now when its turn has not come. A revoked one is not handed out.
pub async fn pdf(app: &App, number: &str) -> AppResult<Vec<u8>> {
    let number = number.trim().to_ascii_uppercase();
    let found = app.db().read(move |conn| store::find(conn, &number)).await?;
    if found.status == CertificateStatus::Revoked {
        return Err(Code::CertificateNotValid.into());
    }
    if let Some(key) = &found.object_key {
        return Ok(app.storage().get(key, PDF_MAX).await?.to_vec());
    }
    let loaded = app.clone();
    let fonts = task::spawn_blocking(move || loaded.fonts())
        .await
        .map_err(AppError::internal)??;
    rendered(app, fonts, found).await
}
