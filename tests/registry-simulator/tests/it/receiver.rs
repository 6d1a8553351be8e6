//! The receiving side of pushes, by the words of the contract.

use std::collections::BTreeSet;
use std::net::TcpListener;
use std::sync::{Arc, Mutex};

use actix_web::dev::ServerHandle;
use actix_web::rt::System;
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use domain::registry::RegistryEvent;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

pub(crate) const SECRET: &str = "a secret of thirty-two characters";

/// What came in.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    ids: BTreeSet<Uuid>,
    /// Events that were kept, in the order they came.
    pub(crate) events: Vec<RegistryEvent>,
    /// The next answers are these instead.
    pub(crate) refuse_with: Vec<u16>,
}

pub(crate) struct Receiver {
    pub(crate) url: String,
    seen: Arc<Mutex<Seen>>,
    server: ServerHandle,
}

impl Receiver {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/api/v1/registry/events", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Seen::default()));
        let shared = web::Data::from(Arc::clone(&seen));
        let (tell, told) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            System::new().block_on(async move {
                let server = HttpServer::new(move || {
                    App::new()
                        .app_data(shared.clone())
                        .route("/api/v1/registry/events", web::post().to(receive))
                })
                .workers(1)
                .disable_signals()
                .listen(listener)
                .unwrap()
                .run();
                tell.send(server.handle()).unwrap();
                server.await.unwrap();
            });
        });
        Self {
            url,
            seen,
            server: told.recv().unwrap(),
        }
    }

    pub(crate) fn seen<T>(&self, look: impl FnOnce(&mut Seen) -> T) -> T {
        look(&mut self.seen.lock().unwrap())
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

async fn receive(seen: web::Data<Mutex<Seen>>, request: HttpRequest, body: web::Bytes) -> HttpResponse {
    let mut seen = seen.lock().unwrap();
    if let Some(status) = seen.refuse_with.pop() {
        return HttpResponse::build(status.try_into().unwrap())
            .insert_header(("retry-after", "0"))
            .finish();
    }
    let header = request
        .headers()
        .get("x-kepu-signature")
        .unwrap()
        .to_str()
        .unwrap();
    if !is_signed(header, &body) {
        return HttpResponse::Unauthorized().finish();
    }
    let event: RegistryEvent = serde_json::from_slice(&body).unwrap();
    if !seen.ids.insert(event.id) {
        return HttpResponse::Conflict().finish();
    }
    seen.events.push(event);
    HttpResponse::Accepted().finish()
}

fn is_signed(header: &str, body: &[u8]) -> bool {
    let (time, digest) = header.split_once(",v1=").unwrap();
    let time = time.strip_prefix("t=").unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(&[time.as_bytes(), b".", body].concat());
    let digest: Vec<u8> = (0..digest.len())
        .step_by(2)
        .map(|n| u8::from_str_radix(&digest[n..n + 2], 16).unwrap())
        .collect();
    mac.verify_slice(&digest).is_ok()
}
