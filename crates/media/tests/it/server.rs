//! The embedded store on a port of this machine.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use futures_util::StreamExt as _;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use media::embedded::{Body, EmbeddedS3, request_body};
use media::store::{Store, StoreConfig};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub(crate) const FIVE_MINUTES: Duration = Duration::from_secs(300);

pub(crate) struct Server {
    pub(crate) store: Store,
    pub(crate) endpoint: String,
    pub(crate) http: reqwest::Client,
    directory: TempDir,
    accepting: JoinHandle<()>,
}

impl Server {
    pub(crate) async fn start() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let s3 = EmbeddedS3::open(directory.path(), "media", "key", "secret-of-the-test").expect("opens");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let accepting = tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let s3 = s3.clone();
                tokio::spawn(async move {
                    let serve = service_fn(|request| forward(&s3, request));
                    let _ = http1::Builder::new()
                        .serve_connection(TokioIo::new(socket), serve)
                        .await;
                });
            }
        });
        Self {
            store: Store::open(&config(&endpoint)).expect("opens"),
            endpoint,
            http: reqwest::Client::new(),
            directory,
            accepting,
        }
    }

    /// Number of files in the bucket's directory below `prefix`.
    pub(crate) fn count(&self, prefix: &str) -> usize {
        let place = self.directory.path().join("media").join(prefix);
        std::fs::read_dir(place).map_or(0, |entries| entries.count())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

pub(crate) fn config(endpoint: &str) -> StoreConfig {
    StoreConfig {
        endpoint: endpoint.to_owned(),
        public_endpoint: endpoint.to_owned(),
        region: "local".to_owned(),
        bucket: "media".to_owned(),
        access_key: "key".to_owned(),
        secret_key: "secret-of-the-test".to_owned(),
    }
}

/// What a mount does: the body through the channel, everything else as it came.
async fn forward(s3: &EmbeddedS3, request: Request<Incoming>) -> Result<hyper::Response<Body>, Infallible> {
    let (parts, incoming) = request.into_parts();
    let (sender, body) = request_body(&parts.headers);
    if let Some(sender) = sender {
        tokio::spawn(async move {
            let mut chunks = Body::from(incoming);
            while let Some(chunk) = chunks.next().await {
                if sender.send(chunk.map_err(io::Error::other)).await.is_err() {
                    break;
                }
            }
        });
    }
    Ok(s3.call(Request::from_parts(parts, body)).await)
}
