//! How fast what is filed comes into the figures.

use std::path::Path;
use std::time::{Duration, Instant};

use crate::server::Server;
use crate::setup::{Api, NATION, ORGANIZER, sign_in};

/// Waits until everything generated is in the figures, and prints how fast the server brings it in.
pub async fn are_complete(api: &mut Api, data: &Path, server: &Server, count: u32) -> anyhow::Result<()> {
    let begun = Instant::now();
    loop {
        // A token lasts a quarter of an hour.
        let official = Api {
            token: sign_in(&api.client, &server.base, data, NATION).await?,
            client: api.client.clone(),
            base: api.base.clone(),
        };
        let asked = Instant::now();
        let complete = loop {
            let found = official.get("/editions/current/statistics?by=status").await?;
            let filed = found["total"]["filed"].as_u64().unwrap_or_default();
            // One in ten is a draft.
            if filed >= u64::from(count) * 9 / 10 {
                break true;
            }
            if asked.elapsed() > Duration::from_secs(600) {
                break false;
            }
            tokio::time::sleep(Duration::from_secs(2)).await;
        };
        if complete {
            break;
        }
    }
    println!("all in the figures {:.0} s after", begun.elapsed().as_secs_f64());
    api.token = sign_in(&api.client, &server.base, data, ORGANIZER).await?;
    Ok(())
}
