//! The ways to each kind of setting.

use leptos::prelude::*;
use leptos_router::components::A;

use crate::i18n::{Text, api_client, edition, registry, settings, t, webhook, word};
use crate::page;
use crate::shell::{SETTING_UP, SignedInAs};
use crate::ui::{Icon, IconName};

/// Address, name, what can be set there.
const KINDS: [(&str, Text, Text); 5] = [
    ("/admin/edition", edition::TITLE, settings::EDITIONS_LEAD),
    ("/admin/words", word::TITLE, settings::WORDS_LEAD),
    ("/admin/registry", registry::TITLE, registry::LEAD),
    ("/admin/clients", api_client::TITLE, api_client::LEAD),
    ("/admin/webhooks", webhook::TITLE, webhook::LEAD),
];

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(settings::TITLE));
    view! {
        <SignedInAs roles=SETTING_UP>
            <div class="wrap narrow page">
                <h1 class="page-title">{t(settings::TITLE)}</h1>
                <ul class="settings">
                    {KINDS.map(|(href, name, lead)| view! {
                        <li class="setting">
                            <div>
                                <h2 class="setting-name"><A href=href>{t(name)}</A></h2>
                                <p class="row-note">{t(lead)}</p>
                            </div>
                            <Icon name=IconName::ChevronRight/>
                        </li>
                    }).collect_view()}
                </ul>
            </div>
        </SignedInAs>
    }
}
