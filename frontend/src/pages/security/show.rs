//! Finding an account, what can be done with it, and the roles in force.

use leptos::prelude::*;

use super::account::Opened;
use super::find::Find;
use super::give::Give;
use super::held::Held;
use super::state::Desk;
use super::steps::Steps;
use crate::i18n::{security as words, t};
use crate::page;
use crate::shell::{SECURING, SignedInAs};

#[component]
pub fn ShowPage() -> impl IntoView {
    page::title(t(words::TITLE));
    view! { <SignedInAs roles=SECURING><Page/></SignedInAs> }
}

#[component]
fn Page() -> impl IntoView {
    let desk = Desk::new();
    provide_context(desk);
    view! {
        <div class="wrap narrow page">
            <div>
                <h1 class="page-title">{t(words::TITLE)}</h1>
                <p class="page-note">{t(words::LEAD)}</p>
            </div>
            <Find/>
            {move || desk.account.get().map(|account| view! { <Opened account/> })}
            {move || desk.giving.get().then(|| view! { <Give/> })}
            <Held/>
            <Steps/>
        </div>
    }
}
