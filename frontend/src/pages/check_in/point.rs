//! One point in the list of its organiser.

use std::future::Future;

use domain::check_in::{CheckInPoint, PointChange, PointState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::StateBadge;
use crate::api::{Answer, check_in as calls};
use crate::format;
use crate::i18n::{Text, check_in as words, t, tf};
use crate::ui::{Button, ButtonKind, ButtonLink, IconName, toast};

#[component]
pub(super) fn Row(p: CheckInPoint, on_changed: Callback<()>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let (id, version, closed) = (p.id, p.version, p.closed);
    let turn = move || {
        let change = PointChange {
            closed: Some(!closed),
            ..PointChange::default()
        };
        let said = if closed {
            words::REOPENED
        } else {
            words::CLOSED_NOW
        };
        take(busy, said, on_changed, async move {
            calls::change(id, version, &change).await.map(drop)
        });
    };
    let remove = move || take(busy, words::DELETED, on_changed, calls::remove(id, version));
    let can_show = matches!(p.state, PointState::Open | PointState::NotYet);
    let count = i64::try_from(p.check_ins).unwrap_or(i64::MAX);
    view! {
        <article class="point card">
            <div class="point-main">
                <h2 class="card-title">{p.name}</h2>
                <p class="row-note">{format::span(p.opens_at, p.closes_at)}</p>
                <p class="point-count">{tf(words::VISITS, &[&format::number(count)])}</p>
            </div>
            <StateBadge state=p.state/>
            <div class="point-actions">
                {can_show.then(|| view! {
                    <ButtonLink href=format!("/my/check-in-points/{id}") kind=ButtonKind::Primary icon=IconName::Device>{t(words::SHOW_CODE)}</ButtonLink>
                })}
                {(p.state != PointState::Over).then(|| view! {
                    <Button busy on_press=turn>{t(if closed { words::REOPEN } else { words::CLOSE })}</Button>
                })}
                {(p.check_ins == 0).then(|| view! {
                    <Button kind=ButtonKind::Quiet icon=IconName::Trash busy on_press=remove>{t(words::DELETE)}</Button>
                })}
            </div>
        </article>
    }
}

/// One step at a time; what became of it is said.
fn take(
    busy: RwSignal<bool>,
    said: Text,
    on_changed: Callback<()>,
    step: impl Future<Output = Answer<()>> + 'static,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    spawn_local(async move {
        let answer = step.await;
        // The page may be gone by now.
        if busy.try_set(false).is_some() {
            return;
        }
        match answer {
            Ok(()) => {
                toast::success(t(said));
                on_changed.run(());
            }
            Err(failure) => {
                toast::failure(failure.message());
                // Somebody else may have changed it: show what is there now.
                on_changed.run(());
            }
        }
    });
}
