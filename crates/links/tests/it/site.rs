//! A web site on a port of this machine that answers as a test wishes.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use links::{LinkChecker, LinkConfig};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// How a site answers one request.
pub(crate) enum Reply {
    /// These bytes, then the end of the connection.
    Text(String),
    /// The text first and then the chunk, this many times, with a pause before each.
    Repeat {
        first: String,
        chunk: Vec<u8>,
        times: usize,
        pause: Duration,
    },
    /// Nothing, and the connection stays open.
    Silence,
}

impl Reply {
    pub(crate) fn status(status: u16) -> Self {
        Self::Text(format!("HTTP/1.1 {status} Some\r\ncontent-length: 2\r\n\r\nok"))
    }

    pub(crate) fn redirect(location: &str) -> Self {
        Self::Text(format!(
            "HTTP/1.1 302 Found\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n"
        ))
    }
}

#[derive(Default)]
struct Seen {
    connections: AtomicUsize,
    open: AtomicUsize,
    written: AtomicU64,
    requests: Mutex<Vec<String>>,
}

pub(crate) struct Site {
    pub(crate) place: SocketAddr,
    seen: Arc<Seen>,
    accepting: JoinHandle<()>,
}

impl Site {
    /// `answer` is given the path with its query.
    pub(crate) async fn start(answer: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let place = listener.local_addr().expect("an address");
        let (seen, answer) = (Arc::new(Seen::default()), Arc::new(answer));
        let accepting = tokio::spawn({
            let seen = Arc::clone(&seen);
            async move {
                while let Ok((socket, _)) = listener.accept().await {
                    let (seen, answer) = (Arc::clone(&seen), Arc::clone(&answer));
                    seen.connections.fetch_add(1, Ordering::SeqCst);
                    seen.open.fetch_add(1, Ordering::SeqCst);
                    tokio::spawn(async move {
                        let _ = serve(socket, &seen, &*answer).await;
                        seen.open.fetch_sub(1, Ordering::SeqCst);
                    });
                }
            }
        });
        Self {
            place,
            seen,
            accepting,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.place)
    }

    pub(crate) fn connections(&self) -> usize {
        self.seen.connections.load(Ordering::SeqCst)
    }

    /// The requests so far, each with its body.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.seen.requests.lock().expect("no test panicked").clone()
    }

    /// Bytes that went into connections, once the last of them has ended.
    pub(crate) async fn written(&self) -> u64 {
        tokio::time::timeout(Duration::from_secs(10), async {
            while self.seen.open.load(Ordering::SeqCst) > 0 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        })
        .await
        .expect("the connections end");
        self.seen.written.load(Ordering::SeqCst)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn serve(
    mut socket: TcpStream,
    seen: &Seen,
    answer: &(impl Fn(&str) -> Reply + Sync),
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match socket.read_u8().await {
            Ok(byte) => head.push(byte),
            // Such as a greeting of TLS, after which the other side gives up.
            Err(_) => return Ok(()),
        }
        if head.len() > 64 && !head.starts_with(b"GET ") && !head.starts_with(b"POST ") {
            return Ok(());
        }
    }
    let mut head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    if let Some(length) = length {
        let mut body = vec![0; length];
        socket.read_exact(&mut body).await?;
        head.push_str(&String::from_utf8_lossy(&body));
    }
    seen.requests.lock().expect("no test panicked").push(head);
    match answer(&path) {
        Reply::Text(text) => socket.write_all(text.as_bytes()).await,
        Reply::Repeat {
            first,
            chunk,
            times,
            pause,
        } => {
            socket.write_all(first.as_bytes()).await?;
            for _ in 0..times {
                tokio::time::sleep(pause).await;
                socket.write_all(&chunk).await?;
                seen.written.fetch_add(chunk.len() as u64, Ordering::SeqCst);
            }
            Ok(())
        }
        Reply::Silence => {
            // Ends when the other side hangs up.
            let _ = socket.read_u8().await;
            Ok(())
        }
    }
}

/// A checker that may ask these sites.
pub(crate) fn checker(sites: &[&Site]) -> LinkChecker {
    checker_within(Duration::from_secs(10), sites)
}

pub(crate) fn checker_within(timeout: Duration, sites: &[&Site]) -> LinkChecker {
    LinkChecker::new(LinkConfig {
        timeout,
        permit: sites.iter().map(|site| site.place).collect(),
        ..LinkConfig::default()
    })
    .unwrap()
}
