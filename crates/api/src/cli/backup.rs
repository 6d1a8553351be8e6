//! `kepu backup` and `kepu restore`.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use actix_web::dev::ServerHandle;
use anyhow::{Context, ensure};
use app::{App, backup};
use media::MediaError;

use super::Place;
use super::admin::tell;
use super::serve::loopback;
use crate::server::storage_only;

#[derive(clap::Args)]
pub(super) struct Backup {
    #[command(flatten)]
    place: Place,
    /// Directory of all backups: each gets one of its own, files are shared.
    #[arg(long)]
    to: PathBuf,
    /// Where the server of this machine listens, should it be running: files of the embedded store come through it.
    #[arg(long, env = "KEPU_LISTEN", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

#[derive(clap::Args)]
pub(super) struct Restore {
    #[command(flatten)]
    place: Place,
    /// The backup: a directory that `kepu backup` made.
    #[arg(long)]
    from: PathBuf,
    /// Only puts files into storage that are missing there: where the database is restored already.
    #[arg(long)]
    files_only: bool,
}

/// An installation whose files can be reached: through the server that runs, or else by this program alone.
struct Reachable {
    app: App,
    store: Option<ServerHandle>,
}

impl Reachable {
    /// `running` is where a server may have the embedded store open.
    fn open(place: &Place, running: Option<SocketAddr>) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("listening on this machine")?;
        let own = format!("http://{}", listener.local_addr()?);
        let opened = place.open(&own, &own)?;
        let Some(embedded) = opened.embedded else {
            return Ok(Self {
                app: opened.app,
                store: None,
            });
        };
        match (embedded.open(), running) {
            (Ok(store), _) => Ok(Self {
                app: opened.app,
                store: Some(storage_only(store, listener)?),
            }),
            (Err(MediaError::Unavailable(_)), Some(address)) => {
                let origin = format!("http://{}", loopback(address));
                Ok(Self {
                    app: place.open(&origin, &origin)?.app,
                    store: None,
                })
            }
            (Err(error), _) => Err(error.into()),
        }
    }

    async fn close(self) {
        if let Some(store) = self.store {
            store.stop(true).await;
        }
    }
}

impl Backup {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let here = Reachable::open(&self.place, Some(self.listen))?;
        let app = &here.app;
        ensure!(
            app.db().pending_migrations().await? == 0,
            "migrations are pending: run `kepu migrate` first, or back up with the program that served last"
        );
        let made = backup::write(app, &self.to).await;
        here.close().await;
        let (directory, manifest) = made.context("the backup was not made")?;
        println!(
            "{}: database {} bytes, {} files of {} bytes",
            directory.display(),
            manifest.database_size,
            manifest.objects,
            manifest.objects_size
        );
        if let Some((number, hash)) = &manifest.seal {
            println!("last seal of the audit log: {number} {hash}");
        }
        Ok(())
    }
}

impl Restore {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let url = self.place.url()?;
        ensure!(
            self.files_only || persistence::is_empty(&url)?,
            "there is something in the database already: a backup is restored into an empty one only"
        );
        let here = Reachable::open(&self.place, None)?;
        let app = here.app.clone();
        let done = async {
            let (manifest, database) = backup::examine(&app, &self.from)?;
            let (db, whole) = (app.db().clone(), !self.files_only);
            let migrated = actix_web::rt::task::spawn_blocking(move || {
                if whole {
                    // The door that was opened for looking made an empty file; what is read now takes its place.
                    db.load(&database)?;
                }
                db.migrate()
            })
            .await??;
            // What is read from now on is encrypted with the keys that came with the database.
            app::data_key::read(&app).await?;
            let put = backup::read_objects(&app, &self.from).await?;
            println!(
                "restored: the database of {} ({migrated} migrations ran), {put} of {} files put into storage",
                manifest.made_at, manifest.objects
            );
            tell(&app::doctor::run(&app).await?)
        }
        .await;
        here.close().await;
        done
    }
}
