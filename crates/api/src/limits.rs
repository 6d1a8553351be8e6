//! How often one network address may ask.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;

use actix_web::Error;
use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use app::AppError;
use domain::problem::Code;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};

use crate::problem;

type Limiter = RateLimiter<IpAddr, DefaultKeyedStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>;

/// The limit of an installation. Each process counts for itself: behind several, the limit is so many times as high.
#[derive(Clone)]
pub struct RateLimit {
    limiter: Option<Arc<Limiter>>,
    per_second: u32,
    /// Whether `X-Forwarded-For` is believed: only behind a proxy that sets it.
    behind_proxy: bool,
}

impl RateLimit {
    /// `per_second` requests in the long run and four times as many at once; `None` counts nothing.
    pub fn new(per_second: Option<NonZeroU32>, behind_proxy: bool) -> Self {
        let limiter = per_second.map(|rate| {
            let quota =
                Quota::per_second(rate).allow_burst(rate.saturating_mul(NonZeroU32::MIN.saturating_add(3)));
            Arc::new(RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>())
        });
        Self {
            limiter,
            per_second: per_second.map_or(0, NonZeroU32::get),
            behind_proxy,
        }
    }

    /// Forgets addresses that have been quiet; to be called now and then.
    pub fn tidy(&self) {
        if let Some(limiter) = &self.limiter {
            limiter.retain_recent();
        }
    }

    /// The client's address as far as it can be known.
    pub fn address(&self, request: &actix_web::HttpRequest) -> IpAddr {
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
}

pub async fn limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(limit) = request.app_data::<Data<RateLimit>>().cloned() else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let Some(limiter) = &limit.limiter else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    match limiter.check_key(&limit.address(request.request())) {
        Ok(state) => {
            let mut answer = next.call(request).await?.map_into_boxed_body();
            let headers = answer.headers_mut();
            headers.insert(
                HeaderName::from_static("ratelimit-limit"),
                HeaderValue::from(limit.per_second),
            );
            headers.insert(
                HeaderName::from_static("ratelimit-remaining"),
                HeaderValue::from(state.remaining_burst_capacity()),
            );
            Ok(answer)
        }
        Err(refused) => {
            let seconds = refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            let body = problem::respond(request.request(), &AppError::Wait(Code::TooManyRequests, seconds));
            Ok(request.into_response(body))
        }
    }
}
