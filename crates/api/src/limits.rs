//! How often one account, or one network address without an account, may ask.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, HttpRequest};
use app::account::{Presented, read_token};
use app::{App, AppError};
use domain::id::AccountId;
use domain::problem::Code;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use crate::extract::bearer;
use crate::problem::ApiError;

/// Who is counted. A school's people share an address, but not an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Caller {
    Address(IpAddr),
    Account(AccountId),
}

type Limiter = RateLimiter<Caller, DefaultKeyedStateStore<Caller>, DefaultClock, StateInformationMiddleware>;

/// How many requests may come at once, as a multiple of those in a second.
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(3);

/// The limit of an installation. Each process counts for itself: behind several, the limit is so many times as high.
#[derive(Clone)]
pub struct RateLimit {
    limiter: Option<Arc<Limiter>>,
    burst: u32,
    /// Whether `X-Forwarded-For` is believed: only behind a proxy that sets it.
    behind_proxy: bool,
}

impl RateLimit {
    /// `per_second` requests in the long run and four times as many at once; `None` counts nothing.
    pub fn new(per_second: Option<NonZeroU32>, behind_proxy: bool) -> Self {
        let quota = per_second.map(|rate| (Quota::per_second(rate), rate.saturating_mul(BURST)));
        Self {
            limiter: quota.map(|(quota, burst)| {
                let limiter = RateLimiter::keyed(quota.allow_burst(burst));
                Arc::new(limiter.with_middleware::<StateInformationMiddleware>())
            }),
            burst: quota.map_or(0, |(_, burst)| burst.get()),
            behind_proxy,
        }
    }

    /// Forgets callers that have been quiet; to be called now and then.
    pub fn tidy(&self) {
        if let Some(limiter) = &self.limiter {
            limiter.retain_recent();
        }
    }

    /// The client's address as far as it can be known.
    pub fn address(&self, request: &HttpRequest) -> IpAddr {
        let forwarded = request
            .headers()
            .get("x-forwarded-for")
            .filter(|_| self.behind_proxy)
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.rsplit(',').next())
            .and_then(|last| last.trim().parse().ok());
        forwarded
            .or_else(|| request.peer_addr().map(|peer| peer.ip()))
            .unwrap_or(IpAddr::from([127, 0, 0, 1]))
    }

    fn caller(&self, request: &HttpRequest) -> Caller {
        let presented = request
            .app_data::<Data<App>>()
            .zip(bearer(request))
            .and_then(|(app, token)| read_token(app, token).ok());
        match presented {
            Some(presented) => {
                let account = presented.account;
                // Checked once: the extractor goes on from here.
                request.extensions_mut().insert::<Presented>(presented);
                Caller::Account(account)
            }
            None => Caller::Address(self.address(request)),
        }
    }

    fn describe(&self, headers: &mut HeaderMap, remaining: u32) {
        for (name, value) in [
            ("ratelimit-limit", self.burst),
            ("ratelimit-remaining", remaining),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

/// Refuses what exceeds the limit of the API. Files, pages and an operator's questions are not counted.
pub async fn limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let limit = request.app_data::<Data<RateLimit>>().cloned();
    let counted = limit
        .as_deref()
        .filter(|_| request.path().starts_with("/api/v1/"));
    let Some((limit, limiter)) = counted.and_then(|limit| limit.limiter.as_ref().map(|l| (limit, l))) else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    match limiter.check_key(&limit.caller(request.request())) {
        Ok(state) => {
            let mut answer = next.call(request).await?.map_into_boxed_body();
            limit.describe(answer.headers_mut(), state.remaining_burst_capacity());
            Ok(answer)
        }
        Err(refused) => {
            let seconds = refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            let error = ApiError(AppError::Wait(Code::TooManyRequests, seconds));
            let mut answer = request.error_response(error).map_into_boxed_body();
            limit.describe(answer.headers_mut(), 0);
            Ok(answer)
        }
    }
}
