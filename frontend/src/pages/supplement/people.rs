//! Who took part, and where the activity is on the net.

use domain::activity::content::Mode;
use domain::eligibility::RuleCode;
use domain::problem::FaultCode;
use domain::supplement::rules::check_submission;
use leptos::prelude::*;

use super::draft::number;
use super::form::Form;
use super::place::{FieldFindings, Part, Place};
use crate::i18n::{Text, supplement, t, tf};
use crate::page;
use crate::pages::check_in::Counted;
use crate::ui::{Fault, TextArea, TextInput};

#[component]
pub fn Participation(form: Form) -> impl IntoView {
    let Form {
        draft,
        faults,
        judging,
        activity,
        findings,
        ..
    } = form;
    let mode = activity.with_value(|a| a.content.mode);
    let thresholds = judging.facts.with_value(|facts| facts.thresholds);
    let count = move |label: Text, value: RwSignal<String>, pointer: &'static str, least: u32| {
        let fault: Fault = Signal::derive(move || {
            let typed = value.with(|text| !text.trim().is_empty() && number(text).is_none());
            typed
                .then(|| t(supplement::NOT_A_NUMBER).to_owned())
                .or_else(|| faults.message(pointer))
        });
        let hint = tf(supplement::PEOPLE_HINT, &[&least.to_string()]);
        view! {
            <Place pointer=pointer.to_owned()>
                <div class="part-number">
                    <TextInput label=t(label) value hint fault inputmode="numeric" autocomplete="off" required=true/>
                </div>
            </Place>
        }
    };
    let explains = Memo::new(move |_| asks_for_note(form) || !draft.numbers_note.with(String::is_empty));
    let on_site = mode.is_none_or(Mode::has_place).then(|| {
        let least = thresholds.min_participants_offline;
        count(
            supplement::OFFLINE,
            draft.offline,
            "/actual_participants/offline",
            least,
        )
    });
    let on_the_net = mode.is_some_and(Mode::is_on_the_net);
    let online = on_the_net.then(|| {
        let least = thresholds.min_participants_online;
        count(
            supplement::ONLINE,
            draft.online,
            "/actual_participants/online",
            least,
        )
    });
    let address = on_the_net.then(|| {
        view! {
            <Place pointer="/online_url".to_owned()>
                <TextInput
                    label=t(supplement::ONLINE_URL) hint=t(supplement::ONLINE_URL_HINT) value=draft.online_url kind="url"
                    inputmode="url" placeholder="https://" fault=faults.at("/online_url") required=true
                />
                <FieldFindings pointer="/online_url".to_owned() findings/>
            </Place>
        }
    });
    view! {
        <Part
            pointer="/actual_participants" title=t(supplement::PEOPLE) lead=t(supplement::PEOPLE_LEAD)
            mark=Some((RuleCode::Participants, judging.shown.into()))
        >
            <div class="part-numbers">{on_site}{online}</div>
            <Counted counted=form.saving.saved().with_untracked(|s| s.counted)/>
            {move || explains.get().then(|| view! {
                <Place pointer="/numbers_note".to_owned()>
                    <TextArea
                        label=t(supplement::NUMBERS_NOTE) hint=t(supplement::NUMBERS_NOTE_HINT) value=draft.numbers_note rows=2
                        fault=faults.at("/numbers_note") required=true
                    />
                </Place>
            })}
            {address}
        </Part>
    }
}

/// Whether the rules ask for a word on the numbers.
fn asks_for_note(form: Form) -> bool {
    let (content, now) = (form.draft.content(), page::now());
    let asked = |f: &domain::problem::Fault| f.pointer == "/numbers_note" && f.code == FaultCode::Required;
    now.is_some_and(|now| {
        let faults = form
            .activity
            .with_value(|a| check_submission(&content, &a.content, now));
        faults.iter().any(asked)
    })
}
