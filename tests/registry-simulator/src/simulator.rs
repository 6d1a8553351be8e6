//! The simulator as a test or its program holds it.

use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;
use std::{io, thread};

use actix_web::dev::ServerHandle;
use actix_web::rt::System;
use actix_web::{HttpServer, web};
use domain::registry::{RegistryOrganization, RegistryStatus};
use tokio::sync::{mpsc, watch};
use utoipa_actix_web::AppExt as _;

use crate::faults::{Dice, FaultSwitch, lock};
use crate::generate::{Generator, Region};
use crate::inside::Inside;
use crate::push::{self, Receiver};
use crate::serve::{self, Command, Report};
use crate::shelf::Shelf;

/// Whole time for one push.
const PUSH_TIMEOUT: Duration = Duration::from_secs(10);

/// What a registry begins with.
#[derive(Debug, Clone)]
pub struct Options {
    /// Where it listens; port 0 takes a free one.
    pub listen: SocketAddr,
    /// What it expects as `Authorization: Bearer`.
    pub token: String,
    pub organizations: usize,
    /// Where they are; at least one.
    pub regions: Vec<Region>,
    /// The same seed makes the same organisations, and as far as the order of requests allows, the same faults.
    pub seed: u64,
}

impl Options {
    /// On a free port of this machine.
    pub fn new(organizations: usize, regions: Vec<Region>) -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            token: "simulator".to_owned(),
            organizations,
            regions,
            seed: 1,
        }
    }
}

/// A registry that runs on a thread of its own until it is dropped.
pub struct Simulator {
    inside: Arc<Inside>,
    address: SocketAddr,
    server: ServerHandle,
    thread: Option<JoinHandle<()>>,
}

impl Simulator {
    /// Listens when this returns.
    ///
    /// # Errors
    /// When it cannot listen there, or encryption for pushes cannot be set up.
    pub fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind(options.listen)?;
        let address = listener.local_addr()?;
        let client = reqwest::Client::builder()
            .timeout(PUSH_TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(io::Error::other)?;
        let (notices, waiting) = mpsc::unbounded_channel();
        let changes = Dice::new(options.seed);
        let mut generator = Generator::new(options.regions);
        let mut shelf = Shelf::default();
        for _ in 0..options.organizations {
            shelf.put(generator.next(&mut changes.hold()));
        }
        let inside = Arc::new(Inside {
            token: options.token,
            shelf: Mutex::new(shelf),
            faults: FaultSwitch::default(),
            dice: Dice::new(options.seed.wrapping_add(1)),
            pulls: Mutex::default(),
            deliveries: Mutex::default(),
            waiting: watch::Sender::new(0),
            changes,
            generator: Mutex::new(generator),
            receiver: Mutex::default(),
            notices,
        });
        let shared = web::Data::from(Arc::clone(&inside));
        let (tell, told) = std::sync::mpsc::channel();
        let thread = thread::Builder::new()
            .name("registry-simulator".to_owned())
            .spawn({
                let inside = Arc::clone(&inside);
                move || {
                    System::new().block_on(async move {
                        let server = HttpServer::new(move || {
                            actix_web::App::new()
                                .app_data(shared.clone())
                                .route("/control", web::get().to(serve::report))
                                .route("/control", web::post().to(serve::control))
                                .into_utoipa_app()
                                .service(serve::organizations)
                                .into_app()
                        })
                        .workers(1)
                        .shutdown_timeout(1)
                        .disable_signals()
                        .listen(listener)
                        .map(HttpServer::run);
                        let _ = tell.send(server.as_ref().map(|s| s.handle()).map_err(io::Error::kind));
                        if let Ok(server) = server {
                            actix_web::rt::spawn(push::deliver(inside, client, waiting));
                            let _ = server.await;
                        }
                    });
                }
            })?;
        let server = told.recv().map_err(io::Error::other)??;
        Ok(Self {
            inside,
            address,
            server,
            thread: Some(thread),
        })
    }
}

impl Simulator {
    /// Address above `/organizations`: `http://127.0.0.1:port`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn token(&self) -> &str {
        &self.inside.token
    }

    /// What goes wrong.
    pub fn faults(&self) -> &FaultSwitch {
        &self.inside.faults
    }

    /// The truth: every organisation at its latest state, removed ones too, by their identifier.
    pub fn all(&self) -> Vec<RegistryOrganization> {
        lock(&self.inside.shelf).all().cloned().collect()
    }

    /// A new organisation, as it is kept. Its identifier is not the caller's.
    pub fn add(&self, edit: impl FnOnce(&mut RegistryOrganization)) -> RegistryOrganization {
        self.inside.add(edit)
    }

    /// Changes some organisation that is not removed; `None` when there is none. Identifier, revision and time are
    /// not the caller's.
    pub fn change(&self, edit: impl FnOnce(&mut RegistryOrganization)) -> Option<RegistryOrganization> {
        self.inside.change(None, edit)
    }

    /// Changes this organisation; `None` when there is no such. Otherwise as [`Self::change`].
    pub fn change_one(
        &self,
        external_id: &str,
        edit: impl FnOnce(&mut RegistryOrganization),
    ) -> Option<RegistryOrganization> {
        self.inside.change(Some(external_id), edit)
    }

    /// Marks as removed; it stays in [`Self::all`].
    pub fn remove(&self, external_id: &str) -> Option<RegistryOrganization> {
        self.change_one(external_id, |o| o.status = RegistryStatus::Removed)
    }

    /// All cursors that were given out are answered with 410 from now on.
    pub fn expire_cursors(&self) {
        lock(&self.inside.shelf).expire();
    }

    /// Tells this address of every change from now on.
    pub fn push_to(&self, url: impl Into<String>, secret: impl Into<Vec<u8>>) {
        let (url, secret) = (url.into(), secret.into());
        *lock(&self.inside.receiver) = Some(Arc::new(Receiver { url, secret }));
    }

    /// Ends when no push is under way: each is delivered, lost or given up.
    pub async fn settled(&self) {
        let mut waiting = self.inside.waiting.subscribe();
        let _ = waiting.wait_for(|waiting| *waiting == 0).await;
    }

    /// What `POST /control` does.
    pub fn obey(&self, command: &Command) {
        self.inside.obey(command);
    }

    /// How things stand.
    pub fn report(&self) -> Report {
        self.inside.report()
    }

    /// Ends all connections; so does dropping it.
    pub fn stop(self) {}
}

impl Drop for Simulator {
    fn drop(&mut self) {
        // The order is given at once; there is nothing to wait for but the thread.
        drop(self.server.stop(false));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
