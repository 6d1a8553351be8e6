//! Counting visitors without knowing them. What is kept for the day is a keyed digest of the day, the resource and the
//! network address: it cannot be turned back, says nothing of another resource or another day, and goes with the day.

use std::net::IpAddr;

use domain::id::ResourceId;
use domain::problem::Code;
use domain::time::CivilDate;
use persistence::resource::{self as store, Deed};

use crate::app::App;
use crate::error::{AppError, AppResult};

/// Bytes of a digest that are kept: enough to tell a day's visitors apart.
const KEPT: usize = 16;
/// Visitors of one resource that are counted in a day; more say nothing new and cost room.
const VISITORS_MAX: i64 = 20_000;

/// Counts a visitor, once a day.
pub async fn visit(app: &App, id: ResourceId, deed: Deed, from: IpAddr) -> AppResult<()> {
    let day = app.now().shanghai_date();
    let visitor = visitor(app, day, id, from);
    let known = visitor.clone();
    // Most who come again are known: reading costs less than writing.
    let is_new = app
        .db()
        .read(move |conn| {
            if !store::find(conn, id)?.shown {
                return Err(Code::NotFound.into());
            }
            Ok::<_, AppError>(
                !store::is_counted(conn, day, id, deed, &known)?
                    && store::counted_of(conn, day, id, deed)? < VISITORS_MAX,
            )
        })
        .await?;
    if is_new {
        app.db()
            .write(move |tx| store::count_visit(tx, day, id, deed, &visitor))
            .await?;
    }
    Ok(())
}

fn visitor(app: &App, day: CivilDate, id: ResourceId, from: IpAddr) -> Vec<u8> {
    let text = format!("{day} {id} {}", network(from));
    let mut digest = app.secrets().digest("resource visitor", text.as_bytes());
    digest.truncate(KEPT);
    digest
}

/// One household: a whole address of version 4, the first half of one of version 6, whose second half devices change.
fn network(from: IpAddr) -> String {
    match from.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => format!("{:x}", address.to_bits() >> 64),
    }
}
