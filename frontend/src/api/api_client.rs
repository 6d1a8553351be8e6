//! Other systems that use the platform, as those see them who give them access.

use domain::api_client::{ApiClient, ApiClientChange, IssuedApiClient, NewApiClient, Rotation};
use domain::id::ApiClientId;
use domain::page::Page;

use super::{Answer, Request};

pub async fn list(cursor: Option<String>) -> Answer<Page<ApiClient>> {
    Request::get("/api-clients")
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn show(id: ApiClientId) -> Answer<ApiClient> {
    Request::get(format!("/api-clients/{id}")).send().await
}

/// Its secret is in this answer and nowhere else.
pub async fn create(new: &NewApiClient) -> Answer<IssuedApiClient> {
    Request::post("/api-clients").body(new).send().await
}

pub async fn change(id: ApiClientId, version: i32, change: &ApiClientChange) -> Answer<ApiClient> {
    Request::patch(format!("/api-clients/{id}"))
        .if_match(version)
        .body(change)
        .send()
        .await
}

/// A new secret in place of the one before.
pub async fn rotate(id: ApiClientId, version: i32, how: &Rotation) -> Answer<IssuedApiClient> {
    Request::post(format!("/api-clients/{id}/secrets"))
        .if_match(version)
        .body(how)
        .send()
        .await
}

/// Ends its access at once; answers what is left of it.
pub async fn revoke(id: ApiClientId, version: i32) -> Answer<ApiClient> {
    Request::delete(format!("/api-clients/{id}"))
        .if_match(version)
        .send_empty()
        .await?;
    show(id).await
}
