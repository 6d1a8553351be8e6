//! `kepu secret`: the operator's secret, and the keys it opens.

use anyhow::{Context, ensure};
use app::data_key;

use super::Place;
use super::open::SECRET_MIN;

#[derive(clap::Subcommand)]
pub(super) enum Secret {
    /// Lets a new secret open this installation, beside the present one. Then start every server with the new one, and
    /// run `forget-old`.
    Change(Change),
    /// Lets the secret in KEPU_SECRET alone open this installation.
    ForgetOld(Place),
    /// Makes a new key for encrypting; servers use it two minutes later. Then run `renew`.
    NewKey(Place),
    /// Encrypts everything with the newest key that is in use. May be stopped and repeated; the servers may go on working.
    Renew(Place),
}

#[derive(clap::Args)]
pub(super) struct Change {
    #[command(flatten)]
    place: Place,
    /// The new secret: at least 32 unpredictable characters.
    #[arg(long, env = "KEPU_NEW_SECRET", hide_env_values = true)]
    new_secret: String,
}

impl Secret {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        match self {
            Self::Change(change) => {
                ensure!(
                    change.new_secret.len() >= SECRET_MIN,
                    "KEPU_NEW_SECRET must have at least {SECRET_MIN} characters"
                );
                let app = change.place.open_for_command().await?;
                let keys = data_key::admit_secret(&app, change.new_secret.as_bytes()).await?;
                println!(
                    "{keys} keys are opened by both secrets now: start every server with the new one, then `kepu secret forget-old`"
                );
            }
            Self::ForgetOld(place) => {
                let app = place.open_for_command().await?;
                let gone = data_key::forget_other_secrets(&app).await?;
                println!("{gone} keys of other secrets were removed");
            }
            Self::NewKey(place) => {
                let app = place.open_for_command().await?;
                let number = data_key::add(&app).await?;
                println!(
                    "key {number} is used from {} seconds on: run `kepu secret renew` then",
                    data_key::GRACE_SECONDS
                );
            }
            Self::Renew(place) => {
                let app = place.open_for_command().await?;
                let done = data_key::renew(&app)
                    .await
                    .context("encrypting anew stopped; run it again")?;
                println!(
                    "{} encrypted anew with key {}, {} were so already",
                    done.moved, done.key, done.kept
                );
            }
        }
        Ok(())
    }
}
