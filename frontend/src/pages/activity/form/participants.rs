//! 对象与人数: audience, form, numbers, booking.

use domain::activity::content::Mode;
use domain::activity::rules::PARTICIPANTS_UNUSUAL;
use domain::dictionary::DictionaryName;
use leptos::prelude::*;

use super::Form;
use crate::i18n::{activity, t};
use crate::ui::{Checkbox, CheckboxGroup, NumberInput, TextArea, TextInput};

#[component]
pub fn ParticipantsPart(form: Form) -> impl IntoView {
    let Form {
        draft,
        faults,
        offers,
    } = form;
    let of = move |name| offers.with_value(|o| o.choices(name));
    let has_place = move || draft.mode_chosen().is_none_or(Mode::has_place);
    let is_on_the_net = move || draft.mode_chosen().is_some_and(Mode::is_on_the_net);
    let unusual =
        move |n: RwSignal<Option<i64>>| n.get().is_some_and(|n| n > i64::from(PARTICIPANTS_UNUSUAL));
    let explains =
        move || unusual(draft.offline) || unusual(draft.online) || !draft.numbers_note.with(String::is_empty);
    view! {
        <CheckboxGroup
            label=t(activity::AUDIENCES) value=draft.audiences choices=of(DictionaryName::Audiences)
            fault=faults.at("/audiences") required=true
        />
        <CheckboxGroup
            label=t(activity::FORMS) value=draft.forms choices=of(DictionaryName::Forms) fault=faults.at("/forms") required=true
        />
        <CheckboxGroup
            label=t(activity::FIELDS) value=draft.fields choices=of(DictionaryName::Fields) fault=faults.at("/fields")
        />
        {move || has_place().then(|| view! {
            <NumberInput
                label=t(activity::EXPECTED_OFFLINE) value=draft.offline unit=t(activity::PEOPLE_UNIT)
                fault=faults.at("/expected_participants/offline") required=true
            />
        })}
        {move || is_on_the_net().then(|| view! {
            <NumberInput
                label=t(activity::EXPECTED_ONLINE) value=draft.online unit=t(activity::PEOPLE_UNIT)
                fault=faults.at("/expected_participants/online") required=true
            />
        })}
        {move || explains().then(|| view! {
            <TextArea label=t(activity::NUMBERS_NOTE) value=draft.numbers_note rows=2 fault=faults.at("/numbers_note") required=true/>
        })}
        <Checkbox label=t(activity::BOOKABLE) value=draft.bookable/>
        {move || draft.bookable.get().then(|| view! {
            <TextInput
                label=t(activity::RESERVATION_URL) value=draft.reservation_url kind="url" inputmode="url" placeholder="https://"
                fault=faults.at("/reservation_url") required=true
            />
        })}
    }
}
