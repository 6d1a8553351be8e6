//! Other systems: clients and their tokens, feeds of changes.

mod clients;
mod feeds;
mod webhooks;

use app::api_client::{self, ApiCaller};
use domain::access::Actor;
use domain::api_client::{NewApiClient, Scope};
use domain::id::{AccountId, ApiClientId};
use harness::{Answer, Caller, Site};
use uuid::Uuid;

/// A client of a region that was recognised.
pub fn caller(region: &str) -> ApiCaller {
    ApiCaller {
        id: ApiClientId::new(Uuid::nil()),
        scopes: Scope::ALL.to_vec(),
        region: region.parse().unwrap(),
        actor: Actor {
            account: AccountId::new(Uuid::nil()),
            grants: Vec::new(),
        },
    }
}

/// A client's id and secret, made by the operator.
pub async fn client(site: &Site, scopes: &[&str], region: &str) -> (String, String) {
    let w = &site.world;
    let scopes: Vec<Scope> = scopes.iter().map(|name| Scope::parse(name).unwrap()).collect();
    let writes = scopes.contains(&Scope::ActivitiesWrite);
    let new = NewApiClient {
        name: "数据平台".into(),
        scopes,
        region_code: Some(region.into()),
        organization_ids: if writes { vec![w.museum] } else { Vec::new() },
        requests_per_minute: None,
    };
    let made = api_client::create(&w.app, &w.operator, new).await.unwrap();
    (made.client.id.to_string(), made.client_secret)
}

pub async fn token(site: &Site, id: &str, secret: &str) -> Answer {
    let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let visitor = site.visitor();
    visitor
        .raw(reqwest::Method::POST, "/oauth/token", &headers, form.into_bytes())
        .await
}

/// Somebody with a client's token.
pub async fn signed_in(site: &Site, scopes: &[&str], region: &str) -> Caller {
    let (id, secret) = client(site, scopes, region).await;
    let answer = token(site, &id, &secret).await.expect(200);
    let token = answer.body["access_token"].as_str().unwrap();
    site.visitor().with_token(token)
}
