//! What somebody sees first.

use domain::home::Home;

use super::{Answer, Request};

pub async fn show() -> Answer<Home> {
    Request::get("/home").fresh().send().await
}
