//! The way to their own page, for those who run the installation: what they do is no filing that waits.

use domain::access::Role;
use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::{Text, audit, home as words, security, settings, t};
use crate::pages::audit::AUDIT_LOG;
use crate::pages::security::SECURITY;
use crate::session::use_session;
use crate::shell::{AUDITING, SECURING, SETTING_UP};
use crate::ui::{Icon, IconName};

/// Whose it is, its address, its name, what is done there.
const ALL: [(&[Role], &str, Text, Text); 3] = [
    (SETTING_UP, "/admin", settings::TITLE, settings::DUTY),
    (SECURING, SECURITY, security::TITLE, security::DUTY),
    (AUDITING, AUDIT_LOG, audit::TITLE, audit::DUTY),
];

#[component]
pub fn Duties() -> impl IntoView {
    let session = use_session();
    let own = Memo::new(move |_| ALL.map(|(roles, ..)| session.has_any(roles)));
    move || {
        let own = own.get();
        let rows: Vec<_> = ALL
            .into_iter()
            .zip(own)
            .filter(|(_, own)| *own)
            .map(|((_, href, name, text), _)| {
                view! {
                    <li class="setting">
                        <div>
                            <h3 class="setting-name"><A href=href>{t(name)}</A></h3>
                            <p class="row-note">{t(text)}</p>
                        </div>
                        <Icon name=IconName::ChevronRight/>
                    </li>
                }
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="home-duties">
                    <h2 class="section-title">{t(words::DUTIES)}</h2>
                    <ul class="settings">{rows}</ul>
                </section>
            }
        })
    }
}
