//! The frame around every page: header, navigation, footer.

use domain::access::Role;
use domain::problem::Lang;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::{use_location, use_navigate};

pub use crate::admission::{SignedIn, SignedInAs, SignedInIf};
use crate::api;
use crate::demo_clock::DemoClock;
use crate::fetched::Fetched;
use crate::i18n::{
    Language, audit as audit_words, certificate, circular, general, help, home, lang, organization_desk,
    public, public_notice, recommendation, report, reporting as texts, resource as resource_words, route,
    security as security_words, settings, t, venue,
};
use crate::inbox::Bell;
use crate::page;
use crate::pages::account::ACCOUNT;
use crate::pages::audit::AUDIT_LOG;
use crate::pages::home::HOME;
use crate::pages::organization::{self, desk::DESK};
use crate::pages::security::SECURITY;
use crate::pages::{reporting, resource};
use crate::session::use_session;
use crate::storage::Store;
use crate::ui::{Button, ButtonKind, Icon, IconName, toast};

const SIZE: &str = "kepu.large";
/// Those who look after a region: they handle recommendation lists and report.
pub const OVER_REGIONS: &[Role] = &[
    Role::CountyAdmin,
    Role::CityAdmin,
    Role::ProvinceReviewer,
    Role::NationalReviewer,
];
/// Those who file for an organisation.
const FILING: &[Role] = &[Role::Organizer, Role::OrgAdmin];
/// Those who set up the whole system.
pub const SETTING_UP: &[Role] = &[Role::SystemAdmin];
/// Those who give roles and lock accounts.
pub const SECURING: &[Role] = &[Role::SecurityAdmin];
/// Those who read the audit log.
pub const AUDITING: &[Role] = &[Role::AuditAdmin];

/// Large type for those who need it; kept across visits.
#[derive(Clone, Copy)]
pub struct Display(RwSignal<bool>);

impl Display {
    pub fn restore() -> Self {
        let large = Store::Device.get::<bool>(SIZE).unwrap_or(false);
        apply_size(large);
        Self(RwSignal::new(large))
    }
    fn toggle(self) {
        let large = !self.0.get_untracked();
        Store::Device.set(SIZE, &large);
        apply_size(large);
        self.0.set(large);
    }
}

fn apply_size(large: bool) {
    if let Some(root) = document().document_element() {
        let _ = match large {
            true => root.set_attribute("data-size", "large"),
            false => root.remove_attribute("data-size"),
        };
    }
}

/// Header, the page, footer. After a change of page the focus is on its content.
#[component]
pub fn Frame(children: Children) -> impl IntoView {
    let path = use_location().pathname;
    Effect::new(move |before: Option<String>| {
        let now = path.get();
        if before.is_some_and(|before| before != now) {
            page::focus(page::MAIN);
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
        now
    });
    let skip = |event: leptos::ev::MouseEvent| {
        // Not a jump within the address, which belongs to the router.
        event.prevent_default();
        page::focus(page::MAIN);
    };
    view! {
        <a class="skip" href="#main" on:click=skip>{t(general::SKIP)}</a>
        <Header/>
        <Connection/>
        <main class="main" id=page::MAIN tabindex="-1">{children()}</main>
        <Footer/>
    }
}

/// Says so while there is no connection.
#[component]
fn Connection() -> impl IntoView {
    let online = RwSignal::new(window().navigator().on_line());
    let gone = window_event_listener(leptos::ev::offline, move |_| online.set(false));
    let back = window_event_listener(leptos::ev::online, move |_| online.set(true));
    on_cleanup(move || {
        gone.remove();
        back.remove();
    });
    view! {
        <div role="status">
            {move || (!online.get()).then(|| view! {
                <p class="no-connection wrap"><Icon name=IconName::Warning/>{t(general::NO_CONNECTION)}</p>
            })}
        </div>
    }
}

#[component]
fn Header() -> impl IntoView {
    let session = use_session();
    let language = expect_context::<Language>();
    let display = expect_context::<Display>();
    let open = RwSignal::new(false);
    let path = use_location().pathname;
    // Going somewhere closes the menu.
    Effect::new(move |_| {
        path.track();
        open.set(false);
    });
    // An official who files for nobody has no filings.
    let files = move || session.is_signed_in() && (!session.has_any(OVER_REGIONS) || session.has_any(FILING));
    let other = move |_| language.choose(if lang() == Lang::Zh { Lang::En } else { Lang::Zh });
    view! {
        <header class="header">
            <div class="header-row wrap">
                <A href="/" attr:class="brand">
                    <img class="brand-mark" src="/favicon.svg" alt="" width="32" height="32"/>
                    <span class="brand-name">{t(general::BRAND)}</span>
                </A>
                <button
                    class="icon-button menu-button"
                    type="button"
                    aria-expanded=move || if open.get() { "true" } else { "false" }
                    aria-controls="menu"
                    aria-label=t(general::MENU)
                    on:click=move |_| open.update(|o| *o = !*o)
                >
                    {move || view! { <Icon name=if open.get() { IconName::Close } else { IconName::Menu }/> }}
                </button>
                <div class="menu" class:menu-open=move || open.get() id="menu">
                    <nav class="nav" aria-label=t(general::NAV)>
                        {move || session.is_signed_in().then(|| view! { <A href=HOME>{t(home::TITLE)}</A> })}
                        <A href="/activities">{t(general::ACTIVITIES)}</A>
                        // Those who are signed in, whose menu is long, find them below.
                        {move || (session.is_known() && !session.is_signed_in()).then(|| view! {
                            <A href="/venues">{t(venue::LIST)}</A>
                            <A href=resource::LIBRARY>{t(resource_words::MENU)}</A>
                        })}
                        {move || files().then(|| view! {
                            <A href="/my/activities">{t(general::MY_ACTIVITIES)}</A>
                        })}
                        {move || session.is_signed_in().then(|| {
                            if session.has_any(OVER_REGIONS) {
                                view! { <A href=DESK>{t(organization_desk::MENU)}</A> }
                            } else {
                                view! { <A href=organization::LIST>{t(general::MY_ORGANIZATIONS)}</A> }
                            }
                        })}
                        {move || session.reviews().then(|| view! { <A href="/review">{t(general::REVIEW)}</A> })}
                        {move || session.has_any(OVER_REGIONS).then(|| view! { <A href="/recommendations">{t(recommendation::MENU)}</A> })}
                        {move || session.has_any(OVER_REGIONS).then(|| view! { <A href=reporting::FIRST>{t(texts::TITLE)}</A> })}
                        // Officials find them within reporting.
                        {move || (session.is_signed_in() && !session.has_any(OVER_REGIONS)).then(|| view! {
                            <A href="/circulars">{t(circular::MENU)}</A>
                        })}
                        {move || session.answers().then(|| view! { <A href="/reports">{t(report::MENU)}</A> })}
                        {move || session.has_any(SETTING_UP).then(|| view! { <A href="/admin">{t(settings::TITLE)}</A> })}
                        {move || session.has_any(SECURING).then(|| view! { <A href=SECURITY>{t(security_words::TITLE)}</A> })}
                        {move || session.has_any(AUDITING).then(|| view! { <A href=AUDIT_LOG>{t(audit_words::TITLE)}</A> })}
                    </nav>
                    <div class="tools">
                        <button
                            class="tool"
                            type="button"
                            aria-pressed=move || if display.0.get() { "true" } else { "false" }
                            on:click=move |_| display.toggle()
                        >
                            <Icon name=IconName::Letters/>{t(general::LARGE_TYPE)}
                        </button>
                        <button
                            class="tool"
                            type="button"
                            lang=if lang() == Lang::Zh { "en" } else { "zh-CN" }
                            on:click=other
                        >
                            <Icon name=IconName::Globe/>{t(general::OTHER_LANGUAGE)}
                        </button>
                        <Who/>
                    </div>
                </div>
                <Bell/>
            </div>
        </header>
    }
}

/// Signing in, or who is signed in.
#[component]
fn Who() -> impl IntoView {
    let session = use_session();
    let navigate = use_navigate();
    let sign_out = Callback::new(move |()| {
        let navigate = navigate.clone();
        leptos::task::spawn_local(async move {
            match api::account::sign_out().await {
                // Signed out already is signed out, too.
                Err(failure) if failure.code().is_none_or(|c| c.status() != 401) => {
                    toast::failure(failure.message())
                }
                _ => {
                    session.end();
                    toast::success(t(general::SIGNED_OUT));
                    navigate("/", Default::default());
                }
            }
        });
    });
    move || {
        if !session.is_known() {
            return ().into_any();
        }
        match session.me() {
            Some(me) => view! {
                <A href=ACCOUNT attr:class="tool"><Icon name=IconName::User/>{me.display_name}</A>
                <Button kind=ButtonKind::Quiet on_press=sign_out>{t(general::SIGN_OUT)}</Button>
            }
            .into_any(),
            None => view! { <A href="/sign-in" attr:class="button button-small">{t(general::SIGN_IN)}</A> }
                .into_any(),
        }
    }
}

#[component]
fn Footer() -> impl IntoView {
    let demo = Fetched::new(api::platform::show);
    // Days left are counted by the server's clock, whatever this device's own shows.
    Effect::new(move |_| {
        if let Some(Ok(platform)) = demo.get() {
            page::set_clock(platform.now);
        }
    });
    view! {
        <footer class="footer">
            <div class="wrap footer-row">
                <div class="footer-about">
                    <p class="footer-name">{t(general::SITE)}</p>
                    <p>{t(general::FOOTER_ABOUT)}</p>
                    {move || demo.get().and_then(Result::ok).filter(|p| p.demo).map(|p| view! {
                        <p class="footer-demo">{t(general::FOOTER_DEMO)}</p>
                        <DemoClock now=p.now/>
                    })}
                </div>
                <nav class="footer-links" aria-label=t(general::FOOTER_PUBLIC)>
                    <A href="/activities">{t(general::ACTIVITIES)}</A>
                    <A href="/venues">{t(venue::LIST)}</A>
                    <A href="/routes">{t(route::LIST)}</A>
                    <A href=resource::LIBRARY>{t(resource_words::TITLE)}</A>
                    <A href="/saved">{t(public::SAVED)}</A>
                    <A href="/my/activities">{t(general::MY_ACTIVITIES)}</A>
                    <A href="/my/organizations">{t(general::MY_ORGANIZATIONS)}</A>
                    <A href=resource::MINE>{t(resource_words::MINE)}</A>
                    <A href="/scorings">{t(recommendation::SCORINGS)}</A>
                    <A href="/notices">{t(public_notice::LIST)}</A>
                    <A href="/help">{t(help::TITLE)}</A>
                    <A href="/certificates">{t(certificate::VERIFY)}</A>
                    <A href="/reports/receipt">{t(report::PROGRESS)}</A>
                    <a href="/api/docs/" rel="external">{t(general::FOOTER_API)}</a>
                </nav>
            </div>
        </footer>
    }
}
