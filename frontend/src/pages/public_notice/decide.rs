//! Objections, and the decisions on them.

use domain::id::{MediaId, NoticeId};
use domain::public_notice::{Objection, ObjectionDecision, ObjectionStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::status::ObjectionBadge;
use crate::api::{media, public_notice as calls};
use crate::fetched::Fetched;
use crate::form::FormFaults;
use crate::format;
use crate::i18n::{public_notice as words, t, tf};
use crate::listing::{Listed, Listing};
use crate::pages::reason::ReasonDialog;
use crate::ui::{Button, ButtonKind, Card, EmptyState, IconName, toast};

#[component]
pub fn Objections(id: NoticeId, decides: Memo<bool>, renew: Callback<()>) -> impl IntoView {
    let again = RwSignal::new(0_u32);
    let listing = Listing::new(move |cursor| {
        again.track();
        calls::objections(id, cursor)
    });
    let asked = RwSignal::new(None::<(i32, ObjectionStatus)>);
    let decided = Callback::new(move |()| {
        again.update(|n| *n += 1);
        renew.run(());
    });
    view! {
        <Card title=t(words::OBJECTIONS)>
            <Listed
                listing class="rows" lines=3
                empty=|| view! { <EmptyState title=t(words::NO_OBJECTIONS) text=t(words::NO_OBJECTIONS_HINT) icon=IconName::Check/> }
                draw=move |objection| view! { <Row objection decides asked/> }.into_any()
            />
        </Card>
        {move || asked.get().map(|(n, decision)| view! { <Decide id n decision asked decided/> })}
    }
}

#[component]
fn Row(
    objection: Objection,
    decides: Memo<bool>,
    asked: RwSignal<Option<(i32, ObjectionStatus)>>,
) -> impl IntoView {
    let n = objection.n;
    let about = objection
        .entry_name
        .unwrap_or_else(|| t(words::WHOLE_LIST).to_owned());
    let who = [
        Some(objection.real_name),
        objection.employer,
        Some(objection.phone),
    ];
    let who: Vec<_> = who.into_iter().flatten().collect();
    let open = objection.status == ObjectionStatus::Open;
    view! {
        <article class="objection">
            <div class="objection-head">
                <strong>{tf(words::OBJECTION_N, &[&n.to_string(), &about])}</strong>
                <ObjectionBadge status=objection.status/>
            </div>
            <p class="row-note">{who.join(" · ")}" · "{format::moment(objection.made_at)}</p>
            <p class="summary-text">{objection.statement}</p>
            <ul class="objection-files">
                {objection.attachment_ids.into_iter().enumerate().map(|(n, id)| view! { <li><Attached id n/></li> }).collect_view()}
            </ul>
            {objection.decision_reason.filter(|why| !why.is_empty()).map(|why| view! {
                <p class="entry-quote"><span class="entry-label">{t(words::DECISION)}</span>{why}</p>
            })}
            {move || (open && decides.get()).then(|| view! {
                <div class="cluster">
                    <Button on_press=move || asked.set(Some((n, ObjectionStatus::Dismissed)))>{t(words::DISMISS)}</Button>
                    <Button kind=ButtonKind::Danger on_press=move || asked.set(Some((n, ObjectionStatus::Upheld)))>{t(words::UPHOLD)}</Button>
                </div>
            })}
        </article>
    }
}

#[component]
fn Attached(id: MediaId, n: usize) -> impl IntoView {
    let file = Fetched::new(move || media::show(id));
    move || match file.get() {
        Some(Ok(file)) => {
            let href = file.variants.get("original").cloned().unwrap_or_default();
            view! { <a href=href rel="external noopener" target="_blank">{file.file_name}</a> }.into_any()
        }
        _ => view! { <span>{tf(words::ATTACHMENT_N, &[&(n + 1).to_string()])}</span> }.into_any(),
    }
}

#[component]
fn Decide(
    id: NoticeId,
    n: i32,
    decision: ObjectionStatus,
    asked: RwSignal<Option<(i32, ObjectionStatus)>>,
    decided: Callback<()>,
) -> impl IntoView {
    let open = RwSignal::new(true);
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        if !open.get() {
            // Once it is closed, which gives the focus back.
            request_animation_frame(move || {
                let _ = asked.try_set(None);
            });
        }
    });
    let upheld = decision == ObjectionStatus::Upheld;
    let (title, text, action) = if upheld {
        (words::UPHOLD_TITLE, words::UPHOLD_TEXT, words::UPHOLD)
    } else {
        (words::DISMISS_TITLE, words::DISMISS_TEXT, words::DISMISS)
    };
    let send = move |reason: String| {
        busy.set(true);
        spawn_local(async move {
            let answer = calls::decide(id, n, &ObjectionDecision { decision, reason }).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    open.set(false);
                    toast::success(t(words::DECIDED));
                    decided.run(());
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    view! {
        <ReasonDialog
            open title=t(title) text=t(text) label=t(words::DECISION) action=t(action)
            danger=upheld faults busy on_confirm=send
        />
    }
}
