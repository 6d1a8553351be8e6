//! Certificates.

use domain::certificate::{Certificate, CertificateChange};

use super::{Answer, Request};

fn address(number: &str) -> String {
    format!("/certificates/{}", js_sys::encode_uri_component(number))
}

pub async fn show(number: &str) -> Answer<Certificate> {
    Request::get(address(number)).send().await
}

/// The address of the printed certificate.
pub fn pdf(number: &str) -> String {
    format!("{}{}/pdf", super::BASE, address(number))
}

/// Issues it anew with the names of today; answers the new one.
pub async fn reissue(number: &str, change: &CertificateChange) -> Answer<Certificate> {
    step(number, "reissues", change).await
}

pub async fn revoke(number: &str, change: &CertificateChange) -> Answer<Certificate> {
    step(number, "revocations", change).await
}

async fn step(number: &str, noun: &str, change: &CertificateChange) -> Answer<Certificate> {
    Request::post(format!("{}/{noun}", address(number)))
        .body(change)
        .send()
        .await
}
