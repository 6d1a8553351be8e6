//! The registry of organisations: certification, members, names, merging, doubles.

mod agreement;
mod certification;
mod members;
mod merging;
mod pushes;
mod synchronisation;

use ::registry::{Registry, RegistryConfig};
use app::registry::RegistrySettings;
use domain::access::Actor;
use domain::id::OrganizationId;
use domain::organization::{NewOrganization, Organization};
use harness::World;
use registry_simulator::{Options, Region, Simulator};

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

/// What the tests' registry signs with.
pub const SECRET: &str = "a secret that both sides of the tests know";

/// A registry with so many organisations in 鹿城区 and 瑞安市.
pub fn simulator(organizations: usize) -> Simulator {
    let region = |code: &str, name: &str| Region {
        code: code.parse().unwrap(),
        name: name.into(),
    };
    let regions = vec![region("330302", "鹿城区"), region("330381", "瑞安市")];
    Simulator::start(Options::new(organizations, regions)).unwrap()
}

/// How the platform is connected to it.
pub fn connected(simulator: &Simulator) -> RegistrySettings {
    let mut config = RegistryConfig::new(simulator.url(), simulator.token());
    config.page_size = 50;
    config.timeout = std::time::Duration::from_secs(5);
    RegistrySettings {
        client: Some(Registry::new(&config).unwrap()),
        secrets: vec![SECRET.as_bytes().to_vec()],
        interval_seconds: 900,
    }
}
