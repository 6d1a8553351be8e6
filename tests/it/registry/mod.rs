//! The registry of organisations: certification, members, names, merging, doubles.

mod certification;
mod members;
mod merging;

use domain::access::Actor;
use domain::id::OrganizationId;
use domain::organization::{NewOrganization, Organization};
use harness::World;

/// Something an actor registers for themselves in 鹿城区.
pub async fn registered(w: &World, who: &Actor, name: &str) -> Organization {
    let new = NewOrganization {
        full_name: name.into(),
        kind: "venue".into(),
        region_code: "330302".into(),
        ..NewOrganization::default()
    };
    let made = app::organization::create(&w.app, who, new, None).await.unwrap();
    let app::Outcome::New(made) = made else {
        unreachable!("no key was given");
    };
    made
}

/// Somebody with the roles they have by now.
pub async fn again(w: &World, who: &Actor) -> Actor {
    let account = who.account;
    let held = w
        .app
        .db()
        .read(move |conn| persistence::grant::of_account(conn, account))
        .await
        .unwrap();
    Actor {
        account,
        grants: held.into_iter().map(|g| g.grant).collect(),
    }
}

pub async fn version(w: &World, id: OrganizationId) -> i32 {
    let found = w
        .app
        .db()
        .read(move |conn| persistence::organization::find(conn, id))
        .await;
    found.unwrap().version
}
