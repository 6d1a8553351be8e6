//! Setting an authenticator up: the code to scan, the key to type, a first code.

use domain::account::SecondFactorSecret;
use leptos::prelude::*;

use super::Factor;
use super::entry::CodeEntry;
use crate::api::account as calls;
use crate::i18n::{second_factor as words, t};
use crate::pages::connection::CopyButton;
use crate::ui::{ButtonKind, ButtonLink, IconName, Qr, toast};

/// Letters of the key that stand together.
const GROUP: usize = 4;

#[component]
pub(super) fn SetUp(factor: Factor, secret: SecondFactorSecret) -> impl IntoView {
    let SecondFactorSecret { secret, uri } = secret;
    let grouped = grouped(&secret);
    let done = move |codes: Vec<String>| {
        toast::success(t(words::DONE));
        factor.changed(codes);
    };
    let cancel = move || factor.begun.set(None);
    view! {
        <ol class="authenticator-steps">
            <li>
                <p>{t(words::STEP_APP)}</p>
                <div class="qr-small"><Qr text=uri.clone() label=t(words::QR)/></div>
                // On the phone itself nothing can be scanned.
                <p><ButtonLink href=uri external=true kind=ButtonKind::Quiet icon=IconName::Device>{t(words::HERE)}</ButtonLink></p>
            </li>
            <li>
                <p>{t(words::STEP_TYPE)}</p>
                <p class="authenticator-key">
                    <code>{grouped}</code>
                    <CopyButton name=t(words::SECRET).to_owned() value=secret/>
                </p>
            </li>
            <li>
                <p>{t(words::STEP_CODE)}</p>
                <CodeEntry action=words::CONFIRM send=calls::confirm_second_factor on_done=done on_cancel=cancel/>
            </li>
        </ol>
    }
}

/// `JBSW Y3DP`: easier to type.
fn grouped(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    let groups: Vec<String> = letters
        .chunks(GROUP)
        .map(|group| group.iter().collect())
        .collect();
    groups.join(" ")
}
