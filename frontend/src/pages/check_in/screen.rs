//! The screen at a point: the code of this moment, the number of the day, how many have come. Printed, it is a notice.

use domain::check_in::{PointChange, PointScreen, PointState, VenuePointChange};
use domain::id::{CheckInPointId, VenueId};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::StateBadge;
use crate::api::{Answer, ApiFailure, check_in as calls};
use crate::format;
use crate::i18n::{check_in as words, t, tf};
use crate::load::Failed;
use crate::page;
use crate::pages::NotFound;
use crate::shell::SignedIn;
use crate::ui::{Button, ButtonKind, Confirm, IconName, Qr, Skeleton, toast};

/// How often the screen asks: a code lives two minutes, and the organiser wants to see people come.
const EVERY_MS: u32 = 5_000;
/// Seconds without an answer after which the code shown may let nobody in any more: each is good for two minutes, and was
/// up to half a minute old.
const DEAD_AFTER: i64 = 90;

/// Where the screen stands.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Point(CheckInPointId),
    Venue(VenueId),
}

impl Place {
    async fn screen(self) -> Answer<PointScreen> {
        match self {
            Self::Point(id) => calls::screen(id).await,
            Self::Venue(id) => calls::venue_screen(id).await,
        }
    }
    async fn renew(self, version: i32) -> Answer<()> {
        match self {
            Self::Point(id) => {
                let change = PointChange {
                    renew: true,
                    ..PointChange::default()
                };
                calls::change(id, version, &change).await.map(drop)
            }
            Self::Venue(id) => {
                let change = VenuePointChange {
                    renew: true,
                    ..VenuePointChange::default()
                };
                calls::change_venue_point(id, version, &change).await.map(drop)
            }
        }
    }
    /// The page on which visitors check in.
    fn page(self) -> String {
        match self {
            Self::Point(id) => format!("/check-in/{id}"),
            Self::Venue(id) => format!("/check-in/{id}"),
        }
    }
}

#[component]
pub fn ScreenPage() -> impl IntoView {
    page::title(t(words::SCREEN));
    let id = page::id_in_path::<CheckInPointId>("id");
    view! {
        <SignedIn>
            {move || match id.get() {
                None => view! { <NotFound/> }.into_any(),
                Some(id) => view! { <Screen of=Place::Point(id)/> }.into_any(),
            }}
        </SignedIn>
    }
}

/// What the server last said, and whether it said anything the last time.
#[derive(Clone, Copy)]
struct Shown {
    screen: RwSignal<Option<PointScreen>>,
    failure: RwSignal<Option<ApiFailure>>,
    /// When it last said something good.
    at: StoredValue<i64>,
}

fn seconds() -> i64 {
    page::now().map_or(0, |now| now.unix_seconds())
}

impl Shown {
    /// `false` once the page is gone.
    async fn ask(self, of: Place) -> bool {
        match of.screen().await {
            Ok(screen) => {
                let _ = self.at.try_update_value(|at| *at = seconds());
                let gone = self.screen.try_set(Some(screen)).is_some();
                !gone && self.failure.try_set(None).is_none()
            }
            // What is there stays while the line is down: it is good for a while.
            Err(failure) => self.failure.try_set(Some(failure)).is_none(),
        }
    }
}

#[component]
pub(super) fn Screen(of: Place) -> impl IntoView {
    let shown = Shown {
        screen: RwSignal::new(None),
        failure: RwSignal::new(None),
        at: StoredValue::new(seconds()),
    };
    spawn_local(async move { while shown.ask(of).await && wait().await {} });
    let retry = Callback::new(move |()| {
        spawn_local(async move {
            shown.ask(of).await;
        });
    });
    let url = Memo::new(move |_| shown.screen.with(|s| s.as_ref().and_then(|s| s.url.clone())));
    let code = Memo::new(move |_| shown.screen.with(|s| s.as_ref().and_then(|s| s.code.clone())));
    // Nobody may show it any more, or it is no more.
    let gone = Memo::new(move |_| {
        shown
            .failure
            .with(|f| f.as_ref().is_some_and(|f| !f.is_passing()))
    });
    // Why the code that stands there is worth nothing.
    let dead = Memo::new(move |_| {
        let failure = shown.failure.get()?;
        let old = seconds() - shown.at.get_value() > DEAD_AFTER;
        (gone.get() || old).then(|| failure.message())
    });
    let state = Memo::new(move |_| shown.screen.with(|s| s.as_ref().map(|s| s.state)));
    let name = Memo::new(move |_| {
        shown
            .screen
            .with(|s| s.as_ref().map(|s| s.name.clone()).unwrap_or_default())
    });
    let known = Memo::new(move |_| state.get().is_some());
    view! {
        <div class="wrap page">
            // Once the point is known the failure is not read here: each answer would build the page anew, under an open dialog too.
            {move || if !known.get() {
                match shown.failure.get() {
                    None => view! { <Skeleton lines=6/> }.into_any(),
                    Some(failure) => view! { <Failed failure retry heading=true/> }.into_any(),
                }
            } else {
                view! {
                    <div class="page-head no-print">
                        <h1 class="page-title">{move || name.get()}</h1>
                        {move || state.get().map(|state| view! { <StateBadge state/> })}
                    </div>
                    <div class="screen no-print">
                        <div class="screen-code">
                            {move || match (dead.get(), url.get()) {
                                (Some(why), _) => view! { <p class="screen-lead" role="alert">{why}</p> }.into_any(),
                                (None, Some(url)) => view! {
                                    <p class="screen-lead">{t(words::SCAN)}</p>
                                    <Qr text=url label=t(words::SCREEN)/>
                                    <p class="row-note">{t(words::SCAN_NOTE)}</p>
                                }.into_any(),
                                (None, None) => view! { <p class="screen-lead">{state.get().map(|s| t(words::state(s)))}</p> }.into_any(),
                            }}
                        </div>
                        <div class="screen-side">
                            {move || code.get().filter(|_| !gone.get()).map(|code| view! {
                                <p class="screen-label">{t(words::OR_NUMBER)}</p>
                                <p class="screen-number">{code}</p>
                            })}
                            <Counts screen=shown.screen/>
                            <p class="row-note" role="status">
                                {move || shown.failure.get().map(|failure| failure.message())}
                            </p>
                        </div>
                    </div>
                    <Tools of screen=shown.screen state again=retry/>
                    {move || code.get().map(|code| view! { <Notice of name code/> })}
                }.into_any()
            }}
        </div>
    }
}

async fn wait() -> bool {
    TimeoutFuture::new(EVERY_MS).await;
    true
}

#[component]
fn Counts(screen: RwSignal<Option<PointScreen>>) -> impl IntoView {
    let of = move |count: fn(&PointScreen) -> u64| {
        let count = screen.with(|s| s.as_ref().map(count).unwrap_or_default());
        format::number(i64::try_from(count).unwrap_or(i64::MAX))
    };
    view! {
        <dl class="screen-counts">
            <div><dt>{t(words::TODAY)}</dt><dd>{move || of(|s| s.today)}</dd></div>
            <div><dt>{t(words::ALL_DAYS)}</dt><dd>{move || of(|s| s.check_ins)}</dd></div>
        </dl>
    }
}

#[component]
fn Tools(
    of: Place,
    screen: RwSignal<Option<PointScreen>>,
    state: Memo<Option<PointState>>,
    again: Callback<()>,
) -> impl IntoView {
    let (renewing, busy) = (RwSignal::new(false), RwSignal::new(false));
    let print = || {
        let _ = window().print();
    };
    let renew = move || {
        let version = screen.with_untracked(|s| s.as_ref().map_or(0, |s| s.version));
        busy.set(true);
        spawn_local(async move {
            let answer = of.renew(version).await;
            if busy.try_set(false).is_some() {
                return;
            }
            renewing.set(false);
            match answer {
                Ok(()) => toast::success(t(words::RENEWED)),
                Err(failure) => toast::failure(failure.message()),
            }
            again.run(());
        });
    };
    let can = move || matches!(state.get(), Some(PointState::Open | PointState::NotYet));
    view! {
        {move || can().then(|| view! {
            <div class="page-actions no-print">
                <Button icon=IconName::Print on_press=print>{t(words::PRINT_NOTICE)}</Button>
                <Button kind=ButtonKind::Quiet icon=IconName::Refresh on_press=move || renewing.set(true)>{t(words::RENEW)}</Button>
            </div>
        })}
        <Confirm open=renewing title=t(words::RENEW_TITLE) action=t(words::RENEW) kind=ButtonKind::Danger busy on_confirm=renew>
            <p>{t(words::RENEW_TEXT)}</p>
        </Confirm>
    }
}

/// What is put up on paper: the way to the page, and the number of the day. On paper only.
#[component]
fn Notice(of: Place, name: Memo<String>, code: String) -> impl IntoView {
    let address = format!(
        "{}{}",
        window().location().origin().unwrap_or_default(),
        of.page()
    );
    let day = page::now()
        .map(|now| format::date(now.shanghai_date()))
        .unwrap_or_default();
    view! {
        <section class="notice-paper" aria-hidden="true">
            <p class="paper-name">{move || name.get()}</p>
            <Qr text=address label=t(words::SCREEN)/>
            <p class="paper-steps">{t(words::NOTICE_STEPS)}</p>
            <p class="paper-number">{code}</p>
            <p>{tf(words::NOTICE_DAY, &[&day])}</p>
        </section>
    }
}
