//! Signing in, one's own account and devices.

use domain::account::{
    Device, Me, ProfileChange, RecoveryCodes, SecondFactor, SecondFactorCode, SecondFactorSecret, SignIn,
    SignedIn, SmsCodeIssued, SmsCodeRequest,
};
use domain::id::SessionId;
use domain::page::Page;

use super::{Answer, Request};

pub async fn request_code(phone: String) -> Answer<SmsCodeIssued> {
    let body = SmsCodeRequest { phone };
    Request::post("/auth/sms-codes")
        .body(&body)
        .without_refresh()
        .send()
        .await
}

pub async fn sign_in(sign_in: SignIn) -> Answer<SignedIn> {
    Request::post("/auth/sessions")
        .body(&sign_in)
        .without_refresh()
        .send()
        .await
}

/// The cookie carries the refresh token, so there is nothing to send.
pub async fn refresh() -> Answer<SignedIn> {
    Request::post("/auth/sessions/refresh")
        .without_refresh()
        .send()
        .await
}

pub async fn sign_out() -> Answer<()> {
    Request::delete("/auth/sessions/current").send_empty().await
}

pub async fn me() -> Answer<Me> {
    Request::get("/me").send().await
}

pub async fn rename(display_name: String, version: i32) -> Answer<Me> {
    let change = ProfileChange {
        display_name: Some(display_name),
    };
    Request::patch("/me").if_match(version).body(&change).send().await
}

pub async fn devices() -> Answer<Page<Device>> {
    Request::get("/auth/sessions").send().await
}

pub async fn end_device(id: SessionId) -> Answer<()> {
    Request::delete(format!("/auth/sessions/{id}")).send_empty().await
}

/// Whether an authenticator is set up.
pub async fn second_factor() -> Answer<SecondFactor> {
    Request::get("/me/second-factor").send().await
}

/// What the authenticator has to know is in this answer and nowhere else.
pub async fn begin_second_factor() -> Answer<SecondFactorSecret> {
    Request::post("/me/second-factor").send().await
}

/// Recovery codes for one that was set up just now; none for one that was set up before, whose code is good for this
/// session.
pub async fn confirm_second_factor(totp: String) -> Answer<RecoveryCodes> {
    Request::post("/me/second-factor/confirmations")
        .body(&SecondFactorCode { totp })
        .send()
        .await
}

/// Those before are void.
pub async fn renew_recovery_codes(totp: String) -> Answer<RecoveryCodes> {
    Request::post("/me/second-factor/recovery-codes")
        .body(&SecondFactorCode { totp })
        .send()
        .await
}

pub async fn remove_second_factor(totp: String) -> Answer<()> {
    Request::post("/me/second-factor/removals")
        .body(&SecondFactorCode { totp })
        .send_empty()
        .await
}
