//! One entry of the log.

use domain::audit::{AuditEntry, AuditOutcome};
use domain::problem::Code;
use leptos::prelude::*;
use uuid::Uuid;

use super::looking::Looking;
use crate::format;
use crate::i18n::{Text, audit as words, lang, names, t, tf};
use crate::ui::{Badge, Tone};

pub const fn outcome_name(outcome: AuditOutcome) -> Text {
    match outcome {
        AuditOutcome::Done => words::DONE,
        AuditOutcome::Refused => words::REFUSED,
        AuditOutcome::Failed => words::FAILED,
    }
}

const fn tone(outcome: AuditOutcome) -> Tone {
    match outcome {
        AuditOutcome::Done => Tone::Good,
        AuditOutcome::Refused => Tone::Warning,
        AuditOutcome::Failed => Tone::Bad,
    }
}

/// The last identifier in an address: what it was done to.
fn object(path: &str) -> Option<Uuid> {
    path.rsplit('/').find_map(|part| Uuid::try_parse(part).ok())
}

#[component]
pub fn Entry(entry: AuditEntry, looking: Looking) -> impl IntoView {
    let why = entry.code.as_deref().map(|code| {
        Code::parse(code).map_or_else(|| code.to_owned(), |known| known.title(lang()).to_owned())
    });
    let what =
        names::operation(&entry.operation).map_or_else(|| entry.operation.clone(), |name| t(name).to_owned());
    // Said once where it has no name for people.
    let id =
        (what != entry.operation).then(|| view! { <code class="audit-id">{entry.operation.clone()}</code> });
    let only_what = tf(words::ONLY_OPERATION, &[&what]);
    let operation = entry.operation.clone();
    let object = object(&entry.path);
    let seal = match entry.seal {
        Some(number) => tf(words::SEALED, &[&number.to_string()]),
        None => t(words::UNSEALED).to_owned(),
    };
    view! {
        <article class="audit">
            <p class="audit-time"><time datetime=format::machine(entry.at)>{format::exact_time(entry.at)}</time></p>
            <p class="audit-who">{who(&entry, looking)}</p>
            <p class="audit-what">{narrowing(what, only_what, move || looking.only_operation(&operation))}{id}</p>
            <p class="audit-outcome">
                <Badge tone=tone(entry.outcome)>{t(outcome_name(entry.outcome))}</Badge>
                {why.map(|why| view! { <span>{why}</span> })}
            </p>
            <dl class="audit-trace">
                <div>
                    <dt>{t(words::PATH)}</dt>
                    <dd>
                        <code>{entry.path}</code>
                        {object.map(|id| view! {
                            <button class="link" type="button" on:click=move |_| looking.only_object(id)>{t(words::ONLY_OBJECT)}</button>
                        })}
                    </dd>
                </div>
                <div><dt>{t(words::ADDRESS)}</dt><dd><code>{entry.address}</code></dd></div>
                <div><dt>{t(words::REQUEST)}</dt><dd><code>{entry.request_id}</code></dd></div>
                <div><dt>{t(words::SEAL)}</dt><dd>{seal}</dd></div>
            </dl>
        </article>
    }
}

/// Whose request it was; a press shows only theirs.
fn who(entry: &AuditEntry, looking: Looking) -> AnyView {
    match (entry.account_id, entry.client_id) {
        (Some(id), _) => {
            let name = entry.account_name.clone();
            let name = name.unwrap_or_else(|| t(words::GONE).to_owned());
            let said = tf(words::ONLY_ACCOUNT, &[&name]);
            narrowing(name, said, move || looking.only_account(id))
        }
        (None, Some(client)) => {
            let id = client.to_string();
            // The end of an identifier is what tells it from others of its time.
            let end = id.rsplit('-').next().unwrap_or_default().to_owned();
            view! { <span title=id>{tf(words::CLIENT, &[&end])}</span> }.into_any()
        }
        (None, None) => view! { <span class="audit-nobody">{t(words::NOBODY)}</span> }.into_any(),
    }
}

/// What an entry says, as a button that narrows the list to it.
fn narrowing(shown: String, said: String, press: impl Fn() + 'static) -> AnyView {
    view! {
        <button class="link" type="button" on:click=move |_| press()>
            <span aria-hidden="true">{shown}</span><span class="visually-hidden">{said}</span>
        </button>
    }
    .into_any()
}
