//! Where the registry is and how it is asked.

use std::fmt;
use std::time::Duration;

use domain::registry::PAGE_MAX;
use reqwest::header::HeaderValue;
use thiserror::Error;
use url::Url;

/// How the registry is asked.
#[derive(Clone, PartialEq, Eq)]
pub struct RegistryConfig {
    /// Address above `/organizations`, http or https, without query and credentials.
    pub base_url: String,
    /// Sent as `Authorization: Bearer`; visible ASCII. Never printed.
    pub token: String,
    /// Whole time for one page.
    pub timeout: Duration,
    /// Time for one connection: looking up the name, connecting, agreeing on encryption.
    pub connect_timeout: Duration,
    /// How we introduce ourselves; visible ASCII.
    pub user_agent: String,
    /// Organisations that are asked for at once, 1 to [`PAGE_MAX`].
    pub page_size: usize,
}

impl RegistryConfig {
    /// The usual times and sizes.
    pub fn new(base_url: impl Into<String>, token: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            token: token.into(),
            timeout: Duration::from_secs(30),
            connect_timeout: Duration::from_secs(5),
            user_agent: concat!("kepu/", env!("CARGO_PKG_VERSION"), " (registry)").to_owned(),
            page_size: 500,
        }
    }

    /// The address of the list.
    pub(crate) fn list(&self) -> Result<Url, ConfigError> {
        let mut url = Url::parse(&self.base_url).map_err(|_| ConfigError::Address)?;
        let is_plain = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        if !is_plain {
            return Err(ConfigError::Address);
        }
        url.path_segments_mut()
            .map_err(|()| ConfigError::Address)?
            .pop_if_empty()
            .push("organizations");
        Ok(url)
    }

    /// The header with the token.
    pub(crate) fn authorization(&self) -> Result<HeaderValue, ConfigError> {
        if self.token.is_empty() || !self.token.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(ConfigError::Token);
        }
        let mut value =
            HeaderValue::from_str(&format!("Bearer {}", self.token)).map_err(|_| ConfigError::Token)?;
        value.set_sensitive(true);
        Ok(value)
    }

    pub(crate) fn checked_page_size(&self) -> Result<usize, ConfigError> {
        if (1..=PAGE_MAX).contains(&self.page_size) {
            Ok(self.page_size)
        } else {
            Err(ConfigError::PageSize)
        }
    }
}

impl fmt::Debug for RegistryConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegistryConfig")
            .field("base_url", &self.base_url)
            .field("page_size", &self.page_size)
            .finish_non_exhaustive()
    }
}

/// The registry cannot be asked as it is configured.
#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("the registry's address must be http or https, without query, fragment, user name and password")]
    Address,
    #[error("the registry's token must be visible ASCII characters")]
    Token,
    #[error("a page has 1 to {PAGE_MAX} organisations")]
    PageSize,
    /// The user agent is no header value, or encryption cannot be set up.
    #[error("the registry cannot be asked: {0}")]
    Client(#[from] reqwest::Error),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(base: &str) -> Option<String> {
        RegistryConfig::new(base, "t").list().ok().map(String::from)
    }

    #[test]
    fn the_list_lies_below_the_base() {
        for base in ["https://r.example/api/v2", "https://r.example/api/v2/"] {
            assert_eq!(
                list(base).as_deref(),
                Some("https://r.example/api/v2/organizations")
            );
        }
        assert_eq!(
            list("http://10.1.2.3:8090").as_deref(),
            Some("http://10.1.2.3:8090/organizations")
        );
        for bad in [
            "",
            "r.example",
            "ftp://r.example/",
            "https://u:p@r.example/",
            "https://r.example/?key=1",
            "https://r.example/#top",
            "mailto:a@r.example",
        ] {
            assert_eq!(list(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_token_is_one_word_and_is_never_printed() {
        for bad in ["", "two words", "line\n", "口令"] {
            assert!(
                RegistryConfig::new("https://r.example", bad)
                    .authorization()
                    .is_err()
            );
        }
        let config = RegistryConfig::new("https://r.example", "very-secret");
        let header = config.authorization().unwrap();
        assert!(!format!("{config:?} {header:?}").contains("very-secret"));
    }
}
