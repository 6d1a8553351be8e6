//! Roles and accounts, for the security administrator (安全管理员).

use domain::grant::{AccountView, HeldGrant, LockAccount, NewGrant};
use domain::id::{AccountId, GrantId};
use domain::page::Page;

use super::{Answer, Request};

/// Roles in force, latest first; all where `role` is empty.
pub async fn list(role: &str, cursor: Option<String>) -> Answer<Page<HeldGrant>> {
    Request::get("/grants")
        .query_some("role", Some(role))
        .query_some("cursor", cursor)
        .send()
        .await
}

pub async fn give(new: &NewGrant, key: &str) -> Answer<HeldGrant> {
    Request::post("/grants").idempotent(key).body(new).send().await
}

pub async fn take_back(id: GrantId) -> Answer<()> {
    Request::delete(format!("/grants/{id}")).send_empty().await
}

/// The account of a phone, or nothing.
pub async fn find(phone: &str) -> Answer<Option<AccountView>> {
    let found: Page<AccountView> = Request::get("/accounts").query("phone", phone).send().await?;
    Ok(found.items.into_iter().next())
}

pub async fn account(id: AccountId) -> Answer<AccountView> {
    Request::get(format!("/accounts/{id}")).send().await
}

pub async fn lock(id: AccountId, version: i32, reason: String) -> Answer<AccountView> {
    Request::put(format!("/accounts/{id}/lock"))
        .if_match(version)
        .body(&LockAccount { reason })
        .send()
        .await
}

pub async fn unlock(id: AccountId, version: i32) -> Answer<AccountView> {
    Request::delete(format!("/accounts/{id}/lock"))
        .if_match(version)
        .send()
        .await
}

pub async fn reset_second_factor(id: AccountId) -> Answer<AccountView> {
    Request::delete(format!("/accounts/{id}/second-factor"))
        .send()
        .await
}

pub async fn end_sessions(id: AccountId) -> Answer<AccountView> {
    Request::delete(format!("/accounts/{id}/sessions")).send().await
}
