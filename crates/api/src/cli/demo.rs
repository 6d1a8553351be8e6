use std::net::{Ipv4Addr, TcpListener};

use actix_web::rt;
use anyhow::Context;

use super::Place;
use super::serve::prepare;
use crate::server::{self, Options};

/// Loads the demonstration. A server on a free port of this machine takes the sample posters meanwhile.
pub(super) async fn load(mut place: Place) -> anyhow::Result<()> {
    place.demo = true;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let origin = format!("http://{}", listener.local_addr()?);
    let opened = place.open(&origin, &origin)?;
    prepare(&opened.app, true).await?;
    let running = server::start(
        opened.app.clone(),
        Options::plain(opened.embedded.map(|embedded| embedded.open()).transpose()?),
        listener,
    )?;
    let handle = running.handle.clone();
    let serving = rt::spawn(running.serve());
    let loaded = app::demo::load(&opened.app).await;
    handle.stop(true).await;
    serving.await??;
    loaded.context("loading the demonstration")?;
    println!("the demonstration is loaded");
    Ok(())
}
