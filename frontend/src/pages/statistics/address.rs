//! What is looked at, as the address of the page, so that it can be kept and passed on.

use domain::statistics::{By, CountedAs};
use leptos_router::params::ParamsMap;

/// Which figures are looked at. `edition` and `region` are empty where the server chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    pub edition: String,
    pub region: String,
    pub by: By,
}

impl View {
    pub fn read(params: &ParamsMap) -> Self {
        let text = |name| params.get(name).unwrap_or_default();
        Self {
            edition: text("edition"),
            region: text("region"),
            by: By::parse(&text("by")).unwrap_or(By::Category),
        }
    }
    /// `current` where none is named.
    pub fn edition_key(&self) -> &str {
        if self.edition.is_empty() {
            "current"
        } else {
            &self.edition
        }
    }
    pub fn href(&self) -> String {
        format!("/statistics{}", self.params().to_query_string())
    }
    fn params(&self) -> ParamsMap {
        let mut params = ParamsMap::new();
        let by = self.by.as_str();
        for (name, value) in [
            ("edition", self.edition.as_str()),
            ("region", &self.region),
            ("by", by),
        ] {
            if !value.is_empty() {
                params.insert(name, value.to_owned());
            }
        }
        params
    }
    pub fn with_region(&self, region: &str) -> Self {
        Self {
            region: region.to_owned(),
            ..self.clone()
        }
    }
    pub fn with_by(&self, by: By) -> Self {
        Self { by, ..self.clone() }
    }
    pub fn with_edition(&self, edition: &str) -> Self {
        Self {
            edition: edition.to_owned(),
            ..self.clone()
        }
    }
}

/// The list behind a figure: of one value, or of the whole region. What another region holds is listed there.
pub fn list(edition: &str, region: &str, counted: CountedAs, of: Option<(By, &str)>) -> String {
    let mut params = ParamsMap::new();
    params.insert("edition", edition.to_owned());
    params.insert("counted", counted.as_str().to_owned());
    match of {
        Some((By::Region, key)) if key != region => params.insert("region", key.to_owned()),
        Some((by, key)) => {
            params.insert("region", region.to_owned());
            params.insert("by", by.as_str().to_owned());
            params.insert("key", key.to_owned());
        }
        None => params.insert("region", region.to_owned()),
    }
    format!("/statistics/activities{}", params.to_query_string())
}
