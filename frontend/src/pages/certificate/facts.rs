//! What is printed on a certificate, and what became of it.

use domain::certificate::{Certificate, CertificateEvent, CertificateStep};
use leptos::prelude::*;
use leptos_router::components::A;

use crate::format;
use crate::i18n::{certificate as words, public_notice, t, tf};
use crate::pages::recommendation::subject_name;

#[component]
pub fn Facts(c: Certificate) -> impl IntoView {
    let facts = c.facts;
    view! {
        <dl class="pairs">
            <div><dt>{t(words::RECIPIENT)}</dt><dd>{facts.recipient}</dd></div>
            {facts.activity_title.map(|title| view! { <div><dt>{t(words::ACTIVITY)}</dt><dd>{title}</dd></div> })}
            <div><dt>{t(words::PRAISE)}</dt><dd>{subject_name(facts.subject)}</dd></div>
            <div><dt>{t(words::EDITION)}</dt><dd>{facts.edition_title}</dd></div>
            <div><dt>{t(words::ISSUER)}</dt><dd>{facts.issuer}</dd></div>
            <div><dt>{t(words::ISSUED_ON)}</dt><dd>{format::date(facts.issued_on)}</dd></div>
            <div><dt>{t(words::WORDING)}</dt><dd lang="zh-CN">{c.text}</dd></div>
            <div><dt>{t(words::NOTICE)}</dt><dd><A href=format!("/notices/{}", c.notice_id)>{t(public_notice::NOTICE)}</A></dd></div>
        </dl>
    }
}

#[component]
pub fn Log(log: Vec<CertificateEvent>) -> impl IntoView {
    let name = |step| match step {
        CertificateStep::Issue => words::STEP_ISSUE,
        CertificateStep::Replace => words::STEP_REPLACE,
        CertificateStep::Revoke => words::STEP_REVOKE,
    };
    view! {
        <section class="stack">
            <h2 class="section-title">{t(words::LOG)}</h2>
            <p class="row-note">{t(words::LOG_HINT)}</p>
            <ol class="certificate-log">
                {log.into_iter().map(|event| view! {
                    <li>
                        <p><strong>{t(name(event.step))}</strong>" "{format::moment(event.at)}</p>
                        {event.reason.filter(|why| !why.is_empty()).map(|why| view! { <p>{tf(words::REASON, &[&why])}</p> })}
                        <p class="certificate-hash"><span>{t(words::HASH)}</span><code>{event.hash}</code></p>
                    </li>
                }).collect_view()}
            </ol>
        </section>
    }
}
