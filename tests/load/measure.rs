//! The run: generate, serve, measure, print.

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant as Timer};

use anyhow::{Context, bail, ensure};
use app::Secrets;
use domain::time::Instant;
use persistence::{Db, DbConfig, Engine};

use crate::generate::{self, Generated};
use crate::server::{Server, free_port};
use crate::setup::{Api, ORGANIZER, PROVINCE, owner, reference, samples_are_there, sign_in};
use crate::writing::{bare_writes, writes};
use crate::{Only, Run, certificates, figures, portal, postgres, synchronisation, tables};

/// Only for the throw-away database of a run.
const SECRET: &str = "a-secret-of-the-load-test-only-0123456789";

/// Resident memory of the server, MiB: within 200 MB.
const MOST_MIB: u64 = 190;

/// What one measurement found.
pub struct Figures {
    pub per_second: f64,
    pub p50: Duration,
    pub p99: Duration,
}

pub async fn run(run: Run) -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    let port = free_port()?;
    let listen = format!("127.0.0.1:{port}");
    let server = Server::start(
        Command::new(&run.kepu)
            .args([
                "serve",
                "--demo",
                "--listen",
                &listen,
                "--database-url",
                &run.database_url,
            ])
            .arg("--data-dir")
            .arg(data.path())
            .env("KEPU_SECRET", SECRET)
            .env("KEPU_RATE_LIMIT", "off")
            .env("RUST_LOG", "warn"),
        port,
        "/readyz",
    )
    .await?;
    samples_are_there(&server).await?;
    let client = reqwest::Client::builder()
        .pool_max_idle_per_host(run.connections)
        .build()?;
    let token = sign_in(&client, &server.base, data.path(), ORGANIZER).await?;
    let mut api = Api {
        client,
        base: format!("{}/api/v1", server.base),
        token,
    };

    let db = Db::open(&DbConfig {
        readers: 1,
        writers: 1,
        ..DbConfig::new(run.database_url.clone())
    })?;
    let owner = owner(&api, &db).await?;
    let (edition, counties) = reference(&db).await?;
    // Before there is much else: what is watched is the memory of bringing organisations, not of the caches.
    if matches!(run.only, None | Some(Only::Synchronisation)) {
        synchronisation::measure(&run, SECRET, &db).await?;
    }
    if run.only == Some(Only::Synchronisation) {
        return Ok(());
    }
    let begun = Timer::now();
    let now = Instant::from_unix_seconds(i64::try_from(
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)?
            .as_secs(),
    )?)
    .context("a time")?;
    let secrets = Secrets::locked(SECRET.as_bytes());
    app::data_key::take_in_hand(&db, &secrets, now).await?;
    let before = portal::counts(&api).await?;
    let made = generate::generate(&db, &secrets, &edition, &counties, &owner, run.count, now).await?;
    println!(
        "{}: {} activities generated in {:.0} s",
        db.engine().name(),
        run.count,
        begun.elapsed().as_secs_f64()
    );
    if db.engine() == Engine::Postgres {
        use diesel::Connection;
        use diesel::connection::SimpleConnection;
        diesel::PgConnection::establish(&run.database_url)?.batch_execute("VACUUM ANALYZE")?;
    }
    // Nothing else is to be done then, and the token is new: generating takes longer than one lasts.
    figures::are_complete(&mut api, data.path(), &server, run.count).await?;
    if run.only == Some(Only::Tables) {
        return tables::measure(&api, &server, data.path(), now).await;
    }
    let arriving = (run.count / 100).max(20);
    let arrive = generate::generate(&db, &secrets, &edition, &counties, &owner, arriving, now);
    portal::is_right(&api, &before, &made, arrive).await?;
    if run.only == Some(Only::Portal) {
        return Ok(());
    }
    let province = sign_in(&api.client, &server.base, data.path(), PROVINCE).await?;
    measure(&run, &api, &made, &server, &province).await?;
    let resident = server.resident_mib()?;
    println!("server memory after the run: {resident} MiB (limit {MOST_MIB})");
    tables::measure(&api, &server, data.path(), now).await?;
    certificates::measure(&api, &db, &server, data.path(), now).await?;
    ensure!(resident <= MOST_MIB, "the server held {resident} MiB");
    Ok(())
}

/// One thing that is measured.
struct Operation {
    name: &'static str,
    path: String,
    /// Least share of pgbench's rate on PostgreSQL.
    least: Option<f64>,
    /// Who asks; everybody where nobody is named.
    token: Option<String>,
    /// Asked by one client at a time, whom it must not keep longer than this in 99 of 100 cases.
    alone_within: Option<Duration>,
}

impl Operation {
    fn public(name: &'static str, path: impl Into<String>, least: Option<f64>) -> Self {
        Self {
            name,
            path: path.into(),
            least,
            token: None,
            alone_within: None,
        }
    }
}

/// Candidates for the same event are looked for while an organiser waits.
const PAIRS_WITHIN: Duration = Duration::from_millis(50);

async fn measure(
    run: &Run,
    api: &Api,
    made: &Generated,
    server: &Server,
    province: &str,
) -> anyhow::Result<()> {
    let detail = made
        .approved
        .get(made.approved.len() / 2)
        .context("something approved")?;
    let crowded = made.crowded.last().context("something crowded")?;
    let reads = [
        Operation::public("public list", "/public/activities?edition=current", Some(0.4)),
        Operation::public("public detail", format!("/public/activities/{detail}"), Some(0.4)),
        Operation::public(
            "public search",
            "/public/activities?edition=current&q=%E7%A7%91%E6%99%AE",
            None,
        ),
        Operation {
            token: Some(province.to_owned()),
            ..Operation::public("queue of 100", "/review-queue?sort=risk&limit=100", None)
        },
        Operation {
            token: Some(province.to_owned()),
            ..Operation::public("figures", "/editions/current/statistics?by=category", None)
        },
        Operation {
            token: Some(province.to_owned()),
            ..Operation::public("progress", "/editions/current/progress", None)
        },
        Operation {
            token: Some(api.token.clone()),
            alone_within: Some(PAIRS_WITHIN),
            ..Operation::public("similar filings", format!("/activities/{crowded}/similar"), None)
        },
    ];
    // What the bare handler answers: the same bytes.
    let answers = tempfile::tempdir()?;
    for (n, read) in reads.iter().enumerate() {
        let mut request = api.client.get(format!("{}{}", api.base, read.path));
        if let Some(token) = &read.token {
            request = request.bearer_auth(token);
        }
        let bytes = request.send().await?.error_for_status()?.bytes().await?;
        std::fs::write(answers.path().join(format!("read{n}")), &bytes)?;
    }
    let draft = api
        .get(&format!(
            "/activities/{}",
            made.drafts.first().context("a draft")?
        ))
        .await?;
    std::fs::write(answers.path().join("write"), serde_json::to_vec(&draft)?)?;
    let port = free_port()?;
    let mut bare = Command::new(std::env::current_exe()?);
    bare.args(["bare", "--port", &port.to_string(), "--answers"])
        .arg(answers.path());
    let bare = Server::start(&mut bare, port, "/write").await?;

    println!(
        "{:<16}{:>10}{:>10}{:>10}{:>12}{:>8}{:>12}{:>8}{:>9}",
        "", "req/s", "p50", "p99", "bare req/s", "ratio", "pgbench", "ratio", "memory"
    );
    println!("{:<86}{:>5} MiB", "generated", server.resident_mib()?);
    let mut short = Vec::new();
    for (n, read) in reads.iter().enumerate() {
        let clients = if read.alone_within.is_some() {
            1
        } else {
            run.connections
        };
        let token = read.token.as_deref();
        let real = wrk(&format!("{}{}", api.base, read.path), run, clients, token)?;
        let best = wrk(&format!("{}/read{n}", bare.base), run, clients, None)?;
        if let Some(most) = read.alone_within.filter(|most| real.p99 > *most) {
            short.push(format!(
                "{}: p99 {:?}, at most {most:?} wanted",
                read.name, real.p99
            ));
        }
        let mut sql_rate = None;
        if let (Some(log), Some(least)) = (&run.postgres_log, read.least) {
            let sql = postgres::sql_of(&run.database_url, log, async || {
                api.client
                    .get(format!("{}{}", api.base, read.path))
                    .send()
                    .await?
                    .error_for_status()?;
                Ok(())
            })
            .await?;
            let rate = postgres::pgbench(&run.database_url, &sql, run.connections, run.seconds)?;
            if real.per_second / rate < least {
                short.push(format!(
                    "{}: {:.2} of pgbench, at least {least} wanted",
                    read.name,
                    real.per_second / rate
                ));
            }
            sql_rate = Some(rate);
        }
        row(read.name, &real, &best, sql_rate, server)?;
    }
    let drafts: Arc<Vec<String>> = Arc::new(made.drafts.iter().map(ToString::to_string).collect());
    for (name, transition) in [("draft save", false), ("transition", true)] {
        let real = writes(api, &drafts, run, transition).await?;
        let best = bare_writes(api, &format!("{}/write", bare.base), run).await?;
        row(name, &real, &best, None, server)?;
    }
    drop(bare);
    if !short.is_empty() {
        bail!("too slow:\n{}", short.join("\n"));
    }
    Ok(())
}

fn row(name: &str, real: &Figures, best: &Figures, sql: Option<f64>, server: &Server) -> anyhow::Result<()> {
    let ms = |d: Duration| format!("{:.2} ms", d.as_secs_f64() * 1e3);
    let (rate, share) = sql.map_or_else(
        || ("–".to_owned(), "–".to_owned()),
        |rate| (format!("{rate:.0}"), format!("{:.2}", real.per_second / rate)),
    );
    println!(
        "{name:<16}{:>10.0}{:>10}{:>10}{:>12.0}{:>8.2}{rate:>12}{share:>8}{:>5} MiB",
        real.per_second,
        ms(real.p50),
        ms(real.p99),
        best.per_second,
        real.per_second / best.per_second,
        server.resident_mib()?
    );
    Ok(())
}

/// Reads, with wrk: it costs little of the two cores that it shares with the server.
fn wrk(url: &str, run: &Run, clients: usize, token: Option<&str>) -> anyhow::Result<Figures> {
    let mut wrk = Command::new("wrk");
    wrk.args([
        "-t1",
        &format!("-c{clients}"),
        &format!("-d{}s", run.seconds),
        "--latency",
    ]);
    if let Some(token) = token {
        wrk.args(["-H", &format!("Authorization: Bearer {token}")]);
    }
    let out = wrk.arg(url).output().context("wrk is needed for the load test")?;
    let text = String::from_utf8_lossy(&out.stdout);
    ensure!(!text.contains("Non-2xx"), "{url} answered errors:\n{text}");
    let field = |label: &str| {
        text.lines()
            .find_map(|line| line.trim().strip_prefix(label))
            .map(str::trim)
            .with_context(|| format!("wrk says nothing of {label}:\n{text}"))
    };
    Ok(Figures {
        per_second: field("Requests/sec:")?.parse()?,
        p50: duration(field("50%")?)?,
        p99: duration(field("99%")?)?,
    })
}

fn duration(text: &str) -> anyhow::Result<Duration> {
    let at = text.find(|c: char| c.is_ascii_alphabetic()).context("a unit")?;
    let figure: f64 = text[..at].parse()?;
    let scale = match &text[at..] {
        "us" => 1e-6,
        "ms" => 1e-3,
        "s" => 1.0,
        other => bail!("unknown unit {other}"),
    };
    Ok(Duration::from_secs_f64(figure * scale))
}
