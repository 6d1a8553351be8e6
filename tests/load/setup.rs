//! What a run begins with: the samples loaded, somebody signed in, who everything generated belongs to.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use domain::edition::Edition;
use domain::region::Region;
use persistence::{Db, StoreError};
use serde_json::{Value, json};

use crate::generate::Owner;
use crate::server::Server;

/// The demonstration loads after the server is ready; what is measured must not share the machine with it.
pub async fn samples_are_there(server: &Server) -> anyhow::Result<()> {
    let client = reqwest::Client::new();
    let url = format!("{}/api/v1/public/activities?limit=100", server.base);
    let (mut last, mut same) = (String::new(), 0);
    for _ in 0..240 {
        let text = client.get(&url).send().await?.text().await?;
        let loaded = text.contains("poster_id");
        same = if loaded && text == last { same + 1 } else { 0 };
        last = text;
        if same >= 4 {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    bail!("the samples did not load")
}

pub struct Api {
    pub client: reqwest::Client,
    pub base: String,
    pub token: String,
}

impl Api {
    pub async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let answer = self
            .client
            .get(format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .send()
            .await?;
        ensure!(answer.status().is_success(), "{path}: {}", answer.status());
        Ok(answer.json().await?)
    }
}

/// The organiser of the demonstration, by the code in the outbox.
/// The organisation that everything generated belongs to is this account's.
pub const ORGANIZER: &str = "13900000005";
pub const PROVINCE: &str = "13900000002";
pub const NATION: &str = "13900000001";

pub async fn sign_in(
    client: &reqwest::Client,
    base: &str,
    data: &Path,
    phone: &str,
) -> anyhow::Result<String> {
    let ask = || {
        client
            .post(format!("{base}/api/v1/auth/sms-codes"))
            .json(&json!({ "phone": phone }))
            .send()
    };
    let mut sent = ask().await?;
    if sent.status().as_u16() == 429 {
        // A small run comes back before a second code is due.
        tokio::time::sleep(Duration::from_secs(61)).await;
        sent = ask().await?;
    }
    ensure!(sent.status().as_u16() == 202, "sms-codes: {}", sent.status());
    let mut files: Vec<_> = std::fs::read_dir(data.join("outbox/sms"))?
        .filter_map(Result::ok)
        .map(|e| e.path())
        .collect();
    files.sort();
    let newest: Value =
        serde_json::from_slice(&std::fs::read(files.last().context("no message in the outbox")?)?)?;
    let body = json!({ "phone": phone, "code": newest["code"] });
    let signed_in: Value = client
        .post(format!("{base}/api/v1/auth/sessions"))
        .json(&body)
        .send()
        .await?
        .json()
        .await?;
    Ok(signed_in["access_token"].as_str().context("no token")?.to_owned())
}

pub async fn owner(api: &Api, db: &Db) -> anyhow::Result<Owner> {
    let me = api.get("/me").await?;
    let grant = me["grants"]
        .as_array()
        .and_then(|g| g.first())
        .context("the organiser has a grant")?;
    let public = api.get("/public/activities?limit=100").await?;
    let items = public["items"].as_array().context("a list")?;
    let poster = items
        .iter()
        .find_map(|a| a["poster_id"].as_str())
        .context("a demonstration activity with a poster")?;
    let account = me["id"].as_str().context("an id")?.parse()?;
    let poster = poster.parse()?;
    // The drafts of the run show this poster: it must be one of the organisation's own.
    let found = db
        .read(move |conn| persistence::media::find(conn, poster))
        .await?;
    ensure!(
        found.status == domain::media::MediaStatus::Ready,
        "the poster is verified"
    );
    Ok(Owner {
        account,
        organization: grant["organization_id"]
            .as_str()
            .context("an organisation")?
            .parse()?,
        organization_name: grant["organization_name"].as_str().context("a name")?.to_owned(),
        poster,
    })
}

pub async fn reference(db: &Db) -> anyhow::Result<(Edition, Vec<Region>)> {
    db.read(|conn| {
        let edition = persistence::reference::edition(conn, "current")?;
        let mut counties = Vec::new();
        for province in persistence::reference::children(conn, &domain::region::RegionCode::country())? {
            for city in persistence::reference::children(conn, &province.code)? {
                counties.extend(persistence::reference::children(conn, &city.code)?);
            }
        }
        Ok::<_, StoreError>(edition.map(|edition| (edition, counties)))
    })
    .await?
    .context("a current edition")
}
