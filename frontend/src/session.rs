//! Who is signed in. The access token lives in memory only; the refresh token is a cookie no script can read.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use domain::access::{Actor, Grant, Role, reviewer_of};
use domain::account::{Me, SessionLimits, SignedIn};
use domain::activity::status::Stage;
use futures_util::FutureExt;
use futures_util::future::Shared;
use leptos::prelude::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::api::{self, ApiFailure};
use crate::autosave::outbox;
use crate::presence;
use crate::storage::Store;

/// Set while this browser holds a session cookie, so that visitors without one cause no needless request.
const HINT: &str = "kepu.session";

type Refreshing = Shared<Pin<Box<dyn Future<Output = bool>>>>;

thread_local! {
    static TOKEN: RefCell<Option<String>> = const { RefCell::new(None) };
    static REFRESHING: RefCell<Option<Refreshing>> = const { RefCell::new(None) };
    static SESSION: Cell<Option<Session>> = const { Cell::new(None) };
}

/// The session as signals. `Copy`; from the context by [`use_session`].
#[derive(Clone, Copy)]
pub struct Session {
    me: RwSignal<Option<Me>>,
    known: RwSignal<bool>,
}

impl Session {
    /// Begins with what the cookie says: tries a refresh where this browser was signed in before.
    pub fn start() -> Self {
        let session = Self {
            me: RwSignal::new(None),
            known: RwSignal::new(false),
        };
        SESSION.set(Some(session));
        provide_context(session);
        if Store::Device.get::<bool>(HINT).unwrap_or(false) {
            leptos::task::spawn_local(async move {
                refresh().await;
                session.known.set(true);
            });
        } else {
            session.known.set(true);
        }
        session
    }
    /// The account signed in, once that is known.
    pub fn me(self) -> Option<Me> {
        self.me.get()
    }
    /// Whether it is known who is signed in; false for a moment after start.
    pub fn is_known(self) -> bool {
        self.known.get()
    }
    pub fn is_signed_in(self) -> bool {
        self.me.with(Option::is_some)
    }
    /// For the rules of `domain::access`.
    pub fn actor(self) -> Option<Actor> {
        let me = self.me.get()?;
        let grants = me
            .grants
            .into_iter()
            .map(|g| Grant {
                role: g.role,
                region: g.region_code,
                organization: g.organization_id,
                lines: g.lines,
                on_behalf_of: g.on_behalf_of,
            })
            .collect();
        Some(Actor {
            account: me.id,
            grants,
        })
    }
    /// Whether one of these roles is this person's.
    pub fn has_any(self, roles: &[Role]) -> bool {
        self.me.with(|me| {
            me.as_ref()
                .is_some_and(|me| me.grants.iter().any(|g| roles.contains(&g.role)))
        })
    }
    /// Whether one's roles cannot be used before this session gives a code of an authenticator.
    pub fn lacks_second_factor(self) -> bool {
        self.me
            .with(|me| me.as_ref().is_some_and(|me| me.second_factor_required))
    }
    /// Whether some review stage is this person's.
    pub fn reviews(self) -> bool {
        self.actor().is_some_and(|actor| {
            [Stage::City, Stage::Province, Stage::National]
                .into_iter()
                .any(|stage| actor.has(reviewer_of(stage)))
        })
    }
    /// Whether this person answers for some region's public content: reports of it, resources.
    pub fn answers(self) -> bool {
        self.actor().is_some_and(|actor| !actor.answers_for().is_empty())
    }
    pub fn begin(self, signed_in: SignedIn) {
        TOKEN.replace(Some(signed_in.access_token));
        Store::Device.set(HINT, &true);
        self.me.set(Some(signed_in.user));
    }
    /// The account has changed: its name, its authenticator.
    pub fn update(self, me: Me) {
        self.me.set(Some(me));
    }
    pub fn end(self) {
        outbox::empty();
        TOKEN.replace(None);
        Store::Device.forget(HINT);
        self.me.set(None);
    }
}

pub fn use_session() -> Session {
    expect_context()
}

/// The bearer token for requests.
pub fn token() -> Option<String> {
    TOKEN.with_borrow(Clone::clone)
}

/// Exchanges the cookie for a new access token; `false` when there is no session any more. However many requests
/// find their token expired, one refresh is sent: the refresh token is good for one use only.
pub async fn refresh() -> bool {
    // A browser that keeps nothing gives no hint; the page knows that somebody is signed in.
    if token().is_none() && !Store::Device.get::<bool>(HINT).unwrap_or(false) {
        return false;
    }
    if is_left_alone() {
        return false;
    }
    let refreshing = REFRESHING.with_borrow_mut(|slot| {
        slot.get_or_insert_with(|| {
            let work: Pin<Box<dyn Future<Output = bool>>> = Box::pin(one_tab_at_a_time());
            work.shared()
        })
        .clone()
    });
    let fresh = refreshing.await;
    REFRESHING.take();
    fresh
}

/// Whether nobody is there and the session is one that ends within hours: then what the page asks by itself, such as
/// the number of unread messages, does not go on with it. What a person does next will.
fn is_left_alone() -> bool {
    let me = SESSION
        .get()
        .and_then(|session| session.me.try_get_untracked().flatten());
    let strict =
        me.is_some_and(|me| SessionLimits::of(me.grants.iter().map(|g| g.role)) != SessionLimits::USUAL);
    strict && !presence::is_here()
}

async fn exchange() -> bool {
    let answer = api::account::refresh().await;
    let Some(session) = SESSION.get() else {
        return false;
    };
    match answer {
        Ok(signed_in) => {
            session.begin(signed_in);
            true
        }
        // The session is over; without an answer it may well go on later.
        Err(ApiFailure::Problem(p)) if p.status == 401 => {
            session.end();
            false
        }
        Err(_) => false,
    }
}

#[wasm_bindgen]
extern "C" {
    type Locks;
    #[wasm_bindgen(method)]
    fn request(this: &Locks, name: &str, held: &JsValue) -> js_sys::Promise;
}

/// Two tabs share the cookie, whose second use would end the session: they take turns by a lock of the browser.
async fn one_tab_at_a_time() -> bool {
    let locks = web_sys::window()
        .and_then(|w| js_sys::Reflect::get(&w.navigator(), &"locks".into()).ok())
        .filter(|locks| !locks.is_undefined());
    // Only in secure contexts; elsewhere there is no secure cookie to lose either.
    let Some(locks) = locks else {
        return exchange().await;
    };
    let outcome = Rc::new(Cell::new(false));
    let seen = Rc::clone(&outcome);
    let held = Closure::once(move || {
        future_to_promise(async move {
            seen.set(exchange().await);
            Ok(JsValue::UNDEFINED)
        })
    });
    let done = locks
        .unchecked_ref::<Locks>()
        .request("kepu.refresh", held.as_ref());
    match JsFuture::from(done).await {
        Ok(_) => outcome.get(),
        Err(_) => false,
    }
}
