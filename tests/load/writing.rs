//! Changes under load.

use std::sync::Arc;
use std::time::{Duration, Instant as Timer};

use anyhow::{Context, ensure};
use serde_json::json;

use crate::Run;
use crate::measure::Figures;
use crate::setup::Api;

/// Changes, each task on drafts of its own: no two fight for a version.
pub async fn writes(
    api: &Api,
    drafts: &Arc<Vec<String>>,
    run: &Run,
    transition: bool,
) -> anyhow::Result<Figures> {
    let end = Timer::now() + Duration::from_secs(run.seconds);
    let mut tasks = tokio::task::JoinSet::new();
    let begun = Timer::now();
    for n in 0..run.connections {
        // Other drafts than before: those saved meanwhile have another version.
        let n = if transition { run.connections + n } else { n };
        let url = format!(
            "{}/activities/{}",
            api.base,
            drafts.get(n).context("enough drafts")?
        );
        let (client, token) = (api.client.clone(), api.token.clone());
        tasks.spawn(async move {
            let (mut version, mut times) = (1_i64, Vec::new());
            while Timer::now() < end {
                let request = if !transition {
                    client.patch(&url).json(&json!({ "budget_yuan": version }))
                } else if version % 2 == 1 {
                    client.post(format!("{url}/submissions"))
                } else {
                    client.post(format!("{url}/withdrawals"))
                };
                let begun = Timer::now();
                let answer = request
                    .bearer_auth(&token)
                    .header("If-Match", format!("\"{version}\""))
                    .send()
                    .await?;
                let status = answer.status();
                let body = answer.text().await?;
                ensure!(status.is_success(), "{status}: {body}");
                times.push(begun.elapsed());
                version += 1;
            }
            Ok(times)
        });
    }
    collect(tasks, begun).await
}

/// The same requests to a handler that answers fixed bytes.
pub async fn bare_writes(api: &Api, url: &str, run: &Run) -> anyhow::Result<Figures> {
    let end = Timer::now() + Duration::from_secs(run.seconds);
    let mut tasks = tokio::task::JoinSet::new();
    let begun = Timer::now();
    for _ in 0..run.connections {
        let (client, token, url) = (api.client.clone(), api.token.clone(), url.to_owned());
        tasks.spawn(async move {
            let mut times = Vec::new();
            while Timer::now() < end {
                let begun = Timer::now();
                let answer = client
                    .patch(&url)
                    .json(&json!({ "budget_yuan": 1 }))
                    .bearer_auth(&token)
                    .send()
                    .await?;
                ensure!(answer.status().is_success(), "{}", answer.status());
                answer.bytes().await?;
                times.push(begun.elapsed());
            }
            Ok(times)
        });
    }
    collect(tasks, begun).await
}

async fn collect(
    mut tasks: tokio::task::JoinSet<anyhow::Result<Vec<Duration>>>,
    begun: Timer,
) -> anyhow::Result<Figures> {
    let mut all = Vec::new();
    while let Some(done) = tasks.join_next().await {
        all.extend(done??);
    }
    let took = begun.elapsed();
    all.sort_unstable();
    let at = |share: f64| {
        all.get(((all.len() as f64 - 1.0) * share) as usize)
            .copied()
            .context("no request succeeded")
    };
    Ok(Figures {
        per_second: all.len() as f64 / took.as_secs_f64(),
        p50: at(0.5)?,
        p99: at(0.99)?,
    })
}
