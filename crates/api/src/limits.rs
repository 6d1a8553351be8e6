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
use domain::api_client::RATES;
use domain::id::{AccountId, ApiClientId};
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
    Client(ApiClientId),
}

type Limiter = RateLimiter<Caller, DefaultKeyedStateStore<Caller>, DefaultClock, StateInformationMiddleware>;

/// How many requests may come at once, as a multiple of those in a second.
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(3);

/// The limit of an installation. Each process counts for itself: behind several, the limit is so many times as high.
#[derive(Clone)]
pub struct RateLimit {
    limiter: Option<Arc<Limiter>>,
    burst: u32,
    /// Of other systems: one limiter for each rate that can be given, by requests a minute.
    clients: Arc<[(u32, Limiter)]>,
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
            clients: RATES.into_iter().filter_map(client_limiter).collect(),
            behind_proxy,
        }
    }

    /// Forgets callers that have been quiet; to be called now and then.
    pub fn tidy(&self) {
        for limiter in self
            .limiter
            .as_deref()
            .into_iter()
            .chain(self.clients.iter().map(|(_, l)| l))
        {
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

    /// The network by which a client without an account is counted: somebody who has IPv6 has 2^64 addresses.
    pub fn network(&self, request: &HttpRequest) -> IpAddr {
        network_of(self.address(request))
    }

    /// Who asks, with the limiter and the burst that count for them; no limiter where nothing is counted.
    fn counted(&self, request: &HttpRequest) -> (Caller, Option<&Limiter>, u32) {
        let presented = request
            .app_data::<Data<App>>()
            .zip(bearer(request))
            .and_then(|(app, token)| read_token(app, token).ok());
        let usual = |caller| (caller, self.limiter.as_deref(), self.burst);
        let Some(presented) = presented else {
            return usual(Caller::Address(self.network(request)));
        };
        let counted = match &presented {
            Presented::Person { account, .. } => usual(Caller::Account(*account)),
            Presented::Client(client) => {
                let rate = client.requests_per_minute;
                let limiter = self
                    .clients
                    .iter()
                    .find(|(r, _)| *r == rate)
                    .map(|(_, limiter)| limiter);
                (Caller::Client(client.client), limiter, rate)
            }
        };
        // Checked once: the extractor goes on from here.
        request.extensions_mut().insert::<Presented>(presented);
        counted
    }
}

/// An IPv4 address as it is; of IPv6 the /64 that one connection is given (RFC 6177).
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::from(v6.to_bits().wrapping_shr(64).wrapping_shl(64).to_be_bytes()),
        v4 => v4,
    }
}

/// A client may spend the requests of a minute at once.
fn client_limiter(per_minute: u32) -> Option<(u32, Limiter)> {
    let limiter = RateLimiter::keyed(Quota::per_minute(NonZeroU32::new(per_minute)?));
    Some((
        per_minute,
        limiter.with_middleware::<StateInformationMiddleware>(),
    ))
}

fn describe(headers: &mut HeaderMap, limit: u32, remaining: u32) {
    for (name, value) in [("ratelimit-limit", limit), ("ratelimit-remaining", remaining)] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
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
    let Some(limit) = counted else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    let (caller, limiter, burst) = limit.counted(request.request());
    let Some(limiter) = limiter else {
        return next.call(request).await.map(ServiceResponse::map_into_boxed_body);
    };
    match limiter.check_key(&caller) {
        Ok(state) => {
            let mut answer = next.call(request).await?.map_into_boxed_body();
            describe(answer.headers_mut(), burst, state.remaining_burst_capacity());
            Ok(answer)
        }
        Err(refused) => {
            let seconds = refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            let error = ApiError(AppError::Wait(Code::TooManyRequests, seconds));
            let mut answer = request.error_response(error).map_into_boxed_body();
            describe(answer.headers_mut(), burst, 0);
            Ok(answer)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_changes_addresses_within_their_connection_is_counted_as_one() {
        let of = |text: &str| network_of(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
