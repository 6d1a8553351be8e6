//! Presigned requests: what a client outside may do with one object, for a while.

use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;
use std::time::Duration;

use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use s3::PostPolicy;
use s3::post_policy::{PostPolicyField, PostPolicyValue};

use super::{Result, Store, broken};
use crate::keys;

impl Store {
    /// A form upload of `size` bytes (both ends included): the address, and the fields that go before `file`.
    /// Storage itself refuses another key, type or size. Storage may hold such a body in memory: for small files
    /// ([`crate::embedded::POST_MAX_BYTES`]).
    pub async fn presign_post(
        &self,
        key: &str,
        content_type: &str,
        size: RangeInclusive<u64>,
        expires: Duration,
    ) -> Result<(String, BTreeMap<String, String>)> {
        keys::check(key)?;
        let limit = |n: u64| u32::try_from(n).map_err(|_| broken("a form upload is limited to 4 GB"));
        let exact = |text: &str| PostPolicyValue::Exact(text.to_owned().into());
        let policy = PostPolicy::new(seconds(expires)?)
            .condition(PostPolicyField::Key, exact(key))?
            .condition(PostPolicyField::ContentType, exact(content_type))?
            .condition(PostPolicyField::SuccessActionStatus, exact("201"))?
            .condition(
                PostPolicyField::ContentLengthRange,
                PostPolicyValue::Range(limit(*size.start())?, limit(*size.end())?),
            )?;
        let signed = self.public.presign_post(policy).await?;
        Ok((signed.url, signed.fields.into_iter().collect()))
    }

    /// A `PUT` of exactly `size` bytes: the address, and the headers the client must set. `Content-Length` is
    /// signed too; every HTTP client sends it by itself.
    pub async fn presign_put(
        &self,
        key: &str,
        content_type: &str,
        size: u64,
        expires: Duration,
    ) -> Result<(String, BTreeMap<String, String>)> {
        keys::check(key)?;
        let value = HeaderValue::from_str(content_type).map_err(|_| broken("not a content type"))?;
        let signed = HeaderMap::from_iter([(CONTENT_TYPE, value), (CONTENT_LENGTH, size.into())]);
        let url = self
            .public
            .presign_put(key, seconds(expires)?, Some(signed), None)
            .await?;
        let headers = BTreeMap::from([("Content-Type".to_owned(), content_type.to_owned())]);
        Ok((url, headers))
    }

    /// A `PUT` of part `number` (from 1) of exactly `size` bytes. All but the last are at least 5 MiB. The answer's
    /// `ETag` is needed to complete the upload. A part may be sent again.
    pub async fn presign_part(
        &self,
        key: &str,
        upload_id: &str,
        number: u32,
        size: u64,
        expires: Duration,
    ) -> Result<String> {
        keys::check(key)?;
        let signed = HeaderMap::from_iter([(CONTENT_LENGTH, size.into())]);
        let queries = HashMap::from([
            ("partNumber".to_owned(), number.to_string()),
            ("uploadId".to_owned(), upload_id.to_owned()),
        ]);
        let url = self
            .public
            .presign_put(key, seconds(expires)?, Some(signed), Some(queries))
            .await?;
        Ok(url)
    }

    /// An address at which the object can be read for a while, served with the type and disposition given here.
    pub async fn presign_get(
        &self,
        key: &str,
        expires: Duration,
        content_type: &str,
        content_disposition: &str,
    ) -> Result<String> {
        keys::check(key)?;
        let queries = HashMap::from([
            ("response-content-type".to_owned(), content_type.to_owned()),
            (
                "response-content-disposition".to_owned(),
                content_disposition.to_owned(),
            ),
        ]);
        Ok(self
            .public
            .presign_get(key, seconds(expires)?, Some(queries))
            .await?)
    }
}

/// S3 signs whole seconds, one week at most.
fn seconds(expires: Duration) -> Result<u32> {
    u32::try_from(expires.as_secs()).map_err(|_| broken("a presigned request lasts a week at most"))
}
