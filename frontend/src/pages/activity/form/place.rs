//! 时间地点: sessions, region, address.

use domain::activity::content::{Mode, Session};
use domain::dictionary::DictionaryName;
use domain::region::RegionCode;
use leptos::prelude::*;

use super::Form;
use super::state::SessionSignals;
use crate::form::{PositionInput, RegionSelect};
use crate::format;
use crate::i18n::{activity, general, t, tf};
use crate::ui::{Button, ButtonKind, DateTimeInput, IconName, Select, TextInput};

#[component]
pub fn Place(form: Form) -> impl IntoView {
    let Form {
        draft,
        faults,
        offers,
    } = form;
    let window = move || {
        let region = draft.region_code.with(|code| code.parse::<RegionCode>().ok());
        offers
            .with_value(|o| o.edition.window_for(region.as_ref()))
            .map(|w| tf(activity::WINDOW, &[&format::days(w.from, w.to)]))
    };
    let has_place = move || draft.mode_chosen().is_none_or(Mode::has_place);
    let is_on_the_net = move || draft.mode_chosen().is_some_and(Mode::is_on_the_net);
    let venues = offers.with_value(|o| o.choices(DictionaryName::VenueTypes));
    view! {
        <h3 class="form-heading">{t(activity::SESSIONS)}</h3>
        <p class="field-hint">{window}</p>
        <For each=move || draft.sessions.get().into_iter().enumerate() key=|(n, s)| (*n, s.key) let((n, session))>
            <SessionRow form n session/>
        </For>
        <div class="field-fault">{move || faults.at("/sessions").get()}</div>
        <Button icon=IconName::Plus on_press=move || draft.add_session(Session::default())>{t(activity::ADD_SESSION)}</Button>
        <h3 class="form-heading">{t(activity::REGION)}</h3>
        <RegionSelect value=draft.region_code fault=faults.at("/region_code") required=true/>
        {move || has_place().then(|| view! {
            <TextInput label=t(activity::ADDRESS) value=draft.address fault=faults.at("/address") required=true/>
            <PositionInput value=draft.position/>
            <Select
                label=t(activity::VENUE_TYPE) value=draft.venue_type choices=venues.clone() empty=t(general::PLEASE_CHOOSE)
                fault=faults.at("/venue_type") required=true
            />
        })}
        {move || is_on_the_net().then(|| view! {
            <TextInput
                label=t(activity::ONLINE_URL) value=draft.online_url kind="url" inputmode="url" placeholder="https://"
                fault=faults.at("/online_url") required=true
            />
        })}
    }
}

#[component]
fn SessionRow(form: Form, n: usize, session: SessionSignals) -> impl IntoView {
    let Form { draft, faults, .. } = form;
    let label = tf(activity::SESSION, &[&(n + 1).to_string()]);
    // Most sessions last two hours: the end follows the first choice of a start.
    Effect::new(move |before: Option<bool>| {
        let start = session.starts_at.get();
        if before == Some(false) && session.ends_at.get_untracked().is_none() {
            session.ends_at.set(start.map(|at| at.plus_seconds(7_200)));
        }
        start.is_some()
    });
    let removable = move || draft.sessions.with(Vec::len) > 1;
    let named = label.clone();
    view! {
        <div class="form-row" role="group" aria-label=named>
            <span class="form-row-label">{label}</span>
            <DateTimeInput
                label=t(activity::STARTS) value=session.starts_at fault=faults.at(format!("/sessions/{n}/starts_at")) required=true
            />
            <DateTimeInput
                label=t(activity::ENDS) value=session.ends_at fault=faults.at(format!("/sessions/{n}/ends_at")) required=true
            />
            {move || removable().then(|| view! {
                <Button kind=ButtonKind::Quiet icon=IconName::Trash on_press=move || {
                    draft.sessions.update(|all| all.retain(|s| s.key != session.key));
                }>{t(activity::REMOVE)}</Button>
            })}
        </div>
    }
}
