//! Accounts to try, in a demonstration.

use domain::platform::DemoAccount;
use leptos::prelude::*;

use crate::api;
use crate::fetched::Fetched;
use crate::i18n::{account, t};
use crate::ui::{Icon, IconName};

/// One button per account; pressing one runs `on_choose` with its phone.
#[component]
pub fn DemoAccounts(on_choose: Callback<String>) -> impl IntoView {
    let platform = Fetched::new(api::platform::show);
    move || {
        let platform = platform
            .get()?
            .ok()
            .filter(|p| p.demo && !p.demo_accounts.is_empty())?;
        Some(view! {
            <section class="demo" aria-labelledby="demo-title">
                <h2 class="section-title" id="demo-title">{t(account::DEMO)}</h2>
                <p class="demo-lead">{t(account::DEMO_LEAD)}</p>
                <ul class="demo-accounts">
                    {platform.demo_accounts.into_iter().map(|DemoAccount { phone, label }| view! {
                        <li>
                            <button class="demo-account" type="button" on:click={
                                let phone = phone.clone();
                                move |_| on_choose.run(phone.clone())
                            }>
                                <Icon name=IconName::User/>
                                <span class="demo-label">{label}</span>
                                <span class="demo-phone">{phone.clone()}</span>
                            </button>
                        </li>
                    }).collect_view()}
                </ul>
            </section>
        })
    }
}
