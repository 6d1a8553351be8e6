//! Who scores the list blindly.

use domain::id::AccountId;
use domain::recommendation::score::{Expert, NewExpert};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::recommendation as calls;
use crate::form::FormFaults;
use crate::i18n::{recommendation as words, t, tf};
use crate::pages::recommendation::desk::use_desk;
use crate::ui::{Button, ButtonKind, Card, IconName, TextInput, toast};

#[component]
pub fn Experts(
    experts: Vec<Expert>,
    /// Entries there are to score.
    most: usize,
    edits: bool,
    renew: Callback<()>,
) -> impl IntoView {
    let id = use_desk().id();
    let phone = RwSignal::new(String::new());
    let faults = FormFaults::default();
    let busy = RwSignal::new(false);
    let invite = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        faults.clear();
        let new = NewExpert {
            phone: phone.get_untracked().trim().to_owned(),
        };
        spawn_local(async move {
            let answer = calls::invite(id, &new).await;
            // The page may be gone by now.
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(expert) => {
                    toast::success(tf(words::EXPERT_INVITED, &[&expert.name]));
                    renew.run(());
                }
                Err(failure) => faults.fail(&failure),
            }
        });
    };
    let dismiss = Callback::new(move |expert: AccountId| {
        spawn_local(async move {
            match calls::dismiss(id, expert).await {
                Ok(()) => {
                    if busy.try_get_untracked().is_some() {
                        renew.run(());
                    }
                }
                Err(failure) => toast::failure(failure.message()),
            }
        });
    });
    let none = experts.is_empty();
    view! {
        <Card title=t(words::EXPERTS)>
            <p class="row-note">{t(if none { words::EXPERTS_NONE } else { words::EXPERTS_LEAD })}</p>
            <ul class="rows">
                {experts.into_iter().map(|expert| view! {
                    <li class="row">
                        <span class="row-title">{expert.name.clone()}</span>
                        <span class="row-note">{tf(words::EXPERT_SCORED, &[&expert.scored.to_string(), &most.to_string()])}</span>
                        {edits.then(|| view! {
                            <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || dismiss.run(expert.account_id)>
                                {t(words::EXPERT_DISMISS)}<span class="visually-hidden">{tf(words::OF_ENTRY, &[&expert.name])}</span>
                            </Button>
                        })}
                    </li>
                }).collect_view()}
            </ul>
            {edits.then(|| view! {
                <form class="invite" novalidate on:submit=invite>
                    <TextInput
                        label=t(words::EXPERT_PHONE) hint=t(words::EXPERT_PHONE_HINT) value=phone kind="tel"
                        inputmode="tel" autocomplete="off" fault=faults.at("/phone")
                    />
                    <div><Button submit=true icon=IconName::Plus busy>{t(words::EXPERT_INVITE)}</Button></div>
                </form>
            })}
        </Card>
    }
}
