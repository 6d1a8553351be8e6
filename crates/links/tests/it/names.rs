//! Names whose addresses a test decides.

use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use links::{LinkChecker, LinkConfig, Names, SystemNames, Verdict};

use crate::site::{Reply, Site};

/// Answers each lookup with the next of its lists, and with the last one for ever.
#[derive(Debug, Clone)]
struct Changing {
    answers: Vec<Vec<IpAddr>>,
    asked: Arc<AtomicUsize>,
}

impl Changing {
    fn new(answers: &[&[&str]]) -> Self {
        let parse = |list: &&[&str]| list.iter().map(|text| text.parse().unwrap()).collect();
        Self {
            answers: answers.iter().map(parse).collect(),
            asked: Arc::default(),
        }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

impl Names for Changing {
    fn addresses(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        let n = self.asked.fetch_add(1, Ordering::SeqCst);
        Ok(self.answers[n.min(self.answers.len() - 1)].clone())
    }
}

fn checker(names: impl Names, permit: &[&Site]) -> LinkChecker {
    let config = LinkConfig {
        permit: permit.iter().map(|site| site.place).collect(),
        ..LinkConfig::default()
    };
    LinkChecker::with_names(config, names).unwrap()
}

#[tokio::test]
async fn the_address_that_was_judged_is_the_one_that_is_asked() {
    let site = Site::start(|_| Reply::status(200)).await;
    let names = Changing::new(&[&["127.0.0.1"], &["127.0.0.2"]]);
    let url = format!("http://changing.example:{}/", site.place.port());
    let verdict = checker(names.clone(), &[&site]).check(&url).await;
    assert_eq!(verdict, Verdict::Reachable { status: 200 });
    assert_eq!(names.asked(), 1, "a second lookup could give another answer");
    assert!(site.requests()[0].contains("host: changing.example:"));
}

#[tokio::test]
async fn a_name_that_turns_inwards_is_refused_at_the_next_hop() {
    let site = Site::start(|_| Reply::redirect("/next")).await;
    let names = Changing::new(&[&["127.0.0.1"], &["127.0.0.2"]]);
    let url = format!("http://changing.example:{}/", site.place.port());
    let verdict = checker(names.clone(), &[&site]).check(&url).await;
    assert_eq!(verdict, Verdict::Forbidden);
    assert_eq!((names.asked(), site.connections()), (2, 1));
}

#[tokio::test]
async fn one_address_inside_closes_the_name() {
    for answer in [
        &["127.0.0.1"][..],
        &["93.184.216.34", "10.0.0.1"],
        &["fd00::1", "2606:2800:220:1::1"],
        &["93.184.216.34", "::ffff:169.254.169.254"],
    ] {
        let checker = checker(Changing::new(&[answer]), &[]);
        for url in ["http://mixed.example/", "https://mixed.example/"] {
            assert_eq!(checker.check(url).await, Verdict::Forbidden, "{answer:?}");
        }
    }
}

#[tokio::test]
async fn a_permitted_place_stays_the_only_one_for_names() {
    let (open, closed) = (
        Site::start(|_| Reply::status(200)).await,
        Site::start(|_| Reply::status(200)).await,
    );
    let checker = checker(Changing::new(&[&["127.0.0.1"]]), &[&open]);
    for port in [80, 443, closed.place.port()] {
        let url = format!("http://name.example:{port}/");
        assert_eq!(checker.check(&url).await, Verdict::Forbidden, "{port}");
    }
    assert_eq!(closed.connections(), 0);
}

#[tokio::test]
async fn a_permitted_port_is_not_open_at_public_addresses() {
    let site = Site::start(|_| Reply::status(200)).await;
    let checker = checker(Changing::new(&[&["93.184.216.34"]]), &[&site]);
    let port = site.place.port();
    for host in ["name.example", "93.184.216.34"] {
        let url = format!("http://{host}:{port}/");
        assert_eq!(checker.check(&url).await, Verdict::Forbidden, "{host}");
    }
}

/// Fails in one way.
#[derive(Debug)]
struct Broken(io::ErrorKind);

impl Names for Broken {
    fn addresses(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        Err(self.0.into())
    }
}

/// Takes its time.
#[derive(Debug)]
struct Slow;

impl Names for Slow {
    fn addresses(&self, _host: &str) -> io::Result<Vec<IpAddr>> {
        std::thread::sleep(Duration::from_secs(2));
        Err(io::ErrorKind::NotFound.into())
    }
}

#[tokio::test]
async fn only_a_name_that_does_not_exist_is_dead() {
    for (checker, verdict) in [
        (checker(Broken(io::ErrorKind::NotFound), &[]), Verdict::NoSuchHost),
        (checker(Changing::new(&[&[]]), &[]), Verdict::NoSuchHost),
        (
            checker(Broken(io::ErrorKind::TimedOut), &[]),
            Verdict::Unreachable,
        ),
    ] {
        assert_eq!(checker.check("https://name.example/").await, verdict);
    }
}

#[tokio::test]
async fn a_slow_lookup_ends_at_the_timeout() {
    let config = LinkConfig {
        timeout: Duration::from_millis(200),
        ..LinkConfig::default()
    };
    let checker = LinkChecker::with_names(config, Slow).unwrap();
    let started = Instant::now();
    assert_eq!(checker.check("http://name.example/").await, Verdict::Unreachable);
    assert!(started.elapsed() < Duration::from_millis(1_800));
}

#[test]
fn the_machine_knows_itself_and_tells_what_does_not_exist() {
    let own = SystemNames.addresses("localhost").unwrap();
    assert!(!own.is_empty() && own.iter().all(IpAddr::is_loopback), "{own:?}");
    // A label of more than 63 characters: no server needs to be asked.
    let impossible = format!("{}.example", "a".repeat(64));
    let error = SystemNames.addresses(&impossible).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::NotFound, "{error}");
}
