//! The list of sensitive words (敏感词), read and replaced as a whole.

use domain::word::{ReplaceSensitiveWords, SensitiveWord, SensitiveWords};

use super::{Answer, Request};

pub async fn list() -> Answer<SensitiveWords> {
    Request::get("/sensitive-words").send().await
}

pub async fn replace(words: Vec<SensitiveWord>, version: i32) -> Answer<SensitiveWords> {
    Request::put("/sensitive-words")
        .if_match(version)
        .body(&ReplaceSensitiveWords { words })
        .send()
        .await
}
