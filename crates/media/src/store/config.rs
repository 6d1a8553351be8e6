//! Where storage is and how to sign for it.

use std::fmt;

use http::Uri;
use s3::creds::Credentials;
use s3::{Bucket, Region};

use super::{Result, broken};

#[derive(Clone)]
pub struct StoreConfig {
    /// `http(s)://host[:port]` this server reaches storage at.
    pub endpoint: String,
    /// The same storage as the browser reaches it.
    pub public_endpoint: String,
    pub region: String,
    pub bucket: String,
    pub access_key: String,
    pub secret_key: String,
}

/// Leaves the secret out.
impl fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoreConfig")
            .field("endpoint", &self.endpoint)
            .field("public_endpoint", &self.public_endpoint)
            .field("region", &self.region)
            .field("bucket", &self.bucket)
            .finish_non_exhaustive()
    }
}

pub(super) fn bucket(config: &StoreConfig, endpoint: &str) -> Result<Bucket> {
    let credentials = Credentials::new(
        Some(&config.access_key),
        Some(&config.secret_key),
        None,
        None,
        None,
    )
    .map_err(|e| broken(e.to_string()))?;
    let region = Region::Custom {
        region: config.region.clone(),
        endpoint: origin(endpoint)?,
    };
    Ok(*Bucket::new(&config.bucket, region, credentials)?.with_path_style())
}

/// `scheme://host[:port]` without a default port: browsers leave it out of `Host`, and `Host` is signed.
fn origin(endpoint: &str) -> Result<String> {
    let wrong = || broken(format!("not an address like https://host[:port]: {endpoint:?}"));
    let uri: Uri = endpoint.parse().map_err(|_| wrong())?;
    let scheme = uri.scheme_str().filter(|s| matches!(*s, "http" | "https"));
    let (Some(scheme), Some(host)) = (scheme, uri.host()) else {
        return Err(wrong());
    };
    if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
        return Err(wrong());
    }
    Ok(match (scheme, uri.port_u16()) {
        ("http", Some(80)) | ("https", Some(443)) | (_, None) => format!("{scheme}://{host}"),
        (_, Some(port)) => format!("{scheme}://{host}:{port}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_an_origin_without_its_default_port() {
        for (given, kept) in [
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
            ("https://files.example.cn:443/", "https://files.example.cn"),
            ("http://[::1]:80", "http://[::1]"),
        ] {
            assert_eq!(origin(given).ok().as_deref(), Some(kept));
        }
        for bad in ["files.example.cn", "ftp://x", "https://x/base", "https://x?y", ""] {
            assert!(origin(bad).is_err(), "{bad}");
        }
    }
}
